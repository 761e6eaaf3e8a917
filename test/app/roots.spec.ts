import { expect } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { publicFolders } from '../../electron/mock-exchange/public/folders.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, rows } from './support.ts';

test('another user’s folder and a public one are opened, read and taken off the list', async ({ start }) => {
  const password = 'correct horse';
  const person = (user: string, displayName: string) => ({
    user,
    displayName,
    address: `${user}@example.com`,
    password,
  });
  const bos = await inboxOf([letter('Minutes of Monday'), letter('Crane is late')]);
  const mock = await startMockExchange({
    mailboxes: [
      { ...person('alex', 'Alex Moe'), folders: [await inboxOf([letter('First')])] },
      { ...person('bo', 'Bo Berg'), folders: [{ ...bos, grants: { alex: 'reviewer' } }] },
    ],
    publicFolders: publicFolders({ seed: 1, now: Date.now(), domain: 'example.com' }),
  });
  try {
    const retinue = await start({ args: ['--no-demo'] });
    const { page, app } = retinue;
    const line = (name: string | RegExp) => page.getByRole('treeitem', { name });
    const menu = (label: string) =>
      app.evaluate(({ Menu }, wanted) => {
        const items = Menu.getApplicationMenu()?.items.flatMap((each) => each.submenu?.items ?? []) ?? [];
        items.find((each) => each.label === wanted)?.click();
      }, label);
    await addByForm(retinue, { mock, user: 'alex', password, url: mock.mailboxUrl('alex') });

    await menu('Open Another User’s Folder…');
    const ask = page.getByRole('dialog', { name: 'Open another user’s folder' });
    await ask.getByLabel('Name or address').fill('Bo Berg');
    await ask.getByLabel('Folder').selectOption({ label: 'The whole mailbox' });
    await ask.getByRole('button', { name: 'Open' }).click();
    await expect(ask.getByText('Bo Berg has not let you into this folder (403).')).toBeVisible();
    await page.screenshot({ path: 'test-results/roots-refused.png' });
    await ask.getByLabel('Folder').selectOption({ label: 'Inbox' });
    await ask.getByRole('button', { name: 'Open' }).click();
    await expect(line('Bo Berg')).toBeVisible();
    await expect(rows(retinue)).toHaveCount(2);
    await rows(retinue).filter({ hasText: 'Crane is late' }).click();

    await menu('Public Folders…');
    const browse = page.getByRole('dialog', { name: 'Public folders' });
    await browse.getByRole('button', { name: 'Look inside Company' }).click();
    await browse.getByLabel('Announcements').check();
    await expect(browse.getByLabel('Telephone list')).toBeDisabled();
    expect(await violations(page, ['dialog'])).toEqual([]);
    await page.screenshot({ path: 'test-results/roots-public.png' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: 'test-results/roots-public-dark.png' });
    await browse.getByRole('button', { name: 'Done' }).click();
    await line('Announcements').click();
    await expect(rows(retinue)).toHaveCount(4);
    await page.screenshot({ path: 'test-results/roots-tree-dark.png' });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: 'test-results/roots-tree.png' });
    expect(await violations(page, ['.tree'])).toEqual([]);

    const changes = () => mock.journal.filter(({ committed, mailbox }) => committed && mailbox !== 'alex');
    const before = changes().length;
    await line('Announcements').press('Delete');
    await expect(page.getByText('Announcements is off your list.')).toBeVisible();
    await expect(line('Public Folders')).toHaveCount(0);
    expect(changes()).toHaveLength(before);
  } finally {
    await mock.stop();
  }
});
