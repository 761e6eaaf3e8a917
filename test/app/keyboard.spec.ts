import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { test } from './fixtures.ts';
import { addByForm, FIRST, letter, rows, serve, systemKey } from './support.ts';

test('mail is read with the keyboard alone', async ({ start }) => {
  const messages = await Promise.all(
    Array.from({ length: 12 }, async (_, n) => ({
      content: await contentOf(Buffer.from(letter(`Letter ${n}`))),
      received: FIRST + n * 60_000,
      read: n !== 4,
    })),
  );
  const server = await serve([{ name: 'Inbox', role: 'inbox', messages }]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const subject = page.getByRole('heading', { level: 1 });
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(12);

  await expect(page.getByRole('treegrid')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(subject).toHaveText('Letter 11');
  await page.keyboard.press('End');
  await expect(subject).toHaveText('Letter 0');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+]');
  await expect(subject).toHaveText('Letter 4');
  // It is marked as read after two seconds in view, here and on the server.
  const unread = () => server.mock.folders(server.user).find(({ total }) => total === 12)?.unread;
  await expect.poll(unread).toBe(0);
  await page.keyboard.press('Control+Shift+T');
  await expect.poll(unread).toBe(1);
  await expect(rows(retinue).nth(7)).toHaveAccessibleName(/^Unread\. /);
  await expect(page.getByRole('treeitem', { name: /^Inbox, 1 unread/ })).toBeVisible();

  await page.keyboard.press('Control+U');
  await expect(page.getByLabel('Source of the message')).toContainText('Subject: Letter 4');
  await page.keyboard.press('Control+U');
  await expect(page.getByLabel('Source of the message')).toHaveCount(0);

  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.read-frame')).toBeFocused();
  await systemKey(retinue, 'Escape');
  await expect(page.getByRole('treegrid')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.locator('.read-frame')).toBeFocused();
  await systemKey(retinue, 'F6');
  await expect(page.getByRole('treeitem', { name: /^Inbox/ })).toBeFocused();
  await server.mock.stop();
});
