import { expect, test } from '@playwright/test';
import { type MockExchange, startMockExchange } from '../../../electron/mock-exchange/public.ts';

let mock: MockExchange;
test.beforeEach(async () => {
  mock = await startMockExchange({ scenario: 'busy-at-nine', clock: { rate: 0 } });
});
test.afterEach(async () => {
  const info = test.info();
  // A run that failed is attached to the report, to be played again.
  if (info.status !== info.expectedStatus)
    await info.attach('mock.zip', { body: Buffer.from(mock.bundle()), contentType: 'application/zip' });
  await mock.stop();
});

test('the second to fourth request are told to come back later', async ({ request }) => {
  mock.faults.remove('slow');
  const [account] = mock.accounts;
  const Authorization = `Basic ${btoa(`${account?.user}:${account?.password}`)}`;
  const list = () =>
    request.fetch(`${account?.url}Inbox/`, { method: 'PROPFIND', headers: { Authorization, Depth: '1' } });
  const answers = [await list(), await list(), await list(), await list(), await list()];
  expect(answers.map((answer) => answer.status())).toEqual([207, 503, 503, 503, 207]);
  expect(answers[1]?.headers()['retry-after']).toBe('5');
  expect(mock.journal.filter(({ rule }) => rule === 'busy')).toHaveLength(3);
});
