import { expect } from '@playwright/test';
import { generatedContacts } from '../../electron/mock-exchange/generate/contacts.ts';
import { violations } from './axe.ts';
import { invitation } from '../unit/calendar/invitations.ts';
import { test } from './fixtures.ts';
import { addByForm, body, inboxOf, letter, rows, serve } from './support.ts';

/** A message with an invitation as an alternative of its text. */
function invited(subject: string): string {
  return [
    'From: Ingrid Halvorsen <ingrid@example.com>',
    'To: Alex <alex@example.com>, Bo <bo@example.com>',
    `Subject: ${subject}`,
    'Date: Thu, 1 Jan 2026 10:00:00 +0000',
    'Message-ID: <quay@example.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="=_a"',
    '',
    '--=_a',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'We go through the drawings.',
    '--=_a',
    'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
    'Content-Transfer-Encoding: 8bit',
    '',
    invitation({ more: ['RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=8'] }),
    '--=_a--',
    '',
  ].join('\r\n');
}

test('invitations are answered, and people are at hand', async ({ start }) => {
  const server = await serve([
    await inboxOf([letter('First'), invited('Quay')]),
    { name: 'Sent Items', role: 'sentitems', messages: [] },
    { name: 'Drafts', role: 'drafts', messages: [] },
    generatedContacts(1, Date.now()),
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await addByForm(retinue, server);

  await rows(retinue).filter({ hasText: 'Quay' }).click();
  const card = page.getByRole('region', { name: 'Invitation', exact: true });
  await expect(card.getByText('Brattøra quay, drawing set C')).toBeVisible();
  await expect(card.getByText('Every week on Thursday, 8 times')).toBeVisible();
  await expect(body(retinue).getByText('We go through the drawings.')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `test-results/invitation-${colorScheme}.png` });
    expect(await violations(page, ['.invitation'])).toEqual([]);
  }
  await page.getByRole('button', { name: 'Ingrid Halvorsen', exact: true }).hover();
  const person = page.getByRole('dialog', { name: 'Ingrid Halvorsen' });
  await expect(person.getByText('1 message from them on this computer, none to them')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `test-results/person-${colorScheme}.png` });
    expect(await violations(page, ['.person-card'])).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await card.hover();
  await expect(person).toBeHidden();

  await card.getByRole('button', { name: 'Accept' }).click();
  await expect(card.getByText(/^You accepted: /)).toBeVisible();
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(card.getByText('The answer is in the Outbox.')).toBeHidden({ timeout: 15_000 });

  await page.getByRole('button', { name: 'Address Book' }).click();
  const book = page.getByRole('region', { name: 'Address book' });
  await book.getByRole('searchbox').fill('okafor');
  await expect(book.getByRole('option')).toHaveCount(1);
  await book.getByRole('searchbox').press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(book.getByRole('article', { name: 'Margaret Okafor' })).toBeVisible();
  await book.getByRole('searchbox').fill('');
  await book.getByRole('button', { name: 'New contact' }).click();
  await page.getByLabel('First name').fill('Zoë');
  await page.getByLabel('E-mail, one in a line').fill('zoe@example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(book.getByRole('article', { name: 'Zoë' }).getByText('Kept on this computer')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `test-results/address-book-${colorScheme}.png` });
    expect(await violations(page, ['.people'])).toEqual([]);
  }
  await page.keyboard.press('Control+1');
  await expect(book).toBeHidden();

  // The answer went to her; nobody has written to whom the other message is from.
  await page.getByRole('button', { name: 'People I know' }).click();
  await expect(page.getByText('1 message shown')).toBeVisible();
  await expect(rows(retinue)).toHaveCount(1);
  await expect(rows(retinue).filter({ hasText: 'Quay' })).toHaveCount(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `test-results/people-filter-${colorScheme}.png` });
    expect(await violations(page, ['.pane-list'])).toEqual([]);
  }
});
