import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { outgoingBody, type Segment } from '../../../electron/network/transfer/upload/outgoing-body.ts';
import { ask, serverWith } from '../../mock-exchange/support/server.ts';
import { fastClock } from '../fetch/engine.ts';
import { type Desk, DRAFT, messageOf, openDesk, runUpload, sha256, type UploadRun } from './house.ts';

const MB = 1_000_000;
const DRAFTS = { name: 'Drafts', role: 'drafts' as const, messages: [] };

let desk: Desk;
let mock: MockExchange | null = null;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  await mock?.stop();
  mock = null;
  await desk.clear();
});

async function start(...rules: readonly RuleInput[]): Promise<MockExchange> {
  mock = await serverWith([], {
    folders: [DRAFTS],
    rules,
    clock: {},
  });
  return mock;
}
const put = (what: Omit<RuleInput, 'where'>): RuleInput => ({ where: { method: 'PUT' }, ...what });
const upload = async (bytes: number, more: Partial<UploadRun> = {}) =>
  runUpload({
    origin: mock?.origin ?? '',
    segments: messageOf([await desk.file('drawings.bin', bytes)]),
    ...more,
  });
const stored = async () => (mock ? (await ask(mock, 'GET', DRAFT, { translate: 'f' })).status : 0);

/** Without what asks first how the server wants its sign-in. */
const puts = ({ journal }: MockExchange) => journal.filter(({ method }) => method === 'PUT');

/** The message built at once and by other means. */
async function reference(segments: readonly Segment[]): Promise<readonly Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (const segment of segments) {
    if (segment.kind === 'bytes') parts.push(segment.bytes);
    else {
      const text = (await readFile(segment.path)).toString('base64');
      for (let at = 0; at < text.length; at += 76) parts.push(Buffer.from(`${text.slice(at, at + 76)}\r\n`));
    }
  }
  return parts;
}

describe('a message with attachments', () => {
  it('of 300 MB arrives byte for byte', { timeout: 120_000 }, async () => {
    const server = await start();
    const segments = messageOf([await desk.file('scan.bin', 300 * MB)]);
    const path = '/exchange/alex/Drafts/outgoing.bin';
    const { outcome, told, total } = await runUpload({
      origin: server.origin,
      path,
      type: 'application/octet-stream',
      segments,
    });
    expect(outcome).toMatchObject({ kind: 'stored', status: 201, etag: expect.any(String) });
    const sent = told.map(({ sent: bytes }) => bytes);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ sent: total, total, phase: { kind: 'answering' } });
    expect(server.journal.at(-1)).toMatchObject({ method: 'PUT', requestBytes: total, committed: true });
    const { bytes } = await ask(server, 'GET', path, { translate: 'f' });
    expect(bytes).toHaveLength(total);
    expect(sha256([bytes])).toBe(sha256(await reference(segments)));
  });

  it('of several files, one of them empty, is the mail that was meant', async () => {
    const server = await start();
    const files = [await desk.file('a', 0), await desk.file('b', 57), await desk.file('c', 58)];
    const segments = messageOf(files);
    expect(await runUpload({ origin: server.origin, segments })).toMatchObject({
      outcome: { kind: 'stored', status: 201 },
    });
    const { bytes } = await ask(server, 'GET', DRAFT, { translate: 'f' });
    expect(bytes.equals(Buffer.concat(await reference(segments)))).toBe(true);
    const wire = server.journal[0]?.wire.requestHeaders.map(([name]) => name.toLowerCase());
    expect(wire).toContain('content-length');
    expect(wire).not.toContain('transfer-encoding');
    expect(wire).not.toContain('expect');
  });

  it('goes over TLS as well, and is not whole where that line breaks', async () => {
    const cut = put({
      step: 'mid-upload',
      byte: 5 * MB,
      what: { kind: 'half-close' },
      howLong: { count: 1 },
    });
    mock = await serverWith([], { folders: [DRAFTS], rules: [cut], clock: {}, tls: true });
    const ca = mock.certificate ?? '';
    expect((await upload(20 * MB, { ca })).outcome).toMatchObject({ kind: 'not-sent' });
    const { outcome, total } = await upload(20 * MB, { ca });
    expect(outcome.kind).toBe('stored');
    expect(mock.journal.at(-1)).toMatchObject({ requestBytes: total, committed: true });
  });

  it('put again gives the status of a replaced one', async () => {
    await start();
    await upload(1000);
    expect((await upload(1000)).outcome).toMatchObject({ kind: 'stored', status: 200 });
  });
});

