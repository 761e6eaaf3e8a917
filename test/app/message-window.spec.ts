import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { composer } from './composing.ts';
import { type Retinue, test } from './fixtures.ts';
import { addByForm, inboxOf, letter, rows, serve } from './support.ts';

/** The message's window that opens next. */
async function messageWindow({ app }: Retinue, opens: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window'), opens()]);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}

/** Presses a key that closes the window, which may be gone before the press is over. */
async function pressToClose(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('close'), page.keyboard.press(key).catch(() => undefined)]);
}

test('a message opens in its own window, where it is read, answered and deleted', async ({ start }) => {
  const server = await serve([
    await inboxOf([letter('Quay'), letter('Crane'), letter('Rope')]),
    { name: 'Drafts', role: 'drafts', messages: [] },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page, app } = retinue;
  await addByForm(retinue, server);
  await expect(rows(retinue)).toHaveCount(3);

  const crane = await messageWindow(retinue, () => rows(retinue).nth(1).dblclick());
  await expect(crane).toHaveTitle('Crane');
  await expect(crane.frameLocator('iframe[title="Message text"]').getByText('This is Crane.')).toBeVisible();
  expect(await violations(crane)).toEqual([]);
  await crane.screenshot({ path: 'test-results/message-window-light.png' });
  await crane.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(crane)).toEqual([]);
  await crane.screenshot({ path: 'test-results/message-window-dark.png' });

  // One window a message; Enter opens another one.
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  const quay = await messageWindow(retinue, () => page.keyboard.press('Enter'));
  await expect(quay).toHaveTitle('Quay');
  expect(app.windows()).toHaveLength(3);

  await crane.getByRole('button', { name: 'Flag', exact: true }).click();
  await expect(rows(retinue).nth(1)).toHaveAccessibleName(/Flagged/);
  const answer = await composer(retinue, () =>
    crane.getByRole('button', { name: 'Reply', exact: true }).click(),
  );
  await expect(answer.getByLabel('Subject')).toHaveValue('Re: Crane');
  await answer.close();

  await pressToClose(quay, 'Escape');
  await pressToClose(crane, 'Delete');
  await expect(page.getByText('1 message moved to Deleted Items.')).toBeVisible();
  await expect(rows(retinue)).toHaveCount(2);
  await page.keyboard.press('Control+Z');
  await expect(rows(retinue)).toHaveCount(3);

  await server.mock.stop();
});
