import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Rectangle } from 'electron';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { violations } from './axe.ts';
import { composer, pressToClose } from './composing.ts';
import { type Retinue, test } from './fixtures.ts';
import { addByForm, inboxOf, letter, rows, serve } from './support.ts';

/** The message's window that opens next. */
async function messageWindow({ app }: Retinue, opens: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window'), opens()]);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}

/** The text of each page of a PDF file. */
async function pagesOf(file: string): Promise<readonly string[]> {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(file)) }).promise;
  const numbers = Array.from({ length: pdf.numPages }, (_, nth) => nth + 1);
  return await Promise.all(
    numbers.map(async (number) => {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ');
    }),
  );
}

const ROPE = [
  'From: Ada L <ada@example.com>',
  'To: alex@example.com',
  'Subject: Rope',
  'Date: Thu, 1 Jan 2026 10:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>See <a href="https://a.example/plan">the plan</a>.</p><script>document.body.textContent="ran"</script>',
  '<img src="https://a.example/pixel.png" width="200" height="80"><blockquote>What was said before</blockquote>',
  '',
].join('\r\n');

test('a message opens in its own window, where it is read, answered, deleted; mail is printed, and linked to', async ({
  start,
  userData,
}) => {
  const server = await serve([
    await inboxOf([letter('Quay'), letter('Crane'), ROPE]),
    { name: 'Drafts', role: 'drafts', messages: [] },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(3);

  const crane = await messageWindow(retinue, () => rows(retinue).nth(1).dblclick());
  await expect(crane).toHaveTitle('Crane');
  await expect(crane.frameLocator('iframe[title="Message text"]').getByText('This is Crane.')).toBeVisible();
  await crane.screenshot({ path: 'test-results/message-window-light.png' });
  await crane.emulateMedia({ colorScheme: 'dark' });
  await crane.screenshot({ path: 'test-results/message-window-dark.png' });

  // One window a message; Enter opens another one.
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  const quay = await messageWindow(retinue, () => page.keyboard.press('Enter'));
  await expect(quay).toHaveTitle('Quay');
  expect(app.windows()).toHaveLength(3);

  const bar = crane.getByRole('toolbar', { name: 'Window' });
  await bar.getByRole('button', { name: 'Follow up' }).click();
  await crane.screenshot({ path: 'test-results/message-window-follow-up-dark.png' });
  await crane.emulateMedia({ colorScheme: 'light' });
  await crane.screenshot({ path: 'test-results/message-window-follow-up-light.png' });
  expect(await violations(crane, ['.toolbar'])).toEqual([]);
  await bar.getByRole('menuitem', { name: 'Today' }).click();
  await expect(crane.getByText(/^Follow up by/)).toBeVisible();
  await expect(rows(retinue).nth(1)).toHaveAccessibleName(/Flagged/);
  const answer = await composer(retinue, () =>
    crane.getByRole('button', { name: 'Reply', exact: true }).click(),
  );
  await expect(answer.getByLabel('Subject')).toHaveValue('Re: Crane');
  await answer.close();

  await pressToClose(quay, 'Escape');
  await pressToClose(crane, 'Delete');
  await expect(page.getByText('1 message moved to Deleted Items.')).toBeVisible();
  await expect(rows(retinue)).toHaveCount(2);
  await page.keyboard.press('Control+Z');
  await expect(rows(retinue)).toHaveCount(3);

  // Both selected messages, each on its own page, as a PDF file.
  const file = path.join(userData, 'mail.pdf');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await rows(retinue).nth(0).click();
  await rows(retinue)
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await expect(page.getByText('2 messages selected')).toBeVisible();
  await page.keyboard.press('Control+P');
  const dialog = page.getByRole('dialog', { name: 'Print' });
  const preview = dialog.frameLocator('iframe[title="Preview"]');
  await expect(preview.getByRole('heading', { name: 'Rope' })).toBeVisible();
  await expect(preview.getByText('This is Crane.')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await violations(page, ['.print'])).toEqual([]);
  await page.screenshot({ path: 'test-results/print-light.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, ['.print'])).toEqual([]);
  await page.screenshot({ path: 'test-results/print-dark.png' });
  await dialog.getByLabel('Left out').check();
  await dialog.getByRole('button', { name: 'Save as PDF…' }).click();
  await expect(page.getByText(`Saved as ${file}.`)).toBeVisible();
  const [crane1 = '', rope = '', ...more] = await pagesOf(file);
  expect(more).toEqual([]);
  expect(crane1).toContain('This is Crane.');
  expect(rope).toContain('See the plan [1] .');
  expect(rope).toContain('https://a.example/plan');
  expect(rope).toContain('Image not loaded');
  expect(rope).toContain('1 quoted passage is left out');
  expect(rope).not.toContain('What was said before');
  expect(rope).not.toContain('ran');
  // A link that another program gives to Retinue opens the message.
  await rows(retinue).nth(0).click();
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'Copy Link to Message')?.click();
  });
  await expect(page.getByText(/^The link to the message is on the clipboard/)).toBeVisible();
  const linked = await messageWindow(retinue, () =>
    app.evaluate(({ app: electron, clipboard }) => {
      electron.emit('second-instance', {}, ['retinue', clipboard.readText()], '/');
    }),
  );
  await expect(linked).toHaveTitle('Rope');
  // The main window is loaded again, with a new engine: the message's window goes on with that one.
  await page.reload();
  await expect(rows(retinue)).toHaveCount(3);
  const acts = linked.getByRole('toolbar', { name: 'Message' });
  await acts.getByRole('button', { name: 'Flag', exact: true }).click();
  await expect(acts.getByRole('button', { name: 'Remove flag' })).toBeVisible();
  // The icon beside the clock is there once it is wanted, and that is remembered.
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'Icon Beside the Clock')?.click();
  });
  await expect.poll(() => readFile(path.join(userData, 'tray.json'), 'utf8').catch(() => '')).toBe('true\n');
  await server.mock.stop();
});

