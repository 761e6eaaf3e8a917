import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, serve } from './support.ts';

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
