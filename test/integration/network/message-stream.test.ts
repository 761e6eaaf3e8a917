import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { parseMime } from '../../../renderer/engine/parse-mime.ts';
import type { StreamedBody } from '../../../shared/contracts/network.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { ACCOUNT, type Desk, deskOn } from './desk.ts';
import { failureOf } from './network.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

const BYTES = 12_000_000;
const ITEM = { href: '/exchange/alex/Inbox/scan.EML', permanentUrl: null };
const ASK = { accountId: ACCOUNT, item: ITEM, size: 17_000_000, owner: 'scan', name: 'scan', keep: true };
const SLOW = {
  id: 'slow',
  where: { method: 'GET' },
  step: 'mid-download',
  what: { kind: 'bandwidth', bytesPerSecond: 4_000_000 },
} as const;

/** A mailbox with one large message, on a server whose filter takes X-MS-ENUMATTS away. */
async function mailbox(settings: Record<string, unknown> = { DeniedVerbs: ['X-MS-ENUMATTS'] }) {
  const item = {
    folder: 'inbox',
    subject: 'scan',
    from: 'bo@halvorsen-lie.example',
    to: ['alex@halvorsen-lie.example'],
    text: 'See the file.',
    messageId: '<scan@halvorsen-lie.example>',
    attachment: { name: 'scan.bin', bytes: BYTES },
    mapiOnly: true,
  };
  const old = [
    'Subject: old',
    'From: bo@halvorsen-lie.example',
    '',
    'begin 644 cat.txt',
    '#0V%T',
    '`',
    'end',
    '',
  ];
  const items = [item, { folder: 'inbox', subject: 'old', eml: old.join('\r\n') }];
  const alex = { user: 'alex', displayName: 'Alex', address: 'alex@halvorsen-lie.example' };
  const scenario = {
    name: 'one-large',
    title: 'One large message',
    description: 'One large message, and one with a file in its text.',
    seed: 7,
    settings: { MaximumResponseSizeInBytes: 50_000_000, ...settings },
    mailboxes: [{ ...alex, messages: 2, folders: 1, items }],
  };
  const client = await clientOf(await startMockExchange({ scenario }));
  open.push(client);
  return client;
}

async function desk(client: PlainClient, root?: string): Promise<Desk> {
  const at = await deskOn(client, { root });
  open.push(at.net);
  return at;
}

async function told(
  { net }: Desk,
  args: Partial<typeof ASK> = {},
  signal?: AbortSignal,
): Promise<readonly StreamedBody[]> {
  const bodies: StreamedBody[] = [];
  for await (const batch of net.network.stream('message.stream', { ...ASK, ...args }, { signal }))
    bodies.push(...batch);
  return bodies;
}

/** The whole message of the mock without faults, as it is. */
async function truth(client: PlainClient): Promise<Buffer> {
  const { bytes } = await client.send('GET', ITEM.href, { Translate: 'f' });
  const parsed = await parseMime(bytes);
  return Buffer.from(parsed.parts[0]?.bytes ?? []);
}

const gets = ({ mock }: PlainClient) =>
  mock.journal.filter(({ method, path }) => method === 'GET' && path === ITEM.href);

