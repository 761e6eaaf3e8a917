import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, rows, serve } from './support.ts';

const entry = (subject: string, status: string, day: number) =>
  `From - Mon Feb 10 10:00:00 2003\nX-Mozilla-Status: ${status}\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys: $label1\nFrom: Ada <ada@example.com>\nTo: me@example.com\nSubject: ${subject}\nDate: Mon, ${day} Feb 2003 10:00:00 +0000\n\nText of ${subject}.\n>From here on.\n\n`;

test('mail comes in from files, is read here, and goes out again', async ({ start, userData }) => {
  const server = await serve([await inboxOf([letter('First'), letter('Second')])]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  await addByForm(retinue, server);
  await expect(page.getByText('up to date')).toBeVisible();
  const files = path.join(path.dirname(userData), `${path.basename(userData)}-files`);
  const out = path.join(files, 'out');
  const source = path.join(files, 'Import 2004–2009');
  await mkdir(out, { recursive: true });
  await mkdir(path.join(source, 'Clients.sbd'), { recursive: true });
  await writeFile(
    path.join(source, 'Clients'),
    entry('Drawing set C', '0001', 10) + entry('Flagged one', '0004', 11),
  );
  await writeFile(path.join(source, 'Clients.sbd', 'Quay'), entry('Quay survey', '0000', 12));
  await writeFile(path.join(source, 'broken.mbox'), `no separator\n\n${entry('After the junk', '0001', 13)}`);
  const answer = (filePaths: readonly string[]) =>
    app.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...paths] });
    }, filePaths);
  const command = (name: string) =>
    app.evaluate(({ Menu }, label) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items?.find((item) => item.label === label)?.click();
    }, name);
  const shots = async (name: string) => {
    await page.screenshot({ path: `test-results/inout-${name}.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `test-results/inout-${name}-dark.png` });
    await page.emulateMedia({ colorScheme: 'light' });
  };

  await answer([source]);
  await command('Import…');
  const importing = page.getByRole('dialog', { name: 'Import mail' });
  await expect(importing.getByText('Retinue reads .eml files')).toBeVisible();
  await shots('import');
  expect(await violations(page, ['dialog'])).toEqual([]);
  await importing.getByRole('button', { name: 'Choose folders…' }).click();
  await expect(importing.getByText('4 messages came in.')).toBeVisible();
  await expect(importing.getByText(/broken\.mbox, from byte 0/)).toBeVisible();
  await shots('import-report');
  expect(await violations(page, ['dialog'])).toEqual([]);
  await importing.getByRole('button', { name: 'Done' }).click();

  const line = (name: RegExp) => page.getByRole('treeitem', { name });
  await line(/^Import 2004/).click();
  await page.keyboard.press('ArrowRight');
  await line(/^Clients/).click();
  await page.getByRole('row', { name: /Drawing set C/ }).click();
  await expect(page.frameLocator('iframe[title="Message text"]').getByText('From here on.')).toBeVisible();
  await shots('read');

  await answer([out]);
  await command('Export…');
  const exporting = page.getByRole('dialog', { name: 'Export mail' });
  await exporting.getByLabel('The folder “Clients” with its subfolders').check();
  await shots('export');
  expect(await violations(page, ['dialog'])).toEqual([]);
  await exporting.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(exporting.getByText('3 messages were written to out.')).toBeVisible();
  await exporting.getByRole('button', { name: 'Done' }).click();
  expect((await readdir(out, { recursive: true })).sort()).toEqual([
    'Clients.mbox',
    'Clients.sbd',
    path.join('Clients.sbd', 'Quay.mbox'),
  ]);
  expect(await readFile(path.join(out, 'Clients.mbox'), 'utf8')).toContain('\n>From here on.\n');

  const saved = path.join(files, 'saved.eml');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, saved);
  await command('Save as…');
  await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('Subject: Drawing set C');
  await app.evaluate(({ app: own }, file) => {
    own.emit('second-instance', {}, ['retinue', file], '/');
  }, saved);
  const opened = page.getByRole('dialog', { name: 'Drawing set C, read-only' });
  await expect(opened.getByText('Read-only, from the file saved.eml')).toBeVisible();
  await shots('opened');
  await page.keyboard.press('Escape');
  await expect(opened).toBeHidden();
});

test('mail is dragged out as files, and folders on this computer are made and deleted', async ({ start }) => {
  const text = letter('Second: a/b?', 'Ærlig talt.');
  const server = await serve([await inboxOf([letter('First'), text])]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  await addByForm(retinue, server);
  await expect(page.getByText('up to date')).toBeVisible();
  // The system's own part of a drag cannot be driven from here: what it is asked to drag is looked at.
  const asked = await app.evaluateHandle(({ BrowserWindow }) => {
    const drags: (readonly string[])[] = [];
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.startDrag = ({ files = [] }) => void drags.push(files);
    return drags;
  });
  const dragged = async (): Promise<readonly string[]> => {
    await expect.poll(() => asked.evaluate((drags) => drags.length)).toBe(1);
    return (await asked.evaluate((drags) => drags.splice(0)))[0] ?? [];
  };
  const out = async (from: Locator) => {
    const dataTransfer = await page.evaluateHandle(() => new DataTransfer());
    await from.dispatchEvent('dragstart', { dataTransfer });
    await page.locator('body').dispatchEvent('dragleave', { dataTransfer, relatedTarget: null });
    const files = await dragged();
    await from.dispatchEvent('dragend', { dataTransfer });
    return files;
  };
  const line = (name: RegExp) => page.getByRole('treeitem', { name });

  const messages = await test.step('messages are .eml files, byte for byte', async () => {
    await rows(retinue).nth(0).click();
    await rows(retinue)
      .nth(1)
      .click({ modifiers: ['Shift'] });
    const files = await out(rows(retinue).nth(0));
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['First.eml', 'Second_ a_b_.eml']);
    const second = files.find((file) => file.includes('Second')) ?? '';
    expect(await readFile(second, 'utf8')).toBe(text);
    return files;
  });
  await test.step('a folder is an .mbox', async () => {
    const [file = ''] = await out(line(/^Inbox/));
    expect(path.basename(file)).toBe('Inbox.mbox');
    expect((await readFile(file, 'utf8')).match(/^From - /gm)).toHaveLength(2);
  });
  await test.step('on this computer folders are made, renamed and deleted', async () => {
    await page.evaluate(() => window.retinue.call('local.open', null));
    const isThere = (...names: readonly string[]) =>
      access(path.join(retinue.userData, 'mail', ...names)).then(
        () => true,
        () => false,
      );
    await page.locator('.tree-account', { hasText: 'On this computer' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'New folder…' }).click();
    await page.getByRole('dialog', { name: 'New folder' }).getByLabel('Name').fill('Æbler & quay');
    await page.keyboard.press('Enter');
    await expect(line(/^Æbler & quay/)).toHaveAttribute('aria-selected', 'true');
    await expect.poll(() => isThere('Æbler & quay', 'cur')).toBe(true);
    await line(/^Æbler & quay/).click();
    await app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items?.find((item) => item.label === 'New Folder…')?.click();
    });
    await page.getByRole('dialog', { name: 'New folder' }).getByLabel('Name').fill('Inner');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Inner' })).toBeVisible();
    await expect(line(/^Æbler & quay/)).toHaveAttribute('aria-expanded', 'false');
    await line(/^Æbler & quay/).dblclick();
    await line(/^Inner/).click();
    await line(/^Inner/).press('F2');
    await page.getByRole('dialog', { name: 'Rename or move folder' }).getByLabel('Name').fill('Outer');
    await page.keyboard.press('Enter');
    await expect(line(/^Outer/)).toBeVisible();
    await expect.poll(() => isThere('Æbler & quay', 'Outer', 'cur')).toBe(true);
    for (const words of ['It goes to Deleted Items', 'It leaves this computer']) {
      await line(/^Outer/).click();
      await line(/^Outer/).press('Delete');
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText(words)).toBeVisible();
      await dialog.getByRole('button', { name: 'Delete folder' }).click();
      if (words.startsWith('It goes')) {
        await expect.poll(() => isThere('Deleted Items', 'Outer')).toBe(true);
        await expect(line(/^Deleted Items/).last()).toHaveAttribute('aria-expanded', 'false');
        await line(/^Deleted Items/)
          .last()
          .dblclick();
      }
    }
    await page.screenshot({ path: 'test-results/inout-local.png' });
    await expect(line(/^Outer/)).toHaveCount(0);
    await expect.poll(() => isThere('Deleted Items', 'Outer')).toBe(false);
  });
  await retinue.close();
  for (const file of messages) await expect(access(file)).rejects.toThrow('ENOENT');
});
