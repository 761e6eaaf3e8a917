import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { test } from './fixtures.ts';
import { addByForm, body, FIRST, inboxOf, letter, rows, serve, stored } from './support.ts';

test('what was read is readable offline after a restart, and it catches up by itself', async ({ start }) => {
  test.setTimeout(120_000);
  const letters = Array.from({ length: 30 }, (_, n) => letter(`Letter ${n}`));
  const server = await serve([await inboxOf(letters)]);
  const first = await start({ args: ['--no-demo'] });
  await addByForm(first, server);
  await rows(first).nth(3).click();
  await expect(body(first).locator('body')).toContainText('This is Letter 26.');
  await expect(first.page.getByText('up to date')).toBeVisible();
  await first.close();
  await server.mock.stop();

  const second = await start({ args: ['--no-demo'] });
  await expect(rows(second)).not.toHaveCount(0);
  await expect(second.page.getByText(/offline since/)).toBeVisible();
  await rows(second).nth(3).click();
  await expect(body(second).locator('body')).toContainText('This is Letter 26.');
  // Marked while offline: it waits here and goes out later.
  await rows(second).nth(5).click();
  await second.page.keyboard.press('Control+Shift+T');
  await expect(second.page.getByText(/1 change waits here/)).toBeVisible();

  const back = await serve([await inboxOf(letters)], server.mock.port);
  await back.mock.deliver(back.user, {
    content: await contentOf(Buffer.from(letter('Arrived meanwhile'))),
    received: FIRST + 86_400_000,
    read: false,
  });
  await expect(second.page.getByText('Arrived meanwhile', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(second.page.getByText(/offline since/)).toHaveCount(0);
  await expect.poll(() => back.mock.folders(back.user).find(({ total }) => total === 31)?.unread).toBe(2);
  await back.mock.stop();
});

test('the demo mailbox is the same at the next start, and nothing is there twice', async ({ start }) => {
  const args = ['--demo-messages=150', '--demo-seed=5'];
  const first = await start({ args });
  await expect(rows(first)).not.toHaveCount(0);
  await expect.poll(() => stored(first)).toEqual({ rows: 150, counted: 150, open: 0 });
  await first.close();
  const second = await start({ args });
  await expect(rows(second)).not.toHaveCount(0);
  await expect(second.page.getByText('up to date')).toBeVisible();
  await expect.poll(() => stored(second)).toEqual({ rows: 150, counted: 150, open: 0 });
});
