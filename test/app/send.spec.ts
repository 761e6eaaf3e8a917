import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { composer, copyIn, keyTo, sendByKey, willChoose } from './composing.ts';
import { addByForm, inboxOf, letter, serve } from './support.ts';
import { type Retinue, test, type TestServer } from './fixtures.ts';

const FOLDERS = [
  { name: 'Drafts', role: 'drafts', messages: [] },
  { name: 'Sent Items', role: 'sentitems', messages: [] },
] as const;

/** The application with an account of a mock whose Inbox has one letter. */
async function begin(start: (options: { args: readonly string[] }) => Promise<Retinue>) {
  const server = await serve([await inboxOf([letter('Quay')]), ...FOLDERS]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  return { server, retinue };
}

/** Writes a message with the keyboard alone. The window has the focus in To. */
async function write(page: Page): Promise<void> {
  await expect(page.getByLabel('To', { exact: true })).toBeFocused();
  await page.keyboard.type('Bo <bo@example.org>,');
  await keyTo(page, /^Cc$/);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Cc', { exact: true })).toBeFocused();
  await page.keyboard.type('alex@example.com,');
  await keyTo(page, /^Bcc$/);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Bcc', { exact: true })).toBeFocused();
  await page.keyboard.type('dee@example.org,');
  await keyTo(page, /^Subject$/);
  await page.keyboard.type('Drawings, set C');
  await keyTo(page, /^Message text$/);
  await page.keyboard.press('Control+b');
  await page.keyboard.type('Two sets');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' in A1.');
}

const deliveries = ({ mock }: TestServer) => mock.oracle().messages;
const outboxItem = ({ page }: Retinue) => page.getByRole('treeitem', { name: /^Outbox/ }).first();
const undoToast = ({ page }: Retinue) => page.getByRole('group', { name: 'Undo sending' });

test('a message that is written and sent by keyboard alone arrives once, with its file, and Bcc stays hidden', async ({
  start,
  userData,
}) => {
  test.setTimeout(180_000);
  const { server, retinue } = await begin(start);
  const bytes = randomBytes(300_000);
  const file = path.join(userData, 'plan.bin');
  await writeFile(file, bytes);
  await willChoose(retinue, file);
  const page = await composer(retinue, () => retinue.page.keyboard.press('Control+n'));
  await expect(page.getByRole('combobox', { name: 'Send as' })).toContainText('Alex <alex@example.com>');
  await write(page);
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('region', { name: 'Attachments' })).toContainText('plan.bin');
  await sendByKey(page);
  await expect(undoToast(retinue)).toContainText('Drawings, set C');
  expect(deliveries(server)).toEqual([]);
  await outboxItem(retinue).click();
  await expect(retinue.page.getByRole('row', { name: /^Drawings, set C/ })).toBeVisible();

  await expect
    .poll(() => deliveries(server)[0]?.deliveries, { timeout: 60_000 })
    .toEqual(
      expect.arrayContaining(
        ['bo@example.org', 'alex@example.com', 'dee@example.org'].map((recipient) => ({
          recipient,
          copies: 1,
        })),
      ),
    );
  await expect
    .poll(() => deliveries(server)[0], { timeout: 30_000 })
    .toMatchObject({
      sentCopies: 1,
      draftsLeft: 0,
      inOutbox: 0,
    });
  const raw = await copyIn(server, 'Sent Items', 'Drawings, set C');
  expect(raw).toContain('From: "Alex" <alex@example.com>');
  for (const copy of [raw, await copyIn(server, 'Inbox', 'Drawings, set C')]) {
    expect(copy).not.toMatch(/^Bcc:/im);
    expect(copy).not.toContain('dee@example.org');
  }
  expect(raw).toMatch(/<b>Two sets<\/b> in A1\./);
  const encoded = /filename="?plan\.bin"?[^]*?\r\n\r\n([^-]+)\r\n--/.exec(raw)?.[1] ?? '';
  expect(Buffer.from(encoded, 'base64').equals(bytes)).toBe(true);
  await server.mock.stop();
});

test('undo, take back and a restart bring everything back, and send later keeps its time', async ({
  start,
  userData,
}) => {
  test.setTimeout(240_000);
  const { server, retinue } = await begin(start);
  const file = path.join(userData, 'plan.txt');
  await writeFile(file, 'lines');
  await willChoose(retinue, file);
  const page = await composer(retinue, () => retinue.page.keyboard.press('Control+n'));
  await write(page);
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('region', { name: 'Attachments' })).toContainText('plan.txt');
  await sendByKey(page);
  await expect(undoToast(retinue)).toBeVisible();
  const undone = await composer(retinue, () => retinue.page.keyboard.press('Control+z'));
  await isWhole(undone);
  expect(deliveries(server)).toEqual([]);

  await keyTo(undone, /^Send$/, 'Shift+Tab');
  for (const key of ['ArrowRight', 'Enter', 'ArrowDown', 'Enter']) await undone.keyboard.press(key);
  const dialog = undone.getByRole('dialog', { name: 'Send later' });
  await dialog.getByLabel('Send at').fill('2027-01-04T08:00');
  await dialog.getByRole('button', { name: 'Send then' }).click();
  const waits = (at: Retinue) => at.page.getByRole('row', { name: /^Drawings, set C.*Goes out/ });
  await outboxItem(retinue).click();
  await expect(waits(retinue)).toBeVisible();
  const before = await waits(retinue).textContent();
  await retinue.close();

  // The database is a copy of what lies elsewhere.
  await rm(path.join(userData, 'IndexedDB'), { recursive: true });
  const again = await start({ args: ['--no-demo'] });
  await expect(outboxItem(again)).toBeVisible();
  await outboxItem(again).click();
  await expect(waits(again)).toBeVisible();
  expect(await waits(again).textContent()).toBe(before);
  await waits(again).click();
  await again.page.keyboard.press('ArrowRight');
  const back = await composer(again, () => again.page.keyboard.press('Enter'));
  await isWhole(back);
  expect(deliveries(server)).toEqual([]);
  await server.mock.stop();
});

/** The composer shows the message as `write` wrote it. */
async function isWhole(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Bo, bo@example.org' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^alex@example\.com/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^dee@example\.org/ })).toBeVisible();
  await expect(page.getByLabel('Subject')).toHaveValue('Drawings, set C');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toContainText('Two sets in A1.');
  await expect(page.getByRole('region', { name: 'Attachments' })).toContainText('plan.txt');
}
