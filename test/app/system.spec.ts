import { mkdir } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { addAccount, test } from './fixtures.ts';
import { inboxOf, letter, serve } from './support.ts';

declare global {
  // oxlint-disable-next-line no-var -- a global of the main process, for the test to read
  var mailNotices: { title: string; body: string; click: () => void }[] | undefined;
}

/** Pictures for eyes, where a folder is named for them. */
const pictures = process.env['RETINUE_PICTURES'];

test('settings hold at once in the whole program, new mail is told, help opens where one is', async ({
  start,
}) => {
  const server = await serve([await inboxOf([letter('Old news')])]);
  const retinue = await start({ args: ['--no-demo'] });
  const { app, page } = retinue;
  await app.evaluate(({ Notification }) => {
    const told: NonNullable<typeof globalThis.mailNotices> = [];
    globalThis.mailNotices = told;
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      told.push({ title: this.title, body: this.body, click: () => void this.emit('click') });
    };
  });
  await page.emulateMedia({ colorScheme: null }); // else Playwright says light, whatever the program says
  await addAccount(retinue, server);
  await expect(page.getByRole('row', { name: /Old news/ })).toBeVisible();
  const picture = async (name: string) => {
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/${name}.png` });
  };
  const menuKey = (label: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const all = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      return all.find((item) => item.label === wanted && item.visible)?.accelerator;
    }, label);
  const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

  await page.keyboard.press('Control+Comma');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Light or dark').selectOption('light');
  await expect.poll(dark).toBe(false);
  for (const section of ['Appearance', 'Reading', 'Writing', 'Notices', 'Keyboard', 'This computer']) {
    await dialog.getByRole('button', { name: section, exact: true }).click();
    await expect(dialog.getByRole('heading', { name: section, exact: true })).toBeVisible();
    await picture(`settings-${section.toLowerCase().replace(' ', '-')}`);
  }
  expect(await violations(page, ['dialog'])).toEqual([]);

  await dialog.getByRole('button', { name: 'Keyboard' }).click();
  await expect.poll(() => menuKey('Forward')).toBe('CmdOrCtrl+J');
  await dialog.getByLabel('Keys as in').selectOption('outlook');
  await expect.poll(() => menuKey('Forward')).toBe('CmdOrCtrl+F');

  await dialog.getByRole('button', { name: 'Appearance' }).click();
  await dialog.getByLabel('Light or dark').selectOption('dark');
  await expect.poll(dark).toBe(true);
  await picture('settings-dark');
  await dialog.getByLabel('Search settings').fill('night');
  await expect(dialog.getByLabel('Quiet hours')).toBeVisible();
  await expect(dialog.getByRole('heading', { name: 'Reading' })).toBeHidden();
  await picture('settings-search-dark');
  expect(await violations(page, ['dialog'])).toEqual([]);

  await dialog.getByLabel('Search settings').fill('');
  const width = () => page.evaluate(() => window.innerWidth);
  const before = await width();
  await dialog.getByLabel('Text size').selectOption('200');
  await expect.poll(width).toBeLessThan(before * 0.6);
  await picture('settings-200');
  await dialog.getByLabel('Text size').selectOption('100');
  await expect.poll(width).toBe(before);

  // The focus goes back to where it was, and the new keys act.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keys' }).getByText('Ctrl+F', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  // New mail is told, what was there before is not; a click leads to it.
  const told = () =>
    app.evaluate(() => (globalThis.mailNotices ?? []).map(({ title, body }) => ({ title, body })));
  expect(await told()).toEqual([]);
  await server.mock.deliver(server.user, letter('Fresh news'));
  await page.keyboard.press('F9');
  await expect.poll(told, { timeout: 15_000 }).toEqual([{ title: 'Ada L', body: 'Fresh news' }]);
  await app.evaluate(() => globalThis.mailNotices?.[0]?.click());
  await expect(page.getByRole('heading', { name: 'Fresh news' })).toBeVisible();

  await page
    .getByRole('treeitem', { name: /^Inbox/ })
    .first()
    .focus();
  await page.keyboard.press('Shift+F1');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('heading', { name: 'Folders' })).toBeVisible();
  await picture('help-dark');
  expect(await violations(page, ['dialog'])).toEqual([]);
  await page.keyboard.press('Escape');

  await app.evaluate(({ Menu }) => {
    const all = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    all.find(({ label }) => label.startsWith('Check for Updates'))?.click();
  });
  await expect(page.getByText('it was not installed')).toBeVisible();
  await server.mock.stop();
});
