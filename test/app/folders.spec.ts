import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, serve } from './support.ts';

test('folders are made, renamed and deleted by keys and menu, offline too', async ({ start }) => {
  const server = await serve([await inboxOf([letter('First'), letter('Second')])]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const paths = () => server.mock.folders(server.user).map(({ path }) => decodeURIComponent(path));
  const has = (name: string) => paths().some((path) => path.includes(name));
  const offline = (yes: boolean) =>
    page.evaluate((wanted) => window.retinue.call('work.offline', { offline: wanted }), yes);
  const line = (name: RegExp) => page.getByRole('treeitem', { name });
  await addByForm(retinue, server);
  await expect(page.getByText('up to date')).toBeVisible();

  await line(/^Inbox/).click({ button: 'right' });
  await page.screenshot({ path: 'test-results/folders-menu.png' });
  await page.getByRole('menuitem', { name: 'New folder…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New folder' });
  await dialog.getByLabel('Name').fill('Brattøra & quay');
  await dialog.getByLabel('In').selectOption({ label: 'The top of the mailbox' });
  await page.screenshot({ path: 'test-results/folders-new.png' });
  expect(await violations(page, ['dialog'])).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Brattøra & quay' })).toBeVisible();
  await expect.poll(() => has('Brattøra & quay')).toBe(true);
  await expect(line(/^Brattøra & quay/)).toHaveAttribute('aria-selected', 'true');

  // Offline: at once here, and on the server afterwards.
  await offline(true);
  await expect(page.getByText('You work offline')).toBeVisible();
  await line(/^Brattøra & quay/).press('F2');
  const rename = page.getByRole('dialog', { name: 'Rename or move folder' });
  await rename.getByLabel('Name').fill('Quay');
  await page.keyboard.press('Enter');
  await expect(line(/^Quay/)).toBeVisible();
  await expect(page.getByText('Brattøra & quay is Quay now, with all that is in it.')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'test-results/folders-renamed-dark.png' });
  await page.emulateMedia({ colorScheme: 'light' });

  await line(/^Quay/).press('Delete');
  const remove = page.getByRole('dialog', { name: 'Delete “Quay”' });
  await expect(remove.getByText('It goes to Deleted Items with 0 messages.')).toBeVisible();
  await page.screenshot({ path: 'test-results/folders-delete.png' });
  await remove.getByRole('button', { name: 'Keep' }).click();
  await expect(line(/^Quay/)).toBeVisible();
  expect(has('Quay')).toBe(false);
  await offline(false);
  await expect.poll(() => paths().includes('Quay')).toBe(true);
  expect(has('Brattøra')).toBe(false);
  await expect(line(/^Quay/)).toHaveAttribute('aria-selected', 'true');
});
