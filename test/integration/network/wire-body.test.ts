import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createWire, type DavAnswer } from '../../../electron/network/dav/request.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import type { RequestRecord } from '../../../electron/network/log.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import { selfSigned } from '../../helpers/certificate.ts';
import { type HandClock, handClock } from '../../helpers/hand-clock.ts';
import { failureOf } from './network.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const MIB = 2 ** 20;
const open: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

interface Line {
  readonly server: ScriptedServer;
  /** The server's end. */
  readonly socket: Socket;
  readonly answer: DavAnswer;
  readonly clock: HandClock;
  readonly log: readonly RequestRecord[];
  readonly abort: AbortController;
}
type Tls = { readonly key: string; readonly cert: string };

/** An answer whose head is here, and whose body the test sends by hand. */
async function line(head: string, tls?: Tls, cap = Infinity): Promise<Line> {
  const sockets: Socket[] = [];
  const server = await startScriptedServer((_request, socket) => {
    sockets.push(socket);
    return `HTTP/1.1 200 OK\r\n${head}\r\n\r\n`;
  }, tls);
  const { transport, close } = createNodeTransport(tls ? { ca: tls.cert } : {});
  open.push({ stop: close }, server);
  const clock = handClock();
  const log: RequestRecord[] = [];
  const wire = createWire({ transport, clock, origin: server.origin, log: (each) => log.push(each) });
  const abort = new AbortController();
  const answer = await wire({ method: 'GET', path: '/large', cap }, abort.signal);
  const [socket] = sockets;
  if (!socket) throw new Error('nobody connected');
  return { server, socket, answer, clock, log, abort };
}

/** Takes chunks until so many bytes came in all. */
async function take(body: AsyncIterator<Uint8Array>, bytes: number): Promise<number> {
  let taken = 0;
  while (taken < bytes) {
    const next = await body.next();
    if (next.done) break;
    taken += next.value.byteLength;
  }
  return taken;
}

/** Resolves when the connection is gone, also by a reset. */
const closing = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

/** Waits until the client reads no more and the line between is full: nothing moved for a while, on a busy machine too. */
async function blocked(socket: Socket): Promise<void> {
  for (let before = -1, same = 0; same < 4; before = socket.writableLength) {
    same = socket.bytesWritten > 0 && before === socket.writableLength ? same + 1 : 0;
    await sleep(50);
  }
}

describe('silence in the middle of an answer', () => {
  it('is noticed in time while the consumer is held back', async () => {
    const { socket, answer, clock, log } = await line(`content-length: ${8 * MIB}`);
    const body = answer.body[Symbol.asyncIterator]();
    socket.write(Buffer.alloc(300_000));
    expect(await take(body, 300_000)).toBe(300_000);
    // Nobody asks for more from here on.
    clock.pass(LIMITS.stallMs - 1);
    await sleep(20);
    expect(socket.destroyed).toBe(false);
    const closed = closing(socket);
    clock.pass(1);
    await closed;
    expect(await failureOf(body.next())).toMatchObject({
      kind: 'timeout',
      sentence: expect.stringContaining('sent no data for 30 s'),
    });
    expect(log).toMatchObject([{ status: 200, bytes: 300_000 }]);
  });

  it('comes after the bytes before it', async () => {
    const { socket, answer, clock } = await line(`content-length: ${8 * MIB}`);
    const body = answer.body[Symbol.asyncIterator]();
    socket.write(Buffer.alloc(500_000));
    const first = await take(body, 1);
    const closed = closing(socket).then(() => true);
    while (!(await Promise.race([closed, sleep(50, false)]))) clock.pass(1000);
    expect(first + (await take(body, 500_000 - first))).toBe(500_000);
    expect((await failureOf(body.next())).kind).toBe('timeout');
  });

  it('is none where the disk is slow and the server waits for it', { timeout: 30_000 }, async () => {
    const size = 32 * MIB;
    const { socket, answer, clock } = await line(`content-length: ${size}`);
    const body = answer.body[Symbol.asyncIterator]();
    socket.write(Buffer.alloc(size));
    let taken = await take(body, 1);
    for (let minute = 0; minute < 20; minute += 1) {
      await blocked(socket);
      clock.pass(60_000);
      taken += await take(body, MIB);
    }
    expect(socket.destroyed).toBe(false);
    taken += await take(body, size);
    expect(taken).toBe(size);
    expect((await body.next()).done).toBe(true);
  });
});

