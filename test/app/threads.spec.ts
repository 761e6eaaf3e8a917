import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import type { NewFolder } from '../../electron/mock-exchange/store/content.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, body, FIRST, rows, serve } from './support.ts';

const ANNA = '"Anna Berg" <anna@example.com>';
const ALEX = 'Alex <alex@example.com>';
const HOUR = 3_600_000;

interface Letter {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly more?: readonly string[];
  readonly unread?: true;
}

async function folderOf(
  name: string,
  role: NonNullable<NewFolder['role']>,
  letters: readonly (Letter & { readonly hour: number })[],
): Promise<NewFolder> {
  const messages = letters.map(async ({ id, from, to, subject, more = [], hour, unread }) => {
    const received = FIRST + hour * HOUR;
    const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}@example.com>`];
    const date = `Date: ${new Date(received).toUTCString()}`;
    const raw = [
      ...head,
      ...more,
      date,
      'MIME-Version: 1.0',
      'Content-Type: text/plain',
      '',
      `This is ${id}.`,
      '',
    ];
    return { content: await contentOf(Buffer.from(raw.join('\r\n'))), received, read: unread !== true };
  });
  return { name, role, messages: await Promise.all(messages) };
}

test('a message says which conversation it belongs to, and leads to the others in it', async ({ start }) => {
  const references = (...ids: string[]) => [
    `References: ${ids.map((id) => `<${id}@example.com>`).join(' ')}`,
  ];
  const server = await serve([
    await folderOf('Inbox', 'inbox', [
      { id: 'first', hour: 1, from: ANNA, to: ALEX, subject: 'Quay drawings, set C' },
      { id: 'third', hour: 3, from: ANNA, to: ALEX, subject: 'AW: Quay drawings, set C', unread: true },
      { id: 'other', hour: 5, from: ANNA, to: ALEX, subject: 'Lunch on Friday?' },
    ]),
    await folderOf('Sent Items', 'sentitems', [
      {
        id: 'second',
        hour: 2,
        from: ALEX,
        to: ANNA,
        subject: 'Re: Quay drawings, set C',
        more: references('first'),
      },
    ]),
    await folderOf('Deleted Items', 'deleteditems', [
      {
        id: 'fourth',
        hour: 4,
        from: '"Tom Ek" <tom@example.com>',
        to: ALEX,
        subject: 'Sections',
        more: references('first', 'second'),
      },
    ]),
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await addByForm(retinue, server);
  await expect(page.getByText('up to date')).toBeVisible();

  await rows(retinue).filter({ hasText: 'Lunch' }).click();
  await expect(body(retinue).locator('body')).toContainText('This is other');
  const line = page.getByRole('button', { name: /^Conversation/ });
  await expect(line).toHaveCount(0);
  const head = page.getByRole('row', { name: /3 messages, closed\.$/ });
  await head.click();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('row', { name: /3 messages, open\.$/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await expect(rows(retinue)).toHaveCount(4);
  await page.screenshot({ path: 'test-results/threads-list.png' });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(line).toHaveText('Conversation: 4 messages, 1 unread');
  await expect(line).toHaveAttribute('aria-expanded', 'false');

  await line.press('Enter');
  const members = page
    .getByRole('region', { name: 'Conversation' })
    .getByRole('listitem')
    .getByRole('button');
  await expect(members).toHaveCount(4);
  await expect(members.nth(0)).toHaveAttribute('aria-current', 'true');
  for (const [nth, name] of [
    /^Anna Berg .*Inbox/,
    /^You .*Sent Items/,
    /^Unread Anna Berg .*Inbox/,
    /^Tom Ek .*Deleted Items/,
  ].entries())
    await expect(members.nth(nth)).toHaveAccessibleName(name);
  await page.screenshot({ path: 'test-results/threads-light.png' });
  expect(await violations(page, ['.thread'])).toEqual([]);

  await members.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(body(retinue).locator('body')).toContainText('This is second');
  await expect(page.getByRole('treegrid', { name: 'Sent Items' })).toBeVisible();
  await expect(rows(retinue).first()).toHaveAttribute('aria-selected', 'true');
  await expect(members.nth(1)).toBeFocused();

  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(body(retinue).locator('body')).toContainText('This is fourth');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(body(retinue).locator('body')).toContainText('This is third');
  await expect(line).toHaveText('Conversation: 4 messages');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'test-results/threads-dark.png' });
  expect(await violations(page, ['.thread'])).toEqual([]);
});
