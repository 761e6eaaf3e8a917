import { afterEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import { createAccounts } from '../../../electron/network/accounts.ts';
import { systemClock } from '../../../electron/network/clock.ts';
import { learnIdentity } from '../../../electron/network/exchange/identity.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';

const PASSWORD = 'correct horse';
const signal = new AbortController().signal;
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function sent(from: string, n: number) {
  const raw = `From: ${from}\r\nTo: bo@example.com\r\nSubject: ${n}\r\n\r\nHello\r\n`;
  return { content: await contentOf(Buffer.from(raw)), received: n * 60_000, read: true };
}

/** A mailbox of Alex with these senders in Sent Items, and what is learnt of it. */
async function mailbox(senders: readonly string[], options: MockOptions = {}) {
  const messages = await Promise.all(senders.map(sent));
  const alex = {
    user: 'alex',
    displayName: 'Alex Berg',
    address: 'alex.berg@example.com',
    password: PASSWORD,
    folders: [{ name: 'Sent Items', role: 'sentitems' as const, messages }],
  };
  // Its alias begins like Alex's.
  const alexa = { ...alex, user: 'alexa', address: 'alexa@example.com', folders: [] };
  const mock = await startMockExchange({ ...options, mailboxes: [alexa, alex] });
  const { transport, close } = createNodeTransport();
  open.push(mock, { stop: close });
  const accounts = createAccounts({ transport, clock: systemClock, log: () => {} });
  const url = mock.mailboxUrl('alex');
  accounts.set([{ id: 'a', url, user: 'alex', password: PASSWORD, demo: false }]);
  const learn = async () => {
    const account = accounts.get('a');
    return await learnIdentity(account.session, await account.discovery(signal), signal);
  };
  return { mock, learn };
}

/** OWA answers so to a GET of the mailbox. */
function breakOwa(mock: MockExchange, status: number, body = 'No', type = 'text/html'): void {
  mock.faults.add({
    id: `owa-${status}`,
    where: { method: 'GET', path: '/exchange/alex/' },
    step: 'after-headers',
    what: { kind: 'status', status, headers: { 'Content-Type': type }, body },
  });
}

describe('who an account is', () => {
  it('says the address list: the one with this alias, not those whose alias begins so', async () => {
    const { learn } = await mailbox(['Other <other@example.com>']);
    expect(await learn()).toEqual({ name: 'Alex Berg', address: 'alex.berg@example.com' });
  });

  it.each([401, 403, 404, 500])(
    'says Sent Items where OWA answers %i, and the account goes on',
    async (status) => {
      const { mock, learn } = await mailbox([
        '"A. Berg" <a.berg@example.com>',
        'alex',
        'Bo <bo@example.com>',
      ]);
      breakOwa(mock, status);
      expect((await learn())?.address).toMatch(/@example\.com$/);
      expect(await learn()).not.toBeNull();
    },
  );

  it('is the most frequent sender, not somebody that one message was sent for', async () => {
    const mine = '"A. Berg" <A.Berg@example.com>';
    const { mock, learn } = await mailbox([mine, 'a.berg@example.com', 'Sales <sales@example.com>']);
    breakOwa(mock, 200, '<html>no list here</html>');
    expect((await learn())?.address.toLowerCase()).toBe('a.berg@example.com');
  });

  it.each(['<a><b>', '<!DOCTYPE a><a/>', `${'<a>'.repeat(5000)}`])('is not said by %.20s', async (body) => {
    const { mock, learn } = await mailbox([]);
    breakOwa(mock, 200, body, 'text/xml');
    expect(await learn()).toBeNull();
  });
});
