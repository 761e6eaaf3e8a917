import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { ACCOUNT, type Desk, deskOn } from './desk.ts';
import { failureOf } from './network.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

const ITEMS = ['first', 'second'] as const;
const BYTES = 6_000_000;
const SLOW = {
  id: 'slow',
  where: { method: 'GET' },
  step: 'mid-download',
  what: { kind: 'bandwidth', bytesPerSecond: 2_000_000 },
} as const;

interface TransferDesk extends Desk {
  readonly client: PlainClient;
  readonly start: (which: (typeof ITEMS)[number]) => Promise<string>;
}

async function mailbox(): Promise<PlainClient> {
  const items = ITEMS.map((name, nth) => ({
    folder: 'inbox',
    subject: name,
    from: 'bo@halvorsen-lie.example',
    to: ['alex@halvorsen-lie.example'],
    text: 'See the file.',
    messageId: `<${name}@halvorsen-lie.example>`,
    attachment: { name: `${name}.bin`, bytes: BYTES },
    ageHours: nth + 1,
  }));
  const alex = { user: 'alex', displayName: 'Alex', address: 'alex@halvorsen-lie.example' };
  const scenario = {
    name: 'two-files',
    title: 'Two files',
    description: 'Two messages with a file each.',
    seed: 7,
    mailboxes: [{ ...alex, messages: 2, folders: 1, items }],
  };
  const client = await clientOf(await startMockExchange({ scenario }));
  open.push(client);
  return client;
}

async function desk(client: PlainClient, root?: string): Promise<TransferDesk> {
  const { net, list } = await deskOn(client, { root });
  open.push(net);
  return {
    client,
    net,
    list,
    async start(which) {
      const item = `Inbox/${which}.EML`;
      const href = await client.attachment(item);
      const { id } = await net.network.call('transfer.start', {
        accountId: ACCOUNT,
        item: { href: `/exchange/alex/${item}`, permanentUrl: null },
        attachment: { href, name: `${which}.bin`, size: BYTES },
        owner: which,
      });
      return id;
    },
  };
}

const stateOf = ({ list }: Desk, id: string) => list().find((each) => each.id === id)?.state.kind;
const truthOf = async (client: PlainClient, which: string) =>
  (await client.send('GET', await client.attachment(`Inbox/${which}.EML`), { Translate: 'f' })).bytes;

describe('transfers', () => {
  it('are fetched one after the other, and what is looked at goes first', async () => {
    const at = await desk(await mailbox());
    at.client.mock.faults.add(SLOW);
    const first = await at.start('first');
    const second = await at.start('second');
    await expect.poll(() => stateOf(at, first)).toBe('running');
    expect(stateOf(at, second)).toBe('queued');
    await at.net.network.call('transfers.attend', { owner: 'second' });
    await expect.poll(() => stateOf(at, second)).toBe('running');
    await expect.poll(() => stateOf(at, first)).toBe('queued');
    at.client.mock.faults.clear();
    for (const [id, which] of [
      [first, 'first'],
      [second, 'second'],
    ] as const) {
      const { fileId } = await at.net.network.call('transfer.wait', { id });
      expect((await readFile(at.net.files.path(fileId))).equals(await truthOf(at.client, which))).toBe(true);
    }
  });

  it('can be paused and go on from there', async () => {
    const at = await desk(await mailbox());
    at.client.mock.faults.add(SLOW);
    const id = await at.start('first');
    await expect.poll(() => at.list()[0]?.received ?? 0).toBeGreaterThan(500_000);
    await at.net.network.call('transfer.pause', { id });
    await expect.poll(() => stateOf(at, id)).toBe('paused');
    at.client.mock.faults.clear();
    await at.net.network.call('transfer.resume', { id });
    expect(await at.net.network.call('transfer.wait', { id })).toMatchObject({ size: BYTES });
    const done = at.list()[0];
    expect(done).toMatchObject({ state: { kind: 'done', fileId: id }, received: BYTES });
    expect(done?.fetched).toBeLessThan(BYTES + 300_000);
  });

  it('go on by themselves when the program starts again, and finished files are found', async () => {
    const client = await mailbox();
    const at = await desk(client);
    const finished = await at.start('second');
    await at.net.network.call('transfer.wait', { id: finished });
    client.mock.faults.add(SLOW);
    const id = await at.start('first');
    await expect.poll(() => at.list().find((each) => each.id === id)?.received ?? 0).toBeGreaterThan(500_000);
    await at.net.leave();
    client.mock.faults.clear();
    const again = await desk(client, at.net.root);
    expect(await again.net.network.call('transfer.wait', { id })).toMatchObject({ size: BYTES });
    const view = again.list().find((each) => each.id === id);
    expect(view?.fetched).toBeLessThan(BYTES + 600_000);
    expect(stateOf(again, finished)).toBe('done');
    expect((await readFile(again.net.files.path(id))).equals(await truthOf(client, 'first'))).toBe(true);
  });

  it('are removed with their part when they are cancelled', async () => {
    const at = await desk(await mailbox());
    at.client.mock.faults.add(SLOW);
    const id = await at.start('first');
    await expect.poll(() => at.list()[0]?.received ?? 0).toBeGreaterThan(100_000);
    const waiting = failureOf(at.net.network.call('transfer.wait', { id }));
    await at.net.network.call('transfer.cancel', { id });
    expect((await waiting).kind).toBe('cancelled');
    await expect.poll(() => at.list()).toEqual([]);
    expect(await at.net.files.has(`${id}.part`)).toBe(false);
    expect((await failureOf(at.net.network.call('transfer.resume', { id }))).kind).toBe('not-found');
  });

  it('say that the item is gone, and find one that was moved by its permanent address', async () => {
    const at = await desk(await mailbox());
    const href = '/exchange/alex/Inbox/nothing.EML/first.bin';
    const attachment = { href, name: 'first.bin', size: BYTES };
    const gone = { accountId: ACCOUNT, item: { href, permanentUrl: null }, attachment, owner: 'gone' };
    const { id } = await at.net.network.call('transfer.start', gone);
    expect((await failureOf(at.net.network.call('transfer.wait', { id }))).kind).toBe('not-found');
    expect(stateOf(at, id)).toBe('changed');
    const moved = { ...gone, item: { href, permanentUrl: '/exchange/alex/Inbox/first.EML' }, owner: 'moved' };
    const found = await at.net.network.call('transfer.start', moved);
    expect(await at.net.network.call('transfer.wait', found)).toMatchObject({ size: BYTES });
  });

  it('wait for a password that is right', async () => {
    const client = await mailbox();
    const at = await desk(client);
    const account = { id: ACCOUNT, url: client.mock.mailboxUrl('alex'), user: 'alex', demo: false };
    at.net.service.setAccounts([{ ...account, password: 'wrong' }]);
    const id = await at.start('first');
    await expect.poll(() => stateOf(at, id)).toBe('paused');
    const password = client.mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
    at.net.service.setAccounts([{ ...account, password }]);
    expect(await at.net.network.call('transfer.wait', { id })).toMatchObject({ size: BYTES });
  });
});
