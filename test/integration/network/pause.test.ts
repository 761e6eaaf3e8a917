import { createHash } from 'node:crypto';
import { mkdtemp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { createEntry } from '../../../electron/network/spool/entry.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { ACCOUNT, type Desk, deskOn } from './desk.ts';
import { collect, failureOf } from './network.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

const FILE_BYTES = 3_000_000;
const ID = 'c'.repeat(32);

async function mailbox(): Promise<PlainClient> {
  const alex = { user: 'alex', displayName: 'Alex', address: 'alex@halvorsen-lie.example' };
  const bo = { user: 'bo', displayName: 'Bo', address: 'bo@halvorsen-lie.example' };
  const item = {
    folder: 'inbox',
    subject: 'file',
    from: bo.address,
    to: [alex.address],
    text: 'See the file.',
    messageId: '<file@halvorsen-lie.example>',
    attachment: { name: 'file.bin', bytes: FILE_BYTES },
    ageHours: 1,
  };
  const scenario = {
    name: 'one-file',
    title: 'One file',
    description: 'One message with a file.',
    seed: 7,
    mailboxes: [
      { ...alex, messages: 1, folders: 1, items: [item] },
      { ...bo, messages: 0, folders: 1 },
    ],
  };
  const client = await clientOf(await startMockExchange({ scenario }));
  open.push(client);
  return client;
}

/** A folder with one message in its spool. */
async function rootWithMail(url: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'retinue-pause-'));
  await mkdir(join(root, 'spool'));
  const eml = Buffer.from(
    'From: alex@halvorsen-lie.example\r\nTo: bo@halvorsen-lie.example\r\nSubject: Waits\r\nMessage-ID: <waits@halvorsen-lie.example>\r\n\r\nHello\r\n',
  );
  await createEntry(join(root, 'spool'), ID, [eml], {
    kind: 'spooled',
    format: 1,
    at: Date.now(),
    account: { id: ACCOUNT, url, user: 'alex' },
    messageId: '<waits@halvorsen-lie.example>',
    subject: 'Waits',
    from: 'alex@halvorsen-lie.example',
    recipients: ['bo@halvorsen-lie.example'],
    hidden: [],
    bytes: eml.byteLength,
    sha256: createHash('sha256').update(eml).digest('hex'),
    sendAt: Date.now(),
  });
  return root;
}

/** Hands the account over as main does, paused or not. */
function tell({ net }: Desk, { mock }: PlainClient, paused: boolean): void {
  const password = mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  const url = mock.mailboxUrl('alex');
  net.service.setAccounts([{ id: ACCOUNT, url, user: 'alex', password, demo: false, paused }]);
}

/** The account paused before anything was asked. */
async function pausedDesk(client: PlainClient, root?: string) {
  const desk = await deskOn(client, { root, paused: true });
  open.push(desk.net);
  return desk;
}

