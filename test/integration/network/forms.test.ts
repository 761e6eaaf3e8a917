import { afterEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { ACCOUNT, deskOn } from './desk.ts';
import { failureOf, type TestNetwork } from './network.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

async function mailbox(personality: '2003' | '2007' = '2003'): Promise<PlainClient> {
  const alex = { user: 'alex', displayName: 'Alex', address: 'alex@halvorsen-lie.example' };
  const scenario = {
    name: 'forms',
    title: 'Sign-in by form',
    description: 'A mailbox behind a form.',
    seed: 3,
    auth: 'forms' as const,
    personality,
    mailboxes: [{ ...alex, messages: 6, folders: 1 }],
  };
  const client = await clientOf(await startMockExchange({ scenario }));
  open.push(client);
  return client;
}
async function signedIn(client: PlainClient, password?: string): Promise<TestNetwork> {
  const { net } = await deskOn(client, { password });
  open.push(net);
  return net;
}
const posts = ({ mock }: PlainClient) => mock.journal.filter(({ method }) => method === 'POST');
const folders = async ({ network }: TestNetwork) => {
  const names: string[] = [];
  for await (const batch of network.stream('folders.list', { accountId: ACCOUNT }))
    names.push(...batch.map(({ name }) => name));
  return names;
};
/** Every session that the server holds ends with the next request that it hears. */
const endSessions = ({ mock }: PlainClient) => {
  mock.faults.add({ id: 'end', where: { nth: 1 }, step: 'before-read', what: { kind: 'sign-out' } });
};

describe('a log-on page that is none', () => {
  it('gets the password once, and every request after that its sentence', async () => {
    const client = await clientOf(await startMockExchange());
    open.push(client);
    const to = { kind: 'redirect', to: '/exchweb/bin/auth/owalogon.asp' } as const;
    client.mock.faults.add({ id: 'page', where: { method: 'PROPFIND' }, step: 'before-read', what: to });
    const net = await signedIn(client);
    for (let nth = 0; nth < 3; nth += 1) {
      const failure = await failureOf(net.network.call('account.open', { accountId: ACCOUNT }));
      expect(failure).toMatchObject({
        kind: 'unsupported',
        sentence: expect.stringContaining('web page of its own'),
      });
    }
    expect(posts(client)).toHaveLength(1);
  });
});

describe.each(['2003', '2007'] as const)('sign-in by the form of %s', (personality) => {
  it('is found out by itself, once for a session', async () => {
    const client = await mailbox(personality);
    const net = await signedIn(client);
    expect(await net.network.call('account.open', { accountId: ACCOUNT })).toMatchObject({
      server: expect.stringContaining('Exchange'),
    });
    expect(await folders(net)).toContain('Inbox');
    expect(posts(client)).toHaveLength(1);
    expect(JSON.stringify(net.requests)).not.toContain('secret');
  });

  it('is done again when the session has ended, once for all who find it so', async () => {
    const client = await mailbox(personality);
    const net = await signedIn(client);
    expect(await folders(net)).toContain('Inbox');
    endSessions(client);
    const again = await Promise.all([folders(net), folders(net), folders(net)]);
    for (const names of again) expect(names).toContain('Inbox');
    expect(posts(client)).toHaveLength(2);
  });

  it('is tried once with a wrong password, and nothing is sent after that', async () => {
    const client = await mailbox(personality);
    const net = await signedIn(client, 'wrong');
    const failure = await failureOf(net.network.call('account.open', { accountId: ACCOUNT }));
    expect(failure).toMatchObject({ kind: 'unauthorized', sentence: expect.stringContaining('(440)') });
    expect(posts(client)).toHaveLength(1);
    const heard = client.mock.journal.length;
    expect((await failureOf(folders(net))).kind).toBe('unauthorized');
    expect(client.mock.journal).toHaveLength(heard);
  });
});
