import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { simpleParser } from 'mailparser';
import { violations } from './axe.ts';
import { composer, copyIn, focused, keyTo, sendByKey, willChoose } from './composing.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, serve } from './support.ts';

const FOLDERS = [
  { name: 'Drafts', role: 'drafts', messages: [] },
  { name: 'Sent Items', role: 'sentitems', messages: [] },
] as const;
const ICON = path.join(import.meta.dirname, '../../build/icons/128x128.png');
const text = (page: Page) => page.getByRole('textbox', { name: 'Message text' });

/** From the text to a command of its toolbar, by keys. */
async function toFormat(page: Page, name: RegExp): Promise<void> {
  await text(page).focus();
  await page.keyboard.press('Shift+Tab');
  await keyTo(page, name, 'ArrowRight');
}

/** Chooses in a menu of the toolbar by its first letters. */
async function chooseFormat(page: Page, menu: RegExp, letters: string): Promise<void> {
  await toFormat(page, menu);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menu')).toBeVisible();
  for (const letter of letters) await page.keyboard.press(letter);
  await page.keyboard.press('Enter');
  await expect(text(page)).toBeFocused();
}

test('formatted text, a link and pictures are written by keys, and go out as multipart/related', async ({
  start,
}) => {
  test.setTimeout(180_000);
  const server = await serve([await inboxOf([letter('Quay')]), ...FOLDERS]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  await willChoose(retinue, ICON);
  const page = await composer(retinue, () => retinue.page.keyboard.press('Control+n'));
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await expect(page.getByText('Held because: no recipient yet.')).toBeVisible();
  await page.keyboard.type('Bo <bo@example.org>,');
  await keyTo(page, /^Subject$/);
  await page.keyboard.type('Brattora quay: drawing set C');
  await keyTo(page, /^Message text$/);

  await page.keyboard.type('Answers');
  await chooseFormat(page, /^Style/, 'hh');
  await expect(page.getByRole('button', { name: 'Style: Heading 2' })).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Style: Paragraph' })).toBeVisible();
  await chooseFormat(page, /^Font/, 'g');
  await chooseFormat(page, /^Size/, '2');
  await page.keyboard.type('In Georgia');
  await page.keyboard.press('Enter');
  await toFormat(page, /^Numbers$/);
  await page.keyboard.press('Space');
  await page.keyboard.type('The fender order is open.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('A-312 is out.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('quay.example.com');
  await page.keyboard.press('Enter');
  await expect(text(page).getByRole('link')).toHaveAttribute('href', 'https://quay.example.com');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');

  await toFormat(page, /^Picture in the text/);
  await page.keyboard.press('Enter');
  const pictures = text(page).getByRole('img');
  await expect(pictures).toHaveCount(1);
  await expect.poll(() => pictures.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(128);
  await dropPicture(page);
  await expect(pictures).toHaveCount(2);
  await page.keyboard.press('Backspace');
  await expect(pictures).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(pictures).toHaveCount(2);
  await page.keyboard.press('Control+y');
  await expect(pictures).toHaveCount(1);
  expect(await focused(page)).toBe('Message text');
  await expect(page.getByText(/^\d+ words$/)).toBeVisible();
  await expect(page.getByText('HTML, UTF-8')).toBeVisible();
  await expect(page.getByText(/^Saved on this computer .*, in Drafts /)).toBeVisible({ timeout: 30_000 });

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/compose-text-${colorScheme}.png` });
    await toFormat(page, /^Style/);
    await page.keyboard.press('ArrowDown');
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/compose-menu-${colorScheme}.png` });
    await page.keyboard.press('Escape');
    expect(await focused(page)).toMatch(/^Style/);
  }

  await page.getByRole('button', { name: /^Plain text/ }).click();
  const asks = page.getByRole('dialog', { name: 'Switch to plain text' });
  await expect(asks).toContainText('1 picture in the text');
  await page.keyboard.press('Escape');
  await keyTo(page, /^Undo time/);
  await page.keyboard.press('Enter');
  await page.screenshot({ path: 'test-results/compose-undo.png' });
  await page.keyboard.press('o');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo time: Undo send: Off' })).toBeVisible();
  await sendByKey(page);

  await expect.poll(() => server.mock.oracle().messages[0]?.sentCopies, { timeout: 60_000 }).toBe(1);
  const raw = await copyIn(server, 'Sent Items', 'Brattora quay: drawing set C');
  expect(raw).toMatch(/^Content-Type: multipart\/related/im);
  const parsed = await simpleParser(Buffer.from(raw, 'latin1'), { skipImageLinks: true });
  expect(parsed.attachments).toHaveLength(1);
  const [picture] = parsed.attachments;
  expect(picture?.related).toBe(true);
  expect(picture?.content.equals(await readFile(ICON))).toBe(true);
  expect(parsed.html).toContain(`<img src="cid:${picture?.cid}"`);
  expect(parsed.html).toMatch(/<h2>Answers<\/h2>/);
  expect(parsed.html).toMatch(/font-family: Georgia/);
  expect(parsed.html).not.toContain('blob:');

  const next = await composer(retinue, () => retinue.page.keyboard.press('Control+n'));
  await expect(next.getByRole('button', { name: 'Undo time: Undo send: Off' })).toBeVisible();
  await server.mock.stop();
});

test('offline Send says that it waits; its menu, plain text and a narrow window keep to the rules', async ({
  start,
}) => {
  test.setTimeout(120_000);
  const server = await serve([await inboxOf([letter('Quay')]), ...FOLDERS]);
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, server);
  const page = await composer(retinue, () => retinue.page.keyboard.press('Control+n'));
  await expect(page.getByRole('button', { name: 'More ways to send' })).toBeDisabled();
  await page.screenshot({ path: 'test-results/compose-held.png' });
  await page.keyboard.type('Bo <bo@example.org>,');
  await keyTo(page, /^Send$/, 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'More ways to send' });
  await expect(menu.getByRole('menuitem')).toHaveText(['Send now', 'Send later…', 'Send without undo time']);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/compose-send-menu.png' });
  await page.keyboard.press('Escape');

  await server.mock.stop();
  await keyTo(page, /^Message text$/);
  await page.keyboard.type('Only words');
  await expect(page.getByRole('button', { name: 'Send when online' })).toBeVisible({ timeout: 60_000 });
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/compose-offline.png' });

  await page.getByRole('button', { name: 'Plain text' }).click();
  await expect(page.getByText('Plain text, UTF-8')).toBeVisible();
  await expect(text(page)).toHaveValue(/^Only words/);
  await expect(page.getByRole('button', { name: 'Picture…' })).toBeDisabled();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Rich text' }).click();
  await expect(text(page)).toContainText('Only words');
  await page.setViewportSize({ width: 420, height: 700 });
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/compose-narrow.png' });
});

/** Drops a picture where the cursor is. */
async function dropPicture(page: Page): Promise<void> {
  const bytes = [...(await readFile(ICON))];
  await text(page).evaluate((target, given) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(given)], 'dropped.png', { type: 'image/png' }));
    target.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
}