describe('a server that its person paused', () => {
  it('is asked nothing, fails at nothing, and everything goes on when it is resumed', async () => {
    const client = await mailbox();
    const url = client.mock.mailboxUrl('alex');
    const desk = await pausedDesk(client, await rootWithMail(url));
    const { network, service, requests } = desk.net;
    let outgoing: readonly OutgoingView[] = [];
    network.onEvent('outgoing', ({ list }) => (outgoing = list));
    tell(desk, client, true);
    const accountId = ACCOUNT;
    const item = { href: '/exchange/alex/Inbox/file.EML', permanentUrl: null };
    const refusals = await Promise.all([
      failureOf(network.call('account.open', { accountId })),
      failureOf(collect(network.stream('folders.list', { accountId }))),
      failureOf(network.call('message.body', { accountId, item, size: 100 })),
      failureOf(network.call('findings.look', { accountId })),
      failureOf(network.call('health.test', { accountId })),
      failureOf(network.call('image.fetch', { url: `${new URL(url).origin}/logo.png` })),
    ]);
    expect(refusals.map(({ kind }) => kind)).toEqual(refusals.map(() => 'paused'));
    const { failure } = await service.check(
      { name: 'Again', url, user: 'alex', password: 'x' },
      new AbortController().signal,
    );
    expect(failure?.kind).toBe('paused');
    const attachment = { href: '/exchange/alex/Inbox/file.EML/file.bin', name: 'file.bin', size: FILE_BYTES };
    const { id } = await network.call('transfer.start', { accountId, item, attachment, owner: 'm' });
    await expect.poll(() => desk.list()[0]?.state).toMatchObject({ kind: 'paused' });
    expect(await failureOf(network.call('transfer.resume', { id }))).toMatchObject({ kind: 'paused' });
    await expect.poll(() => outgoing[0]).toMatchObject({ isPaused: true, state: { kind: 'queued' } });
    // Time for whoever would ask all the same.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(requests).toEqual([]);
    expect(client.mock.journal).toEqual([]);
    expect((await network.call('health.look', { after: 0 })).requests).toEqual([]);

    tell(desk, client, false);
    await expect
      .poll(() => outgoing[0], { timeout: 10_000 })
      .toMatchObject({ isPaused: false, state: { kind: 'done' } });
    expect(client.mock.oracle().messages.filter(({ subject }) => subject === 'Waits')).toMatchObject([
      { deliveries: [{ copies: 1 }] },
    ]);
    expect(await network.call('transfer.wait', { id })).toMatchObject({ size: FILE_BYTES });
    expect(await network.call('health.test', { accountId })).toMatchObject({ kind: 'answered', status: 207 });
    expect(requests.at(-1)).toMatchObject({ method: 'PROPFIND', path: '/exchange/alex/' });
  });

  it('is as good as paused while its person works offline, and so is everything else', async () => {
    const client = await mailbox();
    const desk = await pausedDesk(client);
    const { network, service, requests } = desk.net;
    const { password } = client.mock.accounts.find(({ user }) => user === 'alex') ?? { password: '' };
    const url = client.mock.mailboxUrl('alex');
    const account = { id: ACCOUNT, url, user: 'alex', password, demo: false };
    service.setAccounts([{ ...account, offline: true }]);
    const refusals = await Promise.all([
      failureOf(network.call('account.open', { accountId: ACCOUNT })),
      failureOf(network.call('image.fetch', { url: 'https://elsewhere.example/logo.png' })),
    ]);
    expect(refusals.map(({ sentence }) => sentence)).toEqual([
      'You work offline. Retinue asked the server nothing. Choose Go online to go on.',
      'You work offline. Retinue asked the server nothing. Choose Go online to go on.',
    ]);
    expect(requests).toEqual([]);
    service.setAccounts([{ ...account, offline: false }]);
    expect(await network.call('account.open', { accountId: ACCOUNT })).toHaveProperty('server');
  });

  it('is still paused at the next start, and Retinue ends while mail waits for it', async () => {
    const client = await mailbox();
    const root = await rootWithMail(client.mock.mailboxUrl('alex'));
    for (const start of ['first', 'second']) {
      const desk = await deskOn(client, { root, paused: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(client.mock.journal, start).toEqual([]);
      await desk.net.leave();
    }
  });

  it('keeps what a download has, asks for no more of it, and goes on from there', async () => {
    const client = await mailbox();
    client.mock.faults.add({
      id: 'slow',
      where: { method: 'GET' },
      step: 'mid-download',
      what: { kind: 'bandwidth', bytesPerSecond: 1_500_000 },
    });
    const desk = await deskOn(client);
    open.push(desk.net);
    const href = await client.attachment('Inbox/file.EML');
    const { id } = await desk.net.network.call('transfer.start', {
      accountId: ACCOUNT,
      item: { href: '/exchange/alex/Inbox/file.EML', permanentUrl: null },
      attachment: { href, name: 'file.bin', size: FILE_BYTES },
      owner: 'm',
    });
    await expect.poll(() => desk.list()[0]?.received ?? 0, { timeout: 5000 }).toBeGreaterThan(300_000);
    tell(desk, client, true);
    await expect
      .poll(() => desk.list()[0]?.state)
      .toMatchObject({ kind: 'paused', failure: { sentence: /^You paused this server/ } });
    const asked = client.mock.journal.length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(client.mock.journal).toHaveLength(asked);
    client.mock.faults.clear();
    tell(desk, client, false);
    expect(await desk.net.network.call('transfer.wait', { id })).toMatchObject({ size: FILE_BYTES });
    expect(desk.list()[0]?.fetched).toBeLessThan(FILE_BYTES + 300_000);
  });
});

describe('an account whose server has not said yet where it is', () => {
  it('harms nothing, paused or not', async () => {
    const desk = await deskOn(await mailbox());
    open.push(desk.net);
    const nowhere = { id: 'demo', url: '', user: '', password: null, demo: true };
    desk.net.service.setAccounts([nowhere]);
    desk.net.service.setAccounts([{ ...nowhere, paused: true }]);
    expect(await desk.net.network.call('health.look', { after: 0 })).toMatchObject({ limits: [] });
    expect(await failureOf(desk.net.network.call('account.open', { accountId: 'demo' }))).toMatchObject({
      kind: 'invalid-input',
    });
  });
});

describe('a test of a server', () => {
  it('says what failed, counts, and leaves a server alone that wants to rest', async () => {
    const client = await mailbox();
    const desk = await deskOn(client);
    open.push(desk.net);
    const ask = () => desk.net.network.call('health.test', { accountId: ACCOUNT });
    expect(await ask()).toMatchObject({ kind: 'answered', status: 207 });
    client.mock.faults.add({
      id: 'busy',
      where: { method: 'PROPFIND' },
      step: 'after-headers',
      what: { kind: 'status', status: 503, headers: { 'retry-after': '240' } },
    });
    expect(await ask()).toMatchObject({ kind: 'failed', failure: { kind: 'throttled', status: 503 } });
    const { requests, moods } = await desk.net.network.call('health.look', { after: 0 });
    expect(requests.at(-1)).toMatchObject({ method: 'PROPFIND', status: 503 });
    expect(moods).toMatchObject([{ circuit: 'open' }]);
    const before = client.mock.journal.length;
    expect(await ask()).toMatchObject({ kind: 'resting' });
    expect(client.mock.journal).toHaveLength(before);
  });
});
