import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamedBody } from '../../../../electron/network/dav/transport.ts';
import { base64Lines, encodedLength } from '../../../../electron/network/transfer/upload/base64-lines.ts';
import { outgoingBody, type Segment } from '../../../../electron/network/transfer/upload/outgoing-body.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-outgoing-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function bytesOf(body: StreamedBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.stream(new AbortController().signal)) {
    expect(chunk.byteLength).toBeLessThanOrEqual(64 * 1024);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** By the whole text at once, and another way of cutting. */
function reference(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [];
  return lines.map((line) => `${line}\r\n`).join('');
}

async function fileOf(name: string, bytes: Uint8Array): Promise<Segment> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return { kind: 'file', path: file, name };
}

const READ_AT_ONCE = 57 * 840 * 8;

describe('base64 in lines', () => {
  it.each([0, 1, 2, 3, 56, 57, 58, 113, 114, 115])('of %i bytes', (size) => {
    const bytes = Buffer.alloc(size, 'retinue');
    expect(base64Lines(bytes).toString('latin1')).toBe(reference(bytes));
    expect(base64Lines(bytes)).toHaveLength(encodedLength(size));
  });
  it('has full lines of 76 characters, all ending in CRLF', () => {
    expect(base64Lines(Buffer.alloc(58)).toString()).toBe(`${'A'.repeat(76)}\r\nAA==\r\n`);
  });
});

describe('an outgoing body', () => {
  it.each([
    0,
    57,
    58,
    READ_AT_ONCE - 1,
    READ_AT_ONCE,
    READ_AT_ONCE + 1,
    2 * READ_AT_ONCE,
    3 * READ_AT_ONCE + 57 * 840,
  ])('encodes a file of %i bytes as one', async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 255));
    const body = await outgoingBody([await fileOf('a.bin', bytes)]);
    expect((await bytesOf(body)).equals(Buffer.from(reference(bytes)))).toBe(true);
    expect(body.length).toBe(encodedLength(size));
  });

  it('is the same and as long as announced for any segments', async () => {
    // Drawn as a size and a salt: drawing each byte takes most of a minute.
    const bytes = (most: number) =>
      fc.record({ size: fc.nat(most), salt: fc.nat(255) }).map(({ size, salt }) => {
        const made = Buffer.allocUnsafe(size);
        for (let at = 0; at < size; at += 1) made[at] = (at * 31 + (at >> 8) * 7 + salt) & 255;
        return made;
      });
    const part = fc.oneof(
      fc.record({ kind: fc.constant('bytes' as const), bytes: bytes(200_000) }),
      fc.record({ kind: fc.constant('file' as const), bytes: bytes(900_000) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const segments = await Promise.all(
          parts.map(async (each, nth) => (each.kind === 'bytes' ? each : fileOf(`p-${nth}`, each.bytes))),
        );
        const body = await outgoingBody(segments);
        const due = Buffer.concat(
          parts.map(({ kind, bytes }) =>
            kind === 'bytes' ? bytes : Buffer.from(reference(Buffer.from(bytes))),
          ),
        );
        expect(body.length).toBe(due.length);
        expect((await bytesOf(body)).equals(due)).toBe(true);
        // A second try begins at the first byte.
        expect((await bytesOf(body)).equals(due)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['missing', path.join('nowhere', 'scan.pdf')],
    ['a folder', '.'],
  ])('is refused before anything is sent where a file is %s', async (_what, name) => {
    const segment: Segment = { kind: 'file', path: path.join(folder, name), name: 'scan.pdf' };
    await expect(outgoingBody([segment])).rejects.toMatchObject({
      failure: { kind: 'invalid-input', sentence: expect.stringMatching(/"scan\.pdf".*sent nothing/) },
    });
  });
});
