import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { test } from './fixtures.ts';
import { otherProgram } from './follow-ups.ts';
import { addByForm, FIRST, inboxOf, letter, rows, serve } from './support.ts';

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

test('a flag has a date here and on the server, until it is complete', async ({ start }, info) => {
  test.setTimeout(120_000);
  const server = await serve([await inboxOf(['One', 'Two', 'Three'].map((name) => letter(name)))]);
  const other = otherProgram(server);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await page.setViewportSize({ width: 1440, height: 900 });
  const flagged = (name: RegExp) => page.getByRole('treeitem', { name });
  const row = (subject: string) => rows(retinue).filter({ hasText: subject });
  const strip = page.getByRole('region', { name: 'Follow up' });
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(3);
  await expect(page.getByText('up to date')).toBeVisible();

  await test.step('Ctrl+Shift+Y asks for the day, and the server has it', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Shift+Y');
    const dialog = page.getByRole('dialog', { name: 'Follow up 1 message' });
    await expect(dialog.getByLabel('By')).toBeFocused();
    await dialog.getByLabel('By').fill('2099-12-04');
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: info.outputPath(`follow-dialog-${scheme}.png`) });
    }
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(row('Three')).toHaveAttribute('aria-label', /Flagged, due Friday, December 4, 2099/);
    await expect(strip).toContainText('Follow up by Friday, December 4, 2099.');
    await expect.poll(() => other.flagOf('Three')).toBe('2 2099-12-04T00:00:00.000Z');
  });

  await test.step('the flag of another program is shown with its date', async () => {
    await other.flag('Two', '2026-01-02T00:00:00.000Z');
    await page.keyboard.press('F9');
    await expect(row('Two')).toHaveAttribute('aria-label', /Flagged, overdue since Friday, January 2/);
    await expect(flagged(/^Flagged, 2 items/)).toBeVisible();
    await row('Two').click();
    await expect(strip).toContainText('Overdue: follow up was due by Friday, January 2');
    await row('Two').locator('.row-flag').click({ button: 'right' });
    await expect(page.getByRole('menu', { name: 'Follow up' })).toBeVisible();
    await page.screenshot({ path: info.outputPath('follow-menu.png') });
    await page.keyboard.press('Escape');
  });

  await test.step('a list by flag stands by what is due', async () => {
    await page.getByRole('button', { name: /^Sorted by/ }).click();
    await page.getByRole('menuitemradio', { name: 'Flag', exact: true }).click();
    await expect(page.locator('.group-head b')).toHaveText(['Overdue', 'Later', 'Not flagged']);
  });

  await test.step('another day puts it elsewhere at once', async () => {
    await page.keyboard.press('Control+Shift+Y');
    await page.getByRole('button', { name: 'Today', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Apply' }).press('Enter');
    await expect(page.locator('.group-head b')).toHaveText(['Today', 'Later', 'Not flagged']);
    await page.keyboard.press('Control+Z');
    await expect(page.locator('.group-head b')).toHaveText(['Overdue', 'Later', 'Not flagged']);
  });

  await test.step('complete is no longer flagged, and Ctrl+Z takes it back', async () => {
    await strip.getByRole('button', { name: 'Complete' }).click();
    await expect(strip).toContainText('Complete since');
    await expect(flagged(/^Flagged, 1 item/)).toBeVisible();
    await expect(page.locator('.group-head b')).toHaveText(['Later', 'Complete', 'Not flagged']);
    await expect.poll(() => other.flagOf('Two')).toBe('1 2026-01-02T00:00:00.000Z');
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: info.outputPath(`follow-complete-${scheme}.png`) });
    }
    await rows(retinue).first().click();
    await page.keyboard.press('Control+Z');
    await expect(flagged(/^Flagged, 2 items/)).toBeVisible();
    await expect.poll(() => other.flagOf('Two')).toBe('2 2026-01-02T00:00:00.000Z');
    await expect(page.locator('.group-head b')).toHaveText(['Overdue', 'Later', 'Not flagged']);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: info.outputPath(`follow-overdue-${scheme}.png`) });
    }
  });

  await test.step('the menu beside the flag is reached by keyboard', async () => {
    await page.getByRole('button', { name: 'Follow up', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(flagged(/^Flagged, 1 item/)).toBeVisible();
  });
});
