import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { authority, openssl } from '../helpers/openssl.ts';
import { htmlPart, rawMail } from '../helpers/raw-mail.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, body, inboxOf, letter, rows, serve } from './support.ts';

/** Longer than a second the window may not stand still because of a message; the tests' machine is shared. ms. */
const FREEZE_MS = 3000;

const LINKS = Array.from(
  { length: 10_000 },
  (_, n) => `<p><a href="https://host${n}.example/${n}">www.other${n}.example</a></p>`,
).join('');
const TABLES = `${'<table><tr><td>'.repeat(170)}in${'</td></tr></table>'.repeat(170)}`;

test('what a message is worth is told, and no message holds up the window', async ({ start, userData }) => {
  const signed = signedMail(userData);
  const mails: readonly (readonly [subject: string, mail: string | Buffer])[] = [
    [
      'Your account',
      rawMail(
        [
          'Subject: Your account',
          'From: "service@bank.example" <x91@evil.test>',
          'Reply-To: collect@other.test',
          'List-Unsubscribe: <https://u.shop.example/x>, <mailto:off@shop.example>',
          'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
          'DKIM-Signature: v=1; d=evil.test; h=from:list-unsubscribe:list-unsubscribe-post; b=x',
          'Disposition-Notification-To: x91@evil.test',
        ],
        htmlPart(
          '<p>Sign in at <a href="https://evil.test/x">www.bank.example</a></p><p style="color:#aaa" id="faint">Small print</p><img src="https://evil.test/p.png" width="90" height="40">',
        ),
      ),
    ],
    ...(signed ? [['Signed', signed] as const] : []),
    ['Many links', rawMail(['Subject: Many links'], htmlPart(`<p>First</p>${LINKS}`))],
    ['Nested tables', rawMail(['Subject: Nested tables'], htmlPart(`<p>First</p>${TABLES.repeat(900)}`))],
    ['Plain', letter('Plain')],
  ];
  const server = await serve([await inboxOf(mails.map(([, mail]) => mail))]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await addByForm(retinue, server);
  const choose = (subject: string) => rows(retinue).filter({ hasText: subject }).first().click();
  const strip = (name: string) => page.getByRole('region', { name });

  await choose('Your account');
  await expect(strip('Be careful with this message')).toContainText('shows service@bank.example');
  await expect(page.getByText('Look at who sent this')).toBeVisible();
  await expect(strip('Blocked images')).toBeVisible();
  await page.getByRole('button', { name: '2 more notes' }).click();
  await expect(strip('Mailing list')).toContainText('u.shop.example');
  await expect(strip('Receipt')).toContainText('asks for a receipt');
  expect(await violations(page, ['.pane-read > header', '.strip'])).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(strip('Blocked images')).toContainText('Always for this sender');
  const faint = body(retinue).locator('#faint');
  await expect(faint).toHaveAttribute('style', /rgb\(.*important/);
  expect(await violations(page, ['.pane-read > header', '.strip'])).toEqual([]);
  await page.keyboard.press('Control+Shift+H');
  await expect(page.getByRole('region', { name: 'Headers' })).toContainText('Reply-To');
  await page.keyboard.press('Control+Shift+H');
  await page.emulateMedia({ colorScheme: 'light' });

  if (signed) {
    await choose('Signed');
    await expect(strip('Signature')).toContainText('nobody whom this computer trusts vouches');
    await strip('Signature').getByRole('button', { name: 'Details' }).click();
    await expect(body(retinue).locator('body')).toContainText('Hello inside');
  }
  await watchFreezes(page);
  for (const subject of ['Many links', 'Nested tables']) {
    await test.step(subject, async () => {
      await choose(subject);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(subject);
      await expect(body(retinue).locator('body')).toContainText('First', { timeout: 20_000 });
      expect(await longestFreeze(page)).toBeLessThan(FREEZE_MS);
    });
  }
  await choose('Plain');
  await expect(body(retinue).locator('body')).toContainText('This is Plain.');
  await server.mock.stop();
});

/** A message that openssl signed, with its content inside; null where there is no openssl. */
function signedMail(folder: string): Buffer | null {
  const run = openssl(folder);
  if (!run) return null;
  authority(folder, run).issue('alex', 'alex@example.com');
  writeFileSync(path.join(folder, 'content'), 'Content-Type: text/plain\r\n\r\nHello inside\r\n');
  const key = ['-signer', 'alex.pem', '-inkey', 'alex.key'];
  return run(
    'cms',
    '-sign',
    '-nodetach',
    '-in',
    'content',
    ...key,
    '-from',
    'alex@example.com',
    '-subject',
    'Signed',
  );
}

/** Notes from now on how long the page's thread stood still. */
async function watchFreezes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = window as unknown as { longest: number };
    seen.longest = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
    }, 20);
  });
}

async function longestFreeze(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const seen = window as unknown as { longest: number };
    const { longest } = seen;
    seen.longest = 0;
    return longest;
  });
}