describe('when the line breaks', () => {
  it('in the middle: not sent, and nothing is stored', async () => {
    const server = await start(put({ step: 'mid-upload', byte: 5 * MB, what: { kind: 'reset' } }));
    const { outcome } = await upload(20 * MB);
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      failure: {
        kind: 'interrupted',
        sentence: expect.stringMatching(/broke after \d+ % of the message.*cannot have stored it/),
      },
    });
    expect(puts(server)).toHaveLength(1);
    expect(await stored()).toBe(404);
  });

  it('in the middle: another try where the job allows it', async () => {
    const cut = put({ step: 'mid-upload', byte: 5 * MB, what: { kind: 'reset' }, howLong: { count: 1 } });
    const server = await start(cut);
    const { outcome, told } = await upload(20 * MB, { tries: 2, clock: fastClock(10) });
    expect(outcome).toMatchObject({ kind: 'stored', status: 201 });
    expect(told.map(({ phase }) => phase.kind)).toContain('waiting');
    expect(puts(server)).toHaveLength(2);
  });

  it.each([
    ['after the commit', 200],
    ['at the last byte, before the commit', 404],
  ] as const)('%s: unknown, and never sent again', async (_when, there) => {
    const segments = messageOf([await desk.file('drawings.bin', 5 * MB)]);
    const byte = (await outgoingBody(segments)).length - 1;
    const step =
      there === 200 ? { step: 'after-commit-before-reply' as const } : { step: 'mid-upload' as const, byte };
    const server = await start(put({ ...step, what: { kind: 'reset' } }));
    const { outcome, total } = await runUpload({ origin: server.origin, segments, tries: 5 });
    expect(outcome).toMatchObject({
      kind: 'unknown',
      failure: { sentence: expect.stringMatching(/whole message and got no answer \(\w+\)/) },
      evidence: { total, status: null, at: expect.any(Number) },
    });
    expect(puts(server)).toHaveLength(1);
    expect(await stored()).toBe(there);
  });

  it('an answer that never comes: unknown after 120 s', async () => {
    await start(put({ step: 'after-commit-before-reply', what: { kind: 'stall' } }));
    const clock = fastClock(50);
    const from = clock.now();
    const { outcome, total } = await upload(MB, { clock });
    expect(clock.now() - from).toBeGreaterThanOrEqual(120_000);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      failure: { kind: 'timeout' },
      evidence: { sent: total, total },
    });
  });

  it('a slow commit is waited for', async () => {
    const slow = { kind: 'latency', latency: { distribution: 'fixed', ms: 500 } } as const;
    await start(put({ step: 'after-commit-before-reply', what: slow }));
    const { outcome, told } = await upload(MB, { clock: fastClock(50) });
    expect(outcome.kind).toBe('stored');
    expect(told.at(-1)?.phase.kind).toBe('answering');
  });
});

describe('answers', () => {
  const status = (code: number, step: RuleInput['step'] = 'after-commit-before-reply') =>
    put({ step, what: { kind: 'status', status: code } });

  it.each([
    [413, 'too-large', /no request of this size \(413\)/],
    [401, 'unauthorized', /did not accept this name and password/],
    [507, 'storage-full', /mailbox is full \(507\)/],
  ] as const)(
    '%i before the body was read: refused with its sentence, and sending stops',
    async (code, kind, sentence) => {
      const server = await start(status(code, code === 401 ? 'before-read' : 'after-headers'));
      const { outcome, told } = await upload(100 * MB);
      expect(outcome).toMatchObject({
        kind: 'refused',
        status: code,
        failure: { kind, sentence: expect.stringMatching(sentence) },
      });
      expect(told.at(-1)?.phase.kind).toBe('sending');
      expect(puts(server)).toHaveLength(1);
      expect(await stored()).toBe(404);
    },
  );

  it.each([502, 503, 504])('%i after the whole body is unknown: the item is there', async (code) => {
    await start(status(code));
    const { outcome } = await upload(MB, { tries: 3 });
    expect(outcome).toMatchObject({ kind: 'unknown', evidence: { status: code } });
    expect(await stored()).toBe(200);
  });

  it('403 after the whole body is refused', async () => {
    await start(status(403, 'mid-upload'));
    expect((await upload(1000)).outcome).toMatchObject({ kind: 'refused', status: 403 });
  });

  it('a wrong password is not sent twice', async () => {
    const server = await start();
    const { outcome } = await upload(1000, { password: 'wrong', tries: 3 });
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { kind: 'unauthorized' } });
    expect(server.journal.map(({ method, status }) => [method, status])).toEqual([['PROPFIND', 401]]);
  });
});

describe('silence', () => {
  it('in the middle is noticed after 30 s', async () => {
    await start(put({ step: 'mid-upload', byte: MB, what: { kind: 'stall' } }));
    const clock = fastClock(50);
    const from = clock.now();
    const { outcome } = await upload(40 * MB, { clock });
    expect(clock.now() - from).toBeGreaterThanOrEqual(30_000);
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      failure: { kind: 'timeout', sentence: expect.stringMatching(/cannot have stored it/) },
    });
    expect(await stored()).toBe(404);
  });

  it('is not what a slow line does, however long it takes', { timeout: 60_000 }, async () => {
    const pace = { kind: 'bandwidth', bytesPerSecond: 10 * MB } as const;
    await start(put({ step: 'mid-upload', what: pace }));
    const clock = fastClock(20);
    const from = clock.now();
    const { outcome } = await upload(30 * MB, { clock });
    expect(outcome.kind).toBe('stored');
    expect(clock.now() - from).toBeGreaterThan(60_000);
  });

  it('is not what a cap on the bandwidth does', async () => {
    await start();
    const clock = fastClock(50);
    const from = clock.now();
    const { outcome } = await upload(MB, { clock, bytesPerSecond: 10_000 });
    expect(outcome.kind).toBe('stored');
    expect(clock.now() - from).toBeGreaterThan(100_000);
  });
});
