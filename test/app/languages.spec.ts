import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { type Retinue, test } from './fixtures.ts';
import { menuCommand, rows } from './support.ts';

/** As a person left it who chose this language in Settings. */
async function choose(userData: string, language: string): Promise<void> {
  await mkdir(userData, { recursive: true });
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify({ language }));
}

/** A menu by its place: its words are what is asked for. */
function menuLabel({ app }: Retinue, place: number): Promise<string | undefined> {
  return app.evaluate(({ Menu }, nth) => Menu.getApplicationMenu()?.items[nth]?.label, place);
}

test('in Hebrew the window is mirrored, and speaks Hebrew', async ({ start, userData }, info) => {
  test.setTimeout(90_000);
  await choose(userData, 'he');
  const retinue = await start();
  const { page } = retinue;
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.locator('html[lang="he"][dir="rtl"]')).toBeVisible();
  await expect(rows(retinue).first()).toBeVisible();
  expect(await menuLabel(retinue, 0)).toBe('קובץ');

  await test.step('what comes first stands on the right', async () => {
    const [tree, list] = await Promise.all([
      page.getByRole('tree').boundingBox(),
      page.getByRole('treegrid').boundingBox(),
    ]);
    expect(tree?.x).toBeGreaterThan(list?.x ?? Number.POSITIVE_INFINITY);
  });

  await test.step('the arrow that points into the list opens a conversation', async () => {
    const closed = rows(retinue).and(page.locator('[aria-expanded="false"]')).first();
    await closed.click();
    const id = (await closed.getAttribute('id')) ?? '';
    await page.keyboard.press('ArrowLeft');
    await expect(page.locator(`[id="${id}"]`)).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(page.locator(`[id="${id}"]`)).toHaveAttribute('aria-expanded', 'false');
  });

  await test.step('mail keeps its own direction', async () => {
    const subject = page.getByRole('heading', { level: 1 });
    await expect(subject.locator('bdi, [dir="auto"]').first()).toBeVisible();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: info.outputPath(`he-${colorScheme}.png`) });
    expect(await violations(page)).toEqual([]);
  }
  await menuCommand(retinue, 'settings');
  await expect(page.getByRole('dialog', { name: 'הגדרות' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('he-settings.png') });
});

test('in Japanese lists, dates and the address book are Japanese', async ({ start, userData }, info) => {
  test.setTimeout(90_000);
  await choose(userData, 'ja');
  const retinue = await start();
  const { page } = retinue;
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.locator('html[lang="ja"][dir="ltr"]')).toBeVisible();
  expect(await menuLabel(retinue, 0)).toBe('ファイル(&F)');
  await rows(retinue).first().click();
  await expect(page.getByRole('columnheader').first()).toHaveText(/今日|昨日|今週|\d+年\d+月/);
  await page.screenshot({ path: info.outputPath('ja.png') });
  await menuCommand(retinue, 'address-book');
  await expect(page.getByRole('navigation', { name: 'アドレス帳' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('ja-people.png') });
});

test('Settings offers the restart that takes another language', async ({ start }, info) => {
  test.setTimeout(60_000);
  const retinue = await start();
  const { app, page } = retinue;
  // A second Retinue would outlive this test.
  await app.evaluate(({ app: main }) => {
    Object.assign(main, { relaunch: () => (process.env['RELAUNCHED'] = '1'), quit: () => {} });
  });
  await expect(rows(retinue).first()).toBeVisible();
  await menuCommand(retinue, 'settings');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  const restart = dialog.getByRole('button', { name: 'Restart Retinue now' });
  await expect(dialog.getByLabel('Language')).toHaveValue('');
  await expect(restart).toHaveCount(0);
  await dialog.getByLabel('Language').selectOption('日本語');
  await expect(restart).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: info.outputPath(`restart-${colorScheme}.png`) });
  }
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Language').selectOption('English');
  await expect(restart).toHaveCount(0);
  await dialog.getByLabel('Language').selectOption('עברית');
  await restart.click();
  await expect.poll(() => app.evaluate(() => process.env['RELAUNCHED'])).toBe('1');
});

test('the menu ticks what the window shows', async ({ start }) => {
  const retinue = await start();
  const { app, page } = retinue;
  await expect(rows(retinue).first()).toBeVisible();
  const ticked = () =>
    app.evaluate(({ Menu }) => {
      const ids = ['conversations', 'preview-right', 'preview-below', 'density-normal', 'density-compact'];
      const more = ['mail', 'address-book', 'health', 'work-offline', 'folder-notices'];
      return [...ids, ...more].filter((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.checked);
    });
  await expect
    .poll(ticked)
    .toEqual(['conversations', 'preview-right', 'density-normal', 'mail', 'folder-notices']);
  for (const command of ['conversations', 'preview-below', 'density-compact', 'address-book'])
    await menuCommand(retinue, command);
  await expect.poll(ticked).toEqual(['preview-below', 'density-compact', 'address-book', 'folder-notices']);
  await menuCommand(retinue, 'mail');
  await menuCommand(retinue, 'health');
  await menuCommand(retinue, 'work-offline');
  await expect
    .poll(ticked)
    .toEqual(['preview-below', 'density-compact', 'mail', 'health', 'work-offline', 'folder-notices']);
  await page.keyboard.press('Escape');
  await expect
    .poll(ticked)
    .toEqual(['preview-below', 'density-compact', 'mail', 'work-offline', 'folder-notices']);
});
