import { afterEach, expect, it, vi } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { startNetwork, type TestNetwork } from './network.ts';

const DOMAIN = 'halvorsen-lie.example';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A mailbox, and a client that keeps it and its Outbox. */
async function open(): Promise<{
  mock: MockExchange;
  one: TestNetwork;
  list: () => readonly OutgoingView[];
}> {
  const mock = await startMockExchange({ scenario: 'healthy' });
  stops.push(() => mock.stop());
  const one = await startNetwork();
  stops.push(() => one.stop());
  let last: readonly OutgoingView[] = [];
  one.network.onEvent('outgoing', (event) => void (last = event.list));
  const alex = mock.accounts.find(({ user }) => user === 'alex');
  if (!alex) throw new Error('nobody is alex');
  one.service.setAccounts([{ id: 'a', url: alex.url, user: 'alex', password: alex.password, demo: false }]);
  return { mock, one, list: () => last };
}

async function send({ one }: { one: TestNetwork }, to: readonly string[]): Promise<void> {
  const id = 'c'.repeat(32);
  const from = { name: 'Alex', address: `alex@${DOMAIN}` };
  const draft = {
    id,
    accountId: 'a',
    messageId: `<bounce-${to.length}@${DOMAIN}>`,
    from,
    to: to.map((address) => ({ name: '', address })),
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Hello',
    body: { kind: 'text' as const, text: 'Hi' },
    attachments: [],
    inReplyTo: null,
    references: [],
  };
  await one.network.call('draft.save', { draft, refused: NONE_REFUSED, open: false, touched: true });
  await one.network.call('draft.send', { id, sendAt: Date.now(), anyway: false });
}

/** The window reads the Inbox. */
async function readInbox({ mock, one }: { mock: MockExchange; one: TestNetwork }): Promise<void> {
  const args = { accountId: 'a', folder: `${mock.mailboxUrl('alex')}Inbox/`, from: FIRST_PAGE, rows: 50 };
  for await (const batch of one.network.stream('messages.page', args))
    expect(batch.length).toBeGreaterThan(0);
}

it('ties a report to the message that came back, once, and asks for the report once', async () => {
  const house = await open();
  await send(house, [`bo@${DOMAIN}`, `nobody@${DOMAIN}`]);
  await vi.waitFor(() => expect(house.list()[0]?.state.kind).toBe('done'), {
    timeout: 20_000,
    interval: 100,
  });
  expect(house.list()[0]?.bounce).toBeNull();
  await readInbox(house);
  await vi.waitFor(() =>
    expect(house.list()[0]?.bounce).toMatchObject({
      recipients: [`nobody@${DOMAIN}`],
      sentence: 'There is no such address (5.1.1).',
    }),
  );
  const gets = () =>
    house.one.requests.filter(({ method, path }) => method === 'GET' && /Undeliverable/i.test(path)).length;
  expect(gets()).toBe(1);
  await readInbox(house);
  await readInbox(house);
  const steps = await house.one.network.call('outgoing.steps', { id: 'c'.repeat(32) });
  expect(steps.filter(({ kind }) => kind === 'bounced')).toHaveLength(1);
  expect(gets()).toBe(1);
});

it('asks for no report where nothing was sent from here', async () => {
  const house = await open();
  const report =
    'From: postmaster@example.com\r\nSubject: Undeliverable: x\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b--\r\n';
  await house.mock.deliver('alex', report);
  await readInbox(house);
  expect(house.one.requests.filter(({ method }) => method === 'GET')).toEqual([]);
});
