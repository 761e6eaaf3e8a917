import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
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

  await crane.getByRole('button', { name: 'Flag', exact: true }).click();
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
  await linked.getByRole('button', { name: 'Flag', exact: true }).click();
  await expect(linked.getByRole('button', { name: 'Remove flag' })).toBeVisible();
  // The icon beside the clock is there once it is wanted, and that is remembered.
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'Icon Beside the Clock')?.click();
  });
  await expect.poll(() => readFile(path.join(userData, 'tray.json'), 'utf8').catch(() => '')).toBe('true\n');
  await server.mock.stop();
});
