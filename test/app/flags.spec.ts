import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { test } from './fixtures.ts';
import { addByForm, FIRST, letter, rows, serve } from './support.ts';

test('mail is flagged, put into categories and gathered over folders', async ({ start }, info) => {
  test.setTimeout(120_000);
  const lettersOf = (name: string, count: number, read: boolean) =>
    Promise.all(
      Array.from({ length: count }, async (_, n) => ({
        content: await contentOf(Buffer.from(letter(`${name} ${n}`))),
        received: FIRST + n * 60_000,
        read,
      })),
    );
  const server = await serve([
    { name: 'Inbox', role: 'inbox', messages: await lettersOf('Letter', 5, true) },
    { name: 'Projects', messages: await lettersOf('Plan', 2, false) },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await page.setViewportSize({ width: 1440, height: 900 });
  const tree = (name: RegExp) => page.getByRole('treeitem', { name });
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(5);
  await expect(page.getByText('up to date')).toBeVisible();

  await test.step('Ctrl+Shift+G flags, Ctrl+Z takes it back, the flag of a row sets it', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Shift+G');
    await expect(tree(/^Flagged, 1 item/)).toBeVisible();
    await expect(rows(retinue).first()).toHaveAttribute('aria-label', /Flagged\.$/);
    await page.keyboard.press('Control+Z');
    await expect(tree(/^Flagged$/)).toBeVisible();
    await rows(retinue).nth(2).hover();
    await rows(retinue).nth(2).locator('.row-flag').click();
    await page.keyboard.press('Insert');
    await expect(tree(/^Flagged, 2 items/)).toBeVisible();
  });

  await test.step('Ctrl+Shift+C makes a category and ticks it', async () => {
    await page.keyboard.press('Control+Shift+C');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'New category' }).fill('Harbour');
    await dialog.getByRole('radio', { name: 'Teal' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Make' }).click();
    await expect(dialog.getByRole('checkbox', { name: 'Harbour' })).toBeChecked();
    await page.screenshot({ path: info.outputPath('dialog.png') });
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(rows(retinue).first()).toHaveAttribute('aria-label', /Flagged\. In Harbour\.$/);
  });

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: info.outputPath(`flags-${scheme}.png`) });
  }

  await test.step('Unread keeps a message in view after it is read, until one leaves', async () => {
    await tree(/^Unread, 2 items/).click();
    await expect(rows(retinue)).toHaveCount(2);
    await expect(rows(retinue).first()).toContainText('Projects');
    await rows(retinue).first().click();
    await page.keyboard.press('Control+T');
    await expect(tree(/^Unread, 1 item/)).toBeVisible();
    await expect(rows(retinue).first()).not.toHaveAttribute('data-unread', '');
    await expect(rows(retinue)).toHaveCount(2);
    await page.screenshot({ path: info.outputPath('unread.png') });
    await tree(/^Flagged, 2 items/).click();
    await expect(rows(retinue)).toHaveCount(2);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: info.outputPath(`flagged-${scheme}.png`) });
    }
    await tree(/^Unread, 1 item/).click();
    await expect(rows(retinue)).toHaveCount(1);
  });

  await test.step('Without its flag a message leaves Flagged', async () => {
    await tree(/^Flagged, 2 items/).click();
    await rows(retinue).first().click();
    await page.keyboard.press('Control+Shift+G');
    await expect(rows(retinue)).toHaveCount(1);
    await expect.poll(() => tree(/^Flagged, 1 item/).count()).toBe(1);
  });
});
