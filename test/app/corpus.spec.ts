import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { simpleParser } from 'mailparser';
import { corpusFiles, corpusFolder } from '../helpers/corpus.ts';
import { test } from './fixtures.ts';
import { addByForm, body, contactedHosts, inboxOf, netLogIn, rows, serve } from './support.ts';

const files = corpusFiles();

test('every real and broken message opens: none blank, none hanging, nothing fetched', async ({
  start,
  userData,
}) => {
  test.skip(files.length === 0, 'there is no folder of real messages; set RETINUE_CORPUS to one');
  test.setTimeout(300_000);
  const raw = await Promise.all(files.map((file) => readFile(path.join(corpusFolder, file))));
  const server = await serve([await inboxOf(raw)]);
  const log = netLogIn(userData);
  const retinue = await start({ args: ['--no-demo', log.argument] });
  const { page } = retinue;
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await addByForm(retinue, server);
  await expect(page.getByText(`${files.length} messages`).first()).toBeVisible();

  // One row for each message: conversations would hide those that share a Message-ID.
  await retinue.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('conversations')?.click(),
  );
  await expect(page.getByRole('button', { name: 'Open the conversation' })).toHaveCount(0);
  await rows(retinue).first().click();
  for (const [index, file] of [...files].reverse().entries()) {
    if (index > 0) await page.keyboard.press('ArrowDown');
    await test.step(file, async () => {
      await expect.poll(() => shown()).toMatch(/\S/);
      if (!file.startsWith('error/')) await expectSound(await readFile(path.join(corpusFolder, file)));
    });
  }
  expect(errors).toEqual([]);
  await retinue.close();
  expect([...(await contactedHosts(log.file))]).toEqual([`127.0.0.1:${server.mock.port}`]);
  await server.mock.stop();

  /** The body's text, how many pictures it has, or the sentence that stands in its place. */
  async function shown(): Promise<string> {
    const frame = page.locator('iframe[title="Message text"]');
    const whole = (await frame.count()) > 0 ? body(retinue).locator('body') : null;
    const pictures = whole ? await whole.locator('img').count() : 0;
    const notes = await page.getByRole('region', { name: 'Notes on this message' }).allInnerTexts();
    return `${whole ? await whole.innerText() : ''} ${pictures > 0 ? pictures : ''} ${notes.join(' ')}`;
  }
  async function expectSound(bytes: Buffer): Promise<void> {
    const theirs = await simpleParser(bytes);
    const subject = squash(theirs.subject) || 'No subject';
    await expect
      .poll(async () => squash(await page.getByRole('heading', { level: 1 }).innerText()))
      .toBe(subject);
    const address = theirs.from?.value[0]?.address;
    if (address) await expect(page.locator('.read-card')).toContainText(address);
  }
});

function squash(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
