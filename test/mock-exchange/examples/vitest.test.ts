import { afterEach, expect, it } from 'vitest';
import { type MockExchange, startMockExchange } from '../../../electron/mock-exchange/public.ts';
import { mailClient } from './mail-client.ts';

let mock: MockExchange;
afterEach(() => mock.stop());

function alex() {
  const account = mock.accounts.find(({ user }) => user === 'alex');
  if (!account) throw new Error('the scenario has no mailbox alex');
  return account;
}

const TENDER =
  'From: alex@halvorsen-lie.example\r\nTo: bo@halvorsen-lie.example\r\nSubject: Tender\r\n' +
  'Message-ID: <tender-1@halvorsen-lie.example>\r\n\r\nHello Bo.\r\n';

it('delivers once although the reply was lost', async () => {
  mock = await startMockExchange({ scenario: 'reply-lost' });
  expect(await mailClient(alex()).send('tender', TENDER)).toBe('sent');
  expect(mock.oracle().messages).toEqual([
    {
      messageId: '<tender-1@halvorsen-lie.example>',
      subject: 'Tender',
      deliveries: [{ recipient: 'bo@halvorsen-lie.example', copies: 1 }],
      sentCopies: 1,
      draftsLeft: 0,
      inOutbox: 0,
    },
  ]);
  const [submission] = mock.journal.filter(({ rule }) => rule === 'reply-lost');
  expect(submission).toMatchObject({
    method: 'MOVE',
    status: 0,
    committed: true,
    truth: 'Delivered to 1, Sent copy filed, reply dropped',
  });
});

it('sends after an outage of six hours, in no time', async () => {
  mock = await startMockExchange({ scenario: 'retry-cap', clock: { rate: 0 } });
  const client = mailClient(alex());
  expect(await client.send('tender', TENDER)).toBe('refused');
  await mock.clock.advance(6 * 3_600_000);
  expect(await client.send('tender', TENDER)).toBe('sent');
});

it('resumes a download without fetching twice', async () => {
  mock = await startMockExchange({
    rules: [
      {
        id: 'cut-once',
        where: { method: 'GET', path: '/exchange/alex/Inbox/*', size: { above: 1_000_000 } },
        step: 'mid-download',
        byte: 400_000,
        what: { kind: 'reset' },
        howLong: { count: 1 },
      },
    ],
  });
  const letter = `Subject: Large\r\n\r\n${'0123456789abcdef'.repeat(100_000)}\r\n`;
  await mock.deliver('alex', letter);
  const bytes = await mailClient(alex()).download('Inbox/Large.EML');
  expect(Buffer.from(bytes).toString()).toBe(letter);
  const [item] = mock.oracle().items;
  expect(item).toMatchObject({ requests: 2, bytesServed: letter.length });
  expect(mock.journal.map(({ status, rule }) => [status, rule])).toEqual([
    [200, 'cut-once'],
    [206, null],
  ]);
});
