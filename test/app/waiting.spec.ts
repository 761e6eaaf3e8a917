import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, FIRST, letter, menuCommand, rows, serve } from './support.ts';

test('one works offline, sees what waits, withdraws one change, and the server gets the rest', async ({
  start,
}, info) => {
  test.setTimeout(120_000);
  const letters = await Promise.all(
    Array.from({ length: 5 }, async (_, n) => ({
      content: await contentOf(Buffer.from(letter(`Letter ${n}`))),
      received: FIRST + n * 60_000,
      read: true,
    })),
  );
  const server = await serve([
    { name: 'Inbox', role: 'inbox', messages: letters },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: [] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await page.setViewportSize({ width: 1440, height: 900 });
  const onServer = (name: string) => server.mock.folders(server.user).find(({ path }) => path.endsWith(name));
  const dialog = page.getByRole('dialog', { name: 'What waits' });
  const changes = dialog.getByRole('listitem');
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(5);
  await expect(page.getByText('up to date')).toBeVisible();

  await test.step('File, Work Offline: the server is asked nothing any more', async () => {
    await menuCommand(retinue, 'work-offline');
    await expect(page.getByText('You work offline')).toBeVisible();
    await expect(page.getByRole('button', { name: 'See what waits' })).toHaveCount(0);
    await expect(page.getByRole('searchbox', { name: 'Search this computer' })).toBeVisible();
    server.mock.clearJournal();
  });

  await test.step('Changes are seen here at once, and wait', async () => {
    await rows(retinue).nth(0).click();
    await page.keyboard.press('Control+Shift+M');
    await page.keyboard.type('proj');
    await page.keyboard.press('Enter');
    await expect(rows(retinue)).toHaveCount(4);
    await page.keyboard.press('Control+Shift+G');
    await expect(rows(retinue).nth(0)).toHaveAttribute('aria-label', /Flagged/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Shift+T');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await expect(page.getByText(/4 changes wait here and go out in order when you go online/)).toBeVisible();
    await page.getByRole('treeitem', { name: /^Projects/ }).click();
    await expect(rows(retinue).nth(0)).toContainText('Move waits');
  });

  await test.step('They are listed in order, and one is withdrawn: the message is back', async () => {
    await page.getByRole('treeitem', { name: /^Deleted Items/ }).click();
    await expect(rows(retinue)).toHaveCount(1);
    await page.getByRole('button', { name: 'See what waits' }).click();
    await expect(changes).toHaveCount(4);
    await expect(changes.locator('b')).toHaveText([
      'Move from Inbox to Projects',
      'Flag',
      'Mark as unread',
      'Move from Inbox to Deleted Items',
    ]);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await violations(page, ['dialog', '.banner'])).toEqual([]);
      await page.screenshot({ path: info.outputPath(`waits-${scheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await dialog.getByRole('button', { name: /^Withdraw: Move from Inbox to Deleted Items/ }).press('Enter');
    await expect(changes).toHaveCount(3);
    await dialog.getByRole('button', { name: /^Withdraw: Flag/ }).press('Enter');
    await expect(changes).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Done' }).press('Enter');
    await expect(rows(retinue)).toHaveCount(0);
    await page.getByRole('treeitem', { name: /^Inbox/ }).click();
    await expect(rows(retinue)).toHaveCount(4);
    await expect(rows(retinue).nth(0)).not.toHaveAttribute('aria-label', /Flagged/);
    await expect(rows(retinue).nth(0)).not.toContainText('Body not downloaded');
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: info.outputPath(`offline-${scheme}.png`) });
    }
    expect(server.mock.journal).toHaveLength(0);
  });

  await test.step('Online again, the server has the rest and nothing else', async () => {
    await page.getByRole('button', { name: 'Go online' }).click();
    await expect.poll(() => onServer('Projects')?.total).toBe(1);
    await expect.poll(() => onServer('Inbox')).toMatchObject({ total: 4, unread: 1 });
    await expect(page.getByText('You work offline')).toHaveCount(0);
    expect(onServer('Deleted Items')?.total).toBe(0);
    await expect(page.getByText('Move waits')).toHaveCount(0);
  });
});