describe('reading ahead', () => {
  it('stops at about 1 MiB', async () => {
    const size = 64 * MIB;
    const { socket, answer } = await line(`content-length: ${size}`);
    const body = answer.body[Symbol.asyncIterator]();
    // The server's own copy of the answer is in this process too, and so is what other tests left behind.
    const bytes = Buffer.alloc(size);
    const before = process.memoryUsage().arrayBuffers;
    socket.write(bytes);
    await take(body, 1);
    await blocked(socket);
    expect(socket.writableLength).toBeGreaterThan(0);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * MIB);
    answer.dispose();
  });
});

describe('an answer that ends before it is whole', () => {
  const half = Buffer.alloc(100_000, 'x');
  const chunk = Buffer.concat([Buffer.from('186a0\r\n'), half, Buffer.from('\r\n')]);
  const zipped = gzipSync(Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i) % 251)));
  const CASES = [
    ['Content-Length not reached', 'content-length: 200000', half, 100_000],
    ['chunked without the last chunk', 'transfer-encoding: chunked', chunk, 100_000],
    ['chunked and cut in a chunk', 'transfer-encoding: chunked', chunk.subarray(0, 50_007), 50_000],
    [
      'gzip cut short',
      `content-encoding: gzip\r\ncontent-length: ${zipped.length}`,
      zipped.subarray(0, 200),
      0,
    ],
  ] as const;
  const WAYS = [
    ['closed', (socket: Socket) => void socket.end()],
    ['closed without notify', (socket: Socket) => void socket.destroy()],
  ] as const;

  const expectBroken = async (
    { socket, answer, log }: Line,
    bytes: Buffer,
    due: number,
    way: (socket: Socket) => void,
  ) => {
    const body = answer.body[Symbol.asyncIterator]();
    socket.write(bytes, () => setTimeout(() => way(socket), 50));
    let taken = 0;
    const failure = await failureOf(
      (async () => {
        for (let next = await body.next(); !next.done; next = await body.next())
          taken += next.value.byteLength;
      })(),
    );
    expect(failure).toMatchObject({ kind: 'interrupted', sentence: expect.stringContaining('broke before') });
    expect(taken).toBeGreaterThanOrEqual(due);
    expect(log).toHaveLength(1);
  };

  for (const [how, way] of WAYS) {
    it.each(CASES)(`is a broken line, never its end: ${how}, %s`, async (_name, head, bytes, due) => {
      await expectBroken(await line(head), bytes, due, way);
    });
    it.each(CASES)(`is the same over TLS: ${how}, %s`, async (_name, head, bytes, due) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-tls-'));
      open.push({ stop: () => rm(folder, { recursive: true }) });
      const tls = selfSigned(folder);
      if (tls) await expectBroken(await line(head, tls), bytes, due, way);
    });
  }
});

describe('an answer that is left', () => {
  it('ends the exchange, gives its place back and is logged once', async () => {
    const { socket, answer, log } = await line(`content-length: ${8 * MIB}`);
    socket.write(Buffer.alloc(MIB));
    const closed = closing(socket);
    for await (const some of answer.body) if (some.byteLength > 0) break;
    await Promise.all([closed, answer.finished]);
    answer.dispose();
    expect(log).toHaveLength(1);
  });

  it('unread is closed with it, and an error that comes then hurts nobody', async () => {
    const { socket, answer, log } = await line('content-encoding: gzip\r\ncontent-length: 1000');
    const closed = closing(socket);
    socket.write(Buffer.alloc(10));
    await sleep(20);
    answer.dispose();
    await Promise.all([closed, answer.finished]);
    expect(log).toMatchObject([{ status: 200, bytes: 0 }]);
  });

  it('is refused where it outgrows its cap', async () => {
    const { socket, answer } = await line('transfer-encoding: chunked', undefined, 50_000);
    socket.write(Buffer.concat([Buffer.from('186a0\r\n'), Buffer.alloc(100_000), Buffer.from('\r\n')]));
    const body = answer.body[Symbol.asyncIterator]();
    expect((await failureOf(take(body, 100_000))).kind).toBe('too-large');
    await closing(socket);
  });

  it('stops when it is called off', async () => {
    const { socket, answer, abort } = await line(`content-length: ${8 * MIB}`);
    socket.write(Buffer.alloc(1000));
    const body = answer.body[Symbol.asyncIterator]();
    await take(body, 1000);
    const closed = closing(socket);
    const next = failureOf(body.next());
    abort.abort();
    expect((await next).kind).toBe('cancelled');
    await closed;
  });
});
