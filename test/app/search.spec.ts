import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { addByForm, FIRST, letter, rows, serve } from './support.ts';

test('mail is found with keys alone, here and on the server', async ({ start }, info) => {
  test.setTimeout(150_000);
  const mail = async (subject: string, n: number, read = true) => ({
    content: await contentOf(Buffer.from(letter(subject))),
    received: FIRST + n * 60_000,
    read,
  });
  const server = await serve([
    {
      name: 'Inbox',
      role: 'inbox',
      messages: [
        await mail('Quay drawings', 0, false),
        await mail('Lunch', 1),
        await mail('Quay, east elevation', 2),
      ],
    },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: [await mail('Quay budget', 3)] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  await page.setViewportSize({ width: 1440, height: 900 });
  const subject = page.getByRole('heading', { level: 1 });
  const field = page.getByRole('searchbox');
  const results = page.getByRole('grid', { name: 'Results' });
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(3);
  await expect(page.getByText('up to date')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(subject).toHaveText('Lunch');

  await test.step('Half a word finds what begins so, in all folders', async () => {
    await page.keyboard.press('Control+E');
    await expect(field).toBeFocused();
    await page.keyboard.type('qua');
    await expect(rows(retinue)).toHaveCount(3); // the server was not asked
    await page.getByRole('button', { name: 'Search on the server' }).press('Enter');
    await expect(page.getByText('3 messages found on the server.')).toBeVisible();
    await expect(rows(retinue)).toHaveCount(3);
    await expect(rows(retinue).nth(0)).toContainText('Projects');
    await page.keyboard.press('Control+E');
    await page.keyboard.press('ArrowDown');
    await expect(results).toBeFocused();
    await expect(subject).toHaveText('Quay budget');
    await page.keyboard.press('ArrowDown');
    await expect(subject).toHaveText('Quay, east elevation');
    expect(await violations(page, ['.search-field', '.pane-list'])).toEqual([]);
    await page.screenshot({ path: info.outputPath('results-light.png') });
    await page.keyboard.press('F6');
    await expect(results).not.toBeFocused();
    await page.keyboard.press('Escape');
    await expect(results).toBeFocused();
  });

  await test.step('Escape leads back to the folder and to the message there', async () => {
    await page.keyboard.press('Escape');
    await expect(results).toHaveCount(0);
    await expect(page.getByRole('treegrid', { name: 'Inbox' })).toBeFocused();
    await expect(subject).toHaveText('Lunch');
  });

  await test.step('What makes no sense is a question, and is left out', async () => {
    await page.keyboard.press('Control+E');
    await page.keyboard.type('quay is:unread lager:5M ');
    await page.getByRole('button', { name: 'Search on the server' }).press('Enter');
    await expect(rows(retinue)).toHaveCount(1);
    const wrong = page.getByRole('button', { name: 'Remove lager:5M.' });
    await expect(wrong).toHaveAttribute('title', /There is no operator lager:/);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: info.outputPath('chips-dark.png') });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: info.outputPath('chips-light.png') });
    await wrong.press('Enter');
    await expect(field).toHaveValue('quay is:unread');
    await page.getByRole('button', { name: 'Remove is:unread' }).press('Enter');
    await expect(field).toHaveValue('quay');
    await page.getByRole('button', { name: 'Search on the server' }).press('Enter');
    await expect(rows(retinue)).toHaveCount(3);
  });

  await test.step('Delete takes out of the results, and undo brings back', async () => {
    await page.keyboard.press('Control+E');
    await page.keyboard.press('Enter');
    await expect(results).toBeFocused();
    await expect(subject).toHaveText('Quay budget');
    await page.keyboard.press('Delete');
    await expect(page.getByText('1 message moved to Deleted Items.')).toBeVisible();
    await expect(rows(retinue)).toHaveCount(2);
    await expect(page.locator('.list-head .meta')).toHaveText(/^2 messages/);
    await expect(subject).toHaveText('Quay, east elevation');
    await page.keyboard.press('Control+Z');
    await expect(page.getByText('Taken back.')).toBeVisible();
    await expect(rows(retinue)).toHaveCount(3);
    await expect(rows(retinue).nth(0)).toContainText('Projects');
  });

  await test.step('A search with a name stands in the tree, is opened there, and goes', async () => {
    await page.keyboard.press('Control+E');
    await page.keyboard.type('from:ada');
    await page.getByRole('button', { name: 'Save this search…' }).press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).fill('From Ada');
    await page.keyboard.press('Enter');
    const line = page.getByRole('treeitem', { name: 'From Ada' });
    await expect(line).toHaveAttribute('aria-selected', 'true');
    expect(JSON.parse(await readFile(`${retinue.userData}/searches.json`, 'utf8'))).toMatchObject([
      { name: 'From Ada', text: 'from:ada' },
    ]);
    await page.screenshot({ path: info.outputPath('saved.png') });
    await page.getByRole('treeitem', { name: /^Projects/ }).click();
    await expect(field).toHaveValue('');
    await line.click();
    await expect(field).toHaveValue('from:ada');
    await page.getByRole('button', { name: 'Delete this search' }).press('Enter');
    await expect(line).toHaveCount(0);
  });

  await test.step('Nothing found says so', async () => {
    await page.keyboard.press('Control+E');
    await page.keyboard.type('zebra');
    await expect(page.getByText('Nothing found on this computer.')).toBeVisible();
    await page.screenshot({ path: info.outputPath('nothing.png') });
    await page.keyboard.press('Escape');
    await expect(field).toHaveValue('');
    await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  });
});
