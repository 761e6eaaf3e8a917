import { expect } from '@playwright/test';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, body, inboxOf, letter, rows, serve } from './support.ts';

test('a folder that is kept can be read offline, and the account verified and rebuilt', async ({ start }) => {
  const letters = Array.from({ length: 120 }, (_, n) => letter(`Letter ${n}`));
  const server = await serve([await inboxOf(letters)]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  const picture = (name: string) => page.screenshot({ path: `test-results/kept-${name}.png` });
  const choose = (label: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find((item) => item.label === wanted)?.click();
    }, label);
  await addByForm(retinue, server);
  await expect(page.getByText('up to date')).toBeVisible();

  await choose('Keep Folder on This Computer…');
  const dialog = page.getByRole('dialog', { name: 'Keep folder on this computer' });
  await dialog.getByRole('radio', { name: 'Messages up to 10 MB' }).check();
  await picture('keep');
  expect(await violations(page, ['dialog'])).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep so' }).click();
  const bodies = () => server.mock.journal.filter(({ method }) => method === 'GET').length;
  await expect.poll(bodies, { timeout: 60_000 }).toBeGreaterThanOrEqual(120);

  await choose('Work Offline');
  await expect(page.getByText('You work offline')).toBeVisible();
  const before = server.mock.journal.length;
  await rows(retinue).last().click();
  await expect(body(retinue).locator('body')).toContainText('This is Letter');
  await page.keyboard.press('Control+7');
  await picture('offline');
  await page.keyboard.press('Control+7');
  expect(server.mock.journal.length).toBe(before);
  await page.getByRole('button', { name: 'Go online' }).click();
  await expect(page.getByText('You work offline')).toHaveCount(0);

  await choose('Accounts…');
  const accounts = page.getByRole('dialog', { name: 'Accounts' });
  await accounts.getByRole('button', { name: 'Verify' }).click();
  await expect(
    accounts.getByText(/^120 messages in \d+ folders looked through; nothing was wrong\./),
  ).toBeVisible();
  await accounts.getByRole('button', { name: 'Rebuild…' }).click();
  await expect(accounts.getByText(/^Retinue forgets 120 messages/)).toBeVisible();
  await picture('rebuild');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('rebuild-dark');
  expect(await violations(page, ['dialog'])).toEqual([]);
  await accounts.getByRole('button', { name: 'Rebuild', exact: true }).click();
  await expect(accounts.getByText(/is being listed anew/)).toBeVisible();
  await accounts.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('120 messages', { exact: false }).first()).toBeVisible();
});
