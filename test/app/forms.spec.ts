import { expect } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { oneLargeFile } from '../integration/fetch/house.ts';
import { test } from './fixtures.ts';
import { addByForm, rows } from './support.ts';

test('an account whose server asks for the password by a form is added, read, and signed in again', async ({
  start,
}) => {
  const mock = await startMockExchange({ scenario: { ...oneLargeFile(3_000_000), auth: 'forms' } });
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, { mock, user: 'alex', password, url: mock.mailboxUrl('alex') });
  await rows(retinue).filter({ hasText: 'Drawing set C' }).click();
  const chip = retinue.page.locator('.chip', { hasText: 'drawing-set-c' });
  await expect(chip).toContainText('not fetched');
  const posts = () => mock.journal.filter(({ method }) => method === 'POST').length;
  const before = posts();
  mock.faults.add({ id: 'end', where: { nth: 1 }, step: 'before-read', what: { kind: 'sign-out' } });
  await chip.getByRole('button', { name: 'Open' }).click();
  await expect(chip).toContainText('on this computer', { timeout: 20_000 });
  expect(posts()).toBe(before + 1);
  await mock.stop();
});
