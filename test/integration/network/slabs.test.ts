import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import { selfSigned } from '../../helpers/certificate.ts';
import { startScriptedServer } from './scripted-server.ts';

const MIB = 2 ** 20;
const SIZE = 48 * MIB;
const open: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** Byte `at` of the body: no two MiB of it are alike. */
const byteAt = (at: number) => (at * 31 + (at >>> 8) * 7 + (at >>> 16) * 13 + (at >>> 20)) & 0xff;

function truth(): Buffer {
  const bytes = Buffer.allocUnsafe(SIZE);
  for (let at = 0; at < SIZE; at += 1) bytes[at] = byteAt(at);
  return bytes;
}

/** Reads a body and looks at each chunk only when `held` younger ones are here, then gives its memory back. */
async function readBehind(
  body: AsyncIterable<Uint8Array>,
  recycle: (bytes: Uint8Array) => void,
  held: number,
) {
  const expected = truth();
  const waiting: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  const memories = new Set<ArrayBufferLike>();
  const wrong: number[] = [];
  let at = 0;
  const look = () => {
    const oldest = waiting.shift();
    if (!oldest) return;
    const due = expected.subarray(oldest.at, oldest.at + oldest.bytes.byteLength);
    if (Buffer.compare(due, oldest.bytes) !== 0) wrong.push(oldest.at);
    // In two parts, as a reader does that needs only one of them at first.
    const middle = oldest.bytes.byteLength >> 1;
    recycle(oldest.bytes.subarray(0, middle));
    recycle(oldest.bytes.subarray(middle));
  };
  for await (const bytes of body) {
    memories.add(bytes.buffer);
    waiting.push({ at, bytes });
    at += bytes.byteLength;
    if (waiting.length > held) look();
  }
  while (waiting.length > 0) look();
  return { read: at, wrong, memories: memories.size };
}

async function download(tls: boolean, recycles: boolean, others: number) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-slabs-'));
  open.push({ stop: () => rm(folder, { recursive: true, force: true }) });
  const certificate = tls ? (selfSigned(folder) ?? undefined) : undefined;
  if (tls && !certificate) console.log('openssl is not installed: this test goes without TLS');
  const body = truth();
  const server = await startScriptedServer((_request, socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${SIZE}\r\n\r\n`);
    socket.write(body);
  }, certificate);
  const { transport, close } = createNodeTransport(certificate ? { ca: certificate.cert } : {});
  open.push({ stop: close }, server);
  const one = async () => {
    const { signal } = new AbortController();
    const answer = await transport({ method: 'GET', url: `${server.origin}/large`, headers: {}, signal });
    return readBehind(answer.body, recycles ? (bytes) => answer.recycle?.(bytes) : () => undefined, 5);
  };
  return Promise.all(Array.from({ length: 1 + others }, one));
}

describe('memory that sockets read into', () => {
  it.each([
    ['plain', false],
    ['TLS', true],
  ])('is read into again once it came back, and never before (%s)', async (_name, tls) => {
    const [answer] = await download(tls, true, 0);
    expect(answer).toMatchObject({ read: SIZE, wrong: [] });
    expect(answer?.memories).toBeLessThan(24);
  });

  it('is never shared by two connections', async () => {
    for (const answer of await download(false, true, 3))
      expect(answer).toMatchObject({ read: SIZE, wrong: [] });
  });

  it('stays with a reader that gives nothing back', async () => {
    const [answer] = await download(false, false, 0);
    expect(answer).toMatchObject({ read: SIZE, wrong: [] });
    expect(answer?.memories).toBeGreaterThan(SIZE / MIB - 1);
  });
});
