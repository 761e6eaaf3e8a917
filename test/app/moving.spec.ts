import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { test } from './fixtures.ts';
import { addByForm, FIRST, letter, rows, serve, stored, waiting } from './support.ts';

test('mail is deleted, moved and brought back with keys alone', async ({ start }, info) => {
  test.setTimeout(120_000);
  const messages = await Promise.all(
    Array.from({ length: 12 }, async (_, n) => ({
      content: await contentOf(Buffer.from(letter(`Letter ${n}`))),
      received: FIRST + n * 60_000,
      read: true,
    })),
  );
  const server = await serve([
    { name: 'Inbox', role: 'inbox', messages },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: [], folders: [{ name: 'Harbour', messages: [] }] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const subject = page.getByRole('heading', { level: 1 });
  const grid = page.getByRole('treegrid');
  const onServer = () =>
    Object.fromEntries(
      server.mock.folders(server.user).map(({ path, total }) => [path.split('/').pop(), total]),
    );
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(12);
  await expect(page.getByText('up to date')).toBeVisible();

  await test.step('Delete: to Deleted Items, and the next message is chosen', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(subject).toHaveText('Letter 11');
    await page.keyboard.press('ArrowDown');
    await expect(subject).toHaveText('Letter 10');
    await page.keyboard.press('Delete');
    await expect(page.getByText('1 message moved to Deleted Items.')).toBeVisible();
    await expect(subject).toHaveText('Letter 9');
    await expect(grid).toBeFocused();
    await expect(rows(retinue)).toHaveCount(11);
    await expect(rows(retinue).nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect.poll(onServer).toMatchObject({ Inbox: 11, 'Deleted Items': 1 });
    await page.screenshot({ path: info.outputPath('deleted.png') });
  });

  await test.step('Ctrl+Z: back, also on the server', async () => {
    await page.keyboard.press('Control+Z');
    await expect(page.getByText('Taken back.')).toBeVisible();
    await expect(rows(retinue)).toHaveCount(12);
    await expect.poll(onServer).toMatchObject({ Inbox: 12, 'Deleted Items': 0 });
    await expect(grid).toBeFocused();
    // It has a new address there, under which it is listed.
    await expect.poll(() => stored(retinue)).toMatchObject({ rows: 12, counted: 12 });
    await expect.poll(() => waiting(retinue)).toBe(0);
  });

  await test.step('Move to…: three messages into a folder that is found by typing', async () => {
    await page.keyboard.press('Home');
    await expect(subject).toHaveText('Letter 11');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.locator('.row[aria-selected="true"]')).toHaveCount(3);
    await page.keyboard.press('Control+Shift+M');
    const dialog = page.getByRole('dialog', { name: 'Move 3 messages' });
    await expect(dialog.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('harb');
    await expect(dialog.getByRole('option')).toHaveText(['Projects / Harbour', 'New folder: harb']);
    await page.screenshot({ path: info.outputPath('move.png') });
    await page.keyboard.press('Enter');
    await expect(page.getByText('3 messages moved to Harbour.')).toBeVisible();
    await expect(grid).toBeFocused();
    await expect(subject).toHaveText('Letter 8');
    await expect.poll(onServer).toMatchObject({ Inbox: 9, Harbour: 3 });
  });

  await test.step('Shift+Delete: asks, and names how many', async () => {
    await page.keyboard.press('End');
    await expect(subject).toHaveText('Letter 0');
    await page.keyboard.press('Shift+Delete');
    await expect(page.getByRole('dialog', { name: 'Delete 1 message for good' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(rows(retinue)).toHaveCount(9);
    await expect(grid).toBeFocused();
    await page.keyboard.press('Shift+Delete');
    await page.screenshot({ path: info.outputPath('for-good.png') });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 message deleted for good.')).toBeVisible();
    await expect(subject).toHaveText('Letter 1');
    await expect.poll(onServer).toMatchObject({ Inbox: 8, 'Deleted Items': 0 });
  });

  await test.step('offline it waits here, and goes out later', async () => {
    const { port } = server.mock;
    await server.mock.stop();
    await page.keyboard.press('F9');
    await expect(page.getByText(/offline since/)).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Delete');
    await expect(rows(retinue)).toHaveCount(7);
    await expect(page.getByText(/1 change waits here/)).toBeVisible();
    const kept = messages.slice(1, 9);
    const back = await serve(
      [
        { name: 'Inbox', role: 'inbox', messages: kept },
        { name: 'Deleted Items', role: 'deleteditems', messages: [] },
      ],
      port,
    );
    await page.keyboard.press('F9');
    await expect
      .poll(() => back.mock.folders(back.user).find(({ path }) => path.endsWith('Deleted Items'))?.total, {
        timeout: 30_000,
      })
      .toBe(1);
    await expect(page.getByText(/1 change waits here/)).toHaveCount(0);
    await back.mock.stop();
  });
});
