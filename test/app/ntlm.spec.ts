import { expect } from '@playwright/test';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { oneLargeFile } from '../integration/fetch/house.ts';
import { test } from './fixtures.ts';
import { addByForm, rows } from './support.ts';

test('an account whose server takes NTLM only is added, read, and a file of it fetched', async ({
  start,
}) => {
  const mock = await startMockExchange({ scenario: { ...oneLargeFile(3_000_000), auth: 'ntlm' } });
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  const retinue = await start({ args: ['--no-demo'] });
  await addByForm(retinue, { mock, user: 'EXAMPLE\\alex', password, url: mock.mailboxUrl('alex') });
  await rows(retinue).filter({ hasText: 'Drawing set C' }).click();
  const chip = retinue.page.locator('.chip', { hasText: 'drawing-set-c' });
  await chip.getByRole('button', { name: 'Open' }).click();
  await expect(chip).toContainText('on this computer', { timeout: 20_000 });
  await mock.stop();
});