describe('a large message on a server that lists no attachments', () => {
  it('tells its text while it comes, and leaves its attachment as a file', async () => {
    const client = await mailbox();
    const at = await desk(client);
    const args = { accountId: ACCOUNT, item: ITEM, size: ASK.size };
    const body = await at.net.network.call('message.body', args);
    expect(body).toMatchObject({ kind: 'properties', why: 'large', attachments: [], listed: false });
    expect(gets(client)).toHaveLength(0);

    client.mock.faults.add(SLOW);
    const bodies = await told(at);
    const early = bodies[0];
    expect(early).toMatchObject({ complete: false, files: [{ size: null }] });
    expect((await parseMime(early?.skeleton ?? new Uint8Array())).text).toContain('See the file.');
    const last = bodies.at(-1);
    expect(last).toMatchObject({ complete: true, files: [{ size: BYTES, damage: null }] });
    expect(gets(client)).toHaveLength(1);
    client.mock.faults.clear();
    const kept = await readFile(at.net.files.path(last?.files[0]?.fileId ?? ''));
    expect(kept.equals(await truth(client))).toBe(true);
    const { fileId = '' } = last?.files[0] ?? {};
    const { bytes, size } = await at.net.network.call('file.read', { fileId, limit: 100 });
    expect(Buffer.from(bytes).equals(kept.subarray(0, 100))).toBe(true);
    expect(size).toBe(BYTES);
  });

  it('pauses when nobody looks any more, and goes on from there', async () => {
    const client = await mailbox();
    const at = await desk(client);
    client.mock.faults.add(SLOW);
    const leaving = new AbortController();
    const first = failureOf(told(at, { keep: false }, leaving.signal));
    await expect.poll(() => at.list()[0]?.received ?? 0, { timeout: 10_000 }).toBeGreaterThan(3_000_000);
    leaving.abort();
    expect((await first).kind).toBe('cancelled');
    await expect.poll(() => at.list()[0]?.state.kind).toBe('paused');
    client.mock.faults.clear();
    expect((await told(at)).at(-1)).toMatchObject({ complete: true, files: [{ size: BYTES }] });
    expect(at.list()[0]?.fetched).toBeLessThan(20_000_000);
  });

  it('goes on when nobody looks any more, where somebody has asked for all of it', async () => {
    const client = await mailbox();
    const at = await desk(client);
    client.mock.faults.add(SLOW);
    const looking = new AbortController();
    const looked = failureOf(told(at, { keep: false }, looking.signal));
    const saved = told(at);
    await expect.poll(() => at.list()[0]?.received ?? 0, { timeout: 10_000 }).toBeGreaterThan(1_000_000);
    looking.abort();
    expect((await looked).kind).toBe('cancelled');
    client.mock.faults.clear();
    expect((await saved).at(-1)).toMatchObject({ complete: true, files: [{ size: BYTES }] });
    expect(gets(client)).toHaveLength(1);
  });

  it('goes on by itself when the program starts again, and is told at once when it is here', async () => {
    const client = await mailbox();
    const at = await desk(client);
    client.mock.faults.add(SLOW);
    const first = failureOf(told(at));
    await expect.poll(() => at.list()[0]?.received ?? 0, { timeout: 10_000 }).toBeGreaterThan(3_000_000);
    await at.net.leave();
    expect((await first).kind).toBe('interrupted');
    client.mock.faults.clear();
    const again = await desk(client, at.net.root);
    await expect.poll(() => again.list()[0]?.state.kind, { timeout: 10_000 }).toBe('done');
    const before = gets(client).length;
    const bodies = await told(again);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatchObject({ complete: true, files: [{ size: BYTES }] });
    expect(gets(client)).toHaveLength(before);
    const kept = await readFile(again.net.files.path(bodies[0]?.files[0]?.fileId ?? ''));
    expect(kept.equals(await truth(client))).toBe(true);
  });

  it('is fetched again where its files are gone, and removed with them', async () => {
    const client = await mailbox();
    const at = await desk(client);
    const fileId = (await told(at)).at(-1)?.files[0]?.fileId ?? '';
    await at.net.network.call('transfers.clear', null);
    const gone = await failureOf(at.net.network.call('file.read', { fileId, limit: 0 }));
    expect(gone).toMatchObject({ kind: 'not-found', sentence: expect.stringContaining('fetch it again') });
    expect((await told(at)).at(-1)).toMatchObject({ complete: true, files: [{ size: BYTES }] });
  });
});

describe('a message that the server cannot convert', () => {
  it('is asked for once; the text and the attachment come by themselves', async () => {
    const client = await mailbox({ MaximumResponseSizeInBytes: 8_000_000 });
    const at = await desk(client);
    // Listed as small, so that it is asked for whole.
    const args = { accountId: ACCOUNT, item: ITEM, size: 1000 };
    const body = await at.net.network.call('message.body', args);
    expect(body).toMatchObject({
      kind: 'properties',
      why: { refused: { status: 500, sentence: expect.stringContaining('does not ask for it again') } },
      listed: true,
      attachments: [{ name: 'scan.bin' }],
    });
    expect(gets(client)).toHaveLength(1);
    expect(body.kind === 'properties' && body.text).toContain('See the file.');
  });

  it('is tried whole once when the person says so, and says why it did not come', async () => {
    const client = await mailbox({ MaximumResponseSizeInBytes: 8_000_000 });
    const at = await desk(client);
    const failure = await failureOf(told(at));
    expect(failure).toMatchObject({ kind: 'server-fault', status: 500 });
    expect(gets(client)).toHaveLength(1);
    expect(at.list()[0]?.state.kind).toBe('failed');
    // The administrator raised the limit: the same wish goes through now.
    client.mock.settings.change({ MaximumResponseSizeInBytes: 50_000_000 });
    expect((await told(at)).at(-1)).toMatchObject({ complete: true, files: [{ size: BYTES }] });
  });
});

describe('a small message with a file in its text', () => {
  it('comes with the file taken out', async () => {
    const client = await mailbox();
    const at = await desk(client);
    const item = { href: '/exchange/alex/Inbox/old.EML', permanentUrl: null };
    const body = await at.net.network.call('message.body', { accountId: ACCOUNT, item, size: 300 });
    expect(body).toMatchObject({
      kind: 'streamed',
      complete: true,
      files: [{ size: 3, named: { name: 'cat.txt' } }],
    });
    const fileId = (body.kind === 'streamed' && body.files[0]?.fileId) || '';
    const { bytes } = await at.net.network.call('file.read', { fileId, limit: 100 });
    expect(Buffer.from(bytes).toString()).toBe('Cat');
  });
});
