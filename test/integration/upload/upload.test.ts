import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/network/clock.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { createSession } from '../../../electron/network/session.ts';
import { outgoingBody } from '../../../electron/network/transfer/upload/outgoing-body.ts';
import {
  startUpload,
  type UploadOutcome,
  type UploadProgress,
} from '../../../electron/network/transfer/upload/start-upload.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { fastClock } from '../fetch/engine.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const PATH = '/exchange/alex/Drafts/out.EML';

interface Mail {
  readonly segments: Parameters<typeof outgoingBody>[0];
  readonly file: string;
  readonly whole: () => Buffer;
}
/** A message with one file of so many bytes. */
async function mail(bytes: number): Promise<Mail> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-upload-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const content = randomBytes(bytes);
  const file = path.join(folder, 'set C.zip');
  await writeFile(file, content);
  const head = Buffer.from(
    'From: alex@halvorsen-lie.example\r\nTo: bo@halvorsen-lie.example\r\nSubject: Out\r\nMessage-ID: <out@halvorsen-lie.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHere.\r\n--b\r\nContent-Type: application/zip; name="set C.zip"\r\nContent-Disposition: attachment; filename="set C.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
  );
  const tail = Buffer.from('--b--\r\n');
  const lines = () =>
    (content.toString('base64').match(/.{1,76}/g) ?? []).map((line) => `${line}\r\n`).join('');
  return {
    segments: [{ bytes: head }, { file, name: 'set C.zip' }, { bytes: tail }],
    file,
    whole: () => Buffer.concat([head, Buffer.from(lines(), 'latin1'), tail]),
  };
}

async function mock(rules: readonly RuleInput[] = []): Promise<PlainClient> {
  const alex = { user: 'alex', displayName: 'Alex', address: 'alex@halvorsen-lie.example' };
  const scenario = {
    name: 'uploads',
    title: 'Uploads',
    description: 'An empty mailbox.',
    seed: 1,
    rules: [...rules],
    settings: { MessageSizeLimit: null, maxAllowedContentLength: null },
    mailboxes: [{ ...alex, messages: 0 }],
  };
  const client = await clientOf(await startMockExchange({ scenario }));
  cleanUps.push(() => client.stop());
  return client;
}

interface Sent {
  readonly outcome: UploadOutcome;
  readonly told: readonly UploadProgress[];
  readonly total: number;
}
async function send(
  origin: string,
  { segments }: Mail,
  {
    password = 'x',
    clock = systemClock,
    signal = new AbortController().signal,
    told = [] as UploadProgress[],
    rate = null as number | null,
  } = {},
): Promise<Sent> {
  const { transport, close } = createNodeTransport();
  cleanUps.push(close);
  const account = { url: origin, user: 'alex', password };
  const session = createSession({ account, transport, clock, log: () => undefined });
  const body = await outgoingBody(segments);
  const limit = createRateLimit(clock);
  limit.set(rate);
  const headers = { 'content-type': 'message/rfc822', translate: 'f' };
  const { done } = startUpload(
    { session, path: PATH, headers, body, limit, clock, onChange: (progress) => told.push(progress) },
    signal,
  );
  return { outcome: await done, told, total: body.length };
}
const passwordOf = ({ mock: { accounts } }: PlainClient) =>
  accounts.find(({ user }) => user === 'alex')?.password ?? '';
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const put = (step: RuleInput['step'], what: RuleInput['what'], more = {}): RuleInput => ({
  id: 'put',
  where: { method: 'PUT' },
  step,
  what,
  ...more,
});
const stored = async (client: PlainClient) =>
  (await client.send('GET', PATH, { Translate: 'f' })).status === 200;