/** Where the windows of messages stand, by the title of their page. */
async function places({ app }: Retinue): Promise<Readonly<Record<string, Rectangle>>> {
  const all = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter(({ webContents }) => webContents.getURL().includes('message.html'))
      .map((window) => [window.getTitle(), window.getBounds()] as const),
  );
  return Object.fromEntries(all);
}

test('windows of messages that are open when Retinue quits come back where they were, on a screen that is there', async ({
  start,
  userData,
}) => {
  const server = await serve([
    await inboxOf([letter('Quay'), letter('Crane'), letter('Rope')]),
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(3);
  for (const nth of [0, 1, 2]) await messageWindow(retinue, () => rows(retinue).nth(nth).dblclick());
  const wanted = { x: 60, y: 80, width: 640, height: 480 };
  const closed = await retinue.app.evaluate(({ BrowserWindow }, place) => {
    const find = (title: string) => BrowserWindow.getAllWindows().find((each) => each.getTitle() === title);
    find('Quay')?.setBounds(place);
    find('Crane')?.setBounds({ ...place, x: 9000, y: 80 });
    find('Rope')?.close();
    return [find('Quay'), find('Crane')].every((each) => each !== undefined);
  }, wanted);
  expect(closed).toBe(true);
  await expect.poll(async () => Object.keys(await places(retinue)).sort()).toEqual(['Crane', 'Quay']);
  await expect.poll(async () => (await places(retinue))['Quay']).toEqual(wanted);
  await retinue.close();
  // A message that is gone by the next start.
  const file = path.join(userData, 'message-windows.json');
  const kept = JSON.parse(await readFile(file, 'utf8')) as { readonly id: string }[];
  expect(kept).toHaveLength(2);
  await writeFile(file, JSON.stringify([{ ...kept[0], id: 'nobody|/gone' }, ...kept]));

  const again = await start({ args: ['--no-demo'] });
  await expect
    .poll(async () => Object.keys(await places(again)).sort(), { timeout: 30_000 })
    .toEqual(['Crane', 'Quay']);
  const { Quay, Crane } = await places(again);
  expect(Quay).toEqual(wanted);
  const screen = await again.app.evaluate(({ screen: of }) => of.getPrimaryDisplay().workArea);
  expect((Crane?.x ?? 0) + (Crane?.width ?? 0)).toBeLessThanOrEqual(screen.x + screen.width);
  const quay = again.app.windows().find((each) => each.url().includes('message.html'));
  if (!quay) throw new Error('the window has gone');
  await expect(
    quay.getByRole('toolbar', { name: 'Window' }).getByRole('button', { name: 'Delete' }),
  ).toBeEnabled();
  await expect(again.page.getByText(/no longer here/)).toBeHidden();
  await server.mock.stop();
});