/** A server that answers or does not as `act` says, once it has the headers. */
async function bareServer(act: (socket: net.Socket) => void): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // the client ends some of these connections: that is the test
    socket.once('readable', () => act(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an upload', () => {
  it('arrives byte for byte, and says how far it is', { timeout: 60_000 }, async () => {
    const client = await mock();
    const out = await mail(30_000_000);
    const { outcome, told, total } = await send(client.mock.origin, out, { password: passwordOf(client) });
    expect(outcome).toMatchObject({ kind: 'stored', status: 201 });
    const got = await client.send('GET', PATH, { Translate: 'f' });
    expect(sha(got.bytes)).toBe(sha(out.whole()));
    expect(total).toBe(got.bytes.byteLength);
    const sent = told.map((each) => each.sent);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ sent: total, total, isAllSent: true });
  });

  it('counts what the socket took, and no more', { timeout: 60_000 }, async () => {
    const origin = await bareServer(() => undefined); // takes the headers and reads no more
    const out = await mail(60_000_000);
    const told: UploadProgress[] = [];
    const stop = new AbortController();
    const sending = send(origin, out, { signal: stop.signal, told });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    stop.abort();
    const { outcome, total } = await sending;
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'cancelled' } });
    // What the two ends of a socket hold is some megabytes.
    expect(outcome.kind === 'not-sent' && outcome.sent).toBeLessThan(total / 4);
    expect(told.every(({ isAllSent }) => !isAllSent)).toBe(true);
  });

  it('is not sent where the line breaks in the middle', { timeout: 60_000 }, async () => {
    const client = await mock([put('mid-upload', { kind: 'reset' }, { byte: 3_000_000 })]);
    const { outcome } = await send(client.mock.origin, await mail(20_000_000), {
      password: passwordOf(client),
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'interrupted' } });
    client.mock.faults.clear();
    expect(await stored(client)).toBe(false);
  });

  it('is unknown where the answer is lost, and is not sent again', { timeout: 60_000 }, async () => {
    const client = await mock([put('after-commit-before-reply', { kind: 'reset' })]);
    const { outcome, total } = await send(client.mock.origin, await mail(500_000), {
      password: passwordOf(client),
    });
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(outcome.kind === 'unknown' && outcome.sent).toBeGreaterThan(total - 300_000);
    expect(client.mock.journal.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    client.mock.faults.clear();
    expect(await stored(client)).toBe(true);
  });

  it.each([
    [507, 'refused', 'storage-full'],
    [500, 'refused', 'server-fault'],
    [403, 'refused', 'forbidden'],
    [503, 'unknown', 'throttled'],
    [502, 'unknown', 'server-fault'],
  ])('that is answered with %i is %s', { timeout: 60_000 }, async (status, kind, failure) => {
    const client = await mock([put('after-commit-before-reply', { kind: 'status', status })]);
    const { outcome } = await send(client.mock.origin, await mail(200_000), { password: passwordOf(client) });
    expect(outcome).toMatchObject({ kind, failure: { kind: failure, status } });
  });

  it('that is refused before the server has all of it says so', { timeout: 60_000 }, async () => {
    const origin = await bareServer((socket) => {
      socket.resume();
      socket.write('HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 0\r\n\r\n');
    });
    const { outcome } = await send(origin, await mail(40_000_000));
    expect(outcome).toMatchObject({ kind: 'refused', failure: { status: 413 } });
  });

  it('that stalls is noticed, and one on a slow line is none', { timeout: 60_000 }, async () => {
    const deaf = await bareServer(() => undefined);
    const stalled = await send(deaf, await mail(30_000_000), { clock: fastClock(60) });
    expect(stalled.outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'timeout' } });
    expect(stalled.outcome.kind === 'not-sent' && stalled.outcome.failure.sentence).toMatch(
      /took no more data for 30 s/,
    );
    // Some real seconds, which are minutes on this clock.
    const client = await mock([put('mid-upload', { kind: 'bandwidth', bytesPerSecond: 2_500_000 })]);
    const slow = { password: passwordOf(client), clock: fastClock(15) };
    expect((await send(client.mock.origin, await mail(6_000_000), slow)).outcome.kind).toBe('stored');
  });

  it('that gets no answer is unknown after the first byte’s time', { timeout: 60_000 }, async () => {
    const silent = await bareServer((socket) => socket.resume());
    const { outcome } = await send(silent, await mail(200_000), { clock: fastClock(100) });
    expect(outcome).toMatchObject({ kind: 'unknown', failure: { kind: 'timeout' } });
  });

  it('of a file that changes meanwhile leaves nothing on the server', { timeout: 60_000 }, async () => {
    const client = await mock([put('mid-upload', { kind: 'bandwidth', bytesPerSecond: 10_000_000 })]);
    const out = await mail(20_000_000);
    const sending = send(client.mock.origin, out, { password: passwordOf(client) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await appendFile(out.file, 'more');
    const { outcome } = await sending;
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      failure: { kind: 'invalid-input', sentence: expect.stringMatching(/^set C\.zip changed/) },
    });
    client.mock.faults.clear();
    expect(await stored(client)).toBe(false);
  });
});
