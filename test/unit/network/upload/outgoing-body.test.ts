import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamBody } from '../../../../electron/network/dav/transport.ts';
import { encodedLength } from '../../../../electron/network/transfer/upload/base64-stream.ts';
import { outgoingBody } from '../../../../electron/network/transfer/upload/outgoing-body.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-outgoing-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileOf(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly file: string; readonly name: string }> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return { file, name };
}
async function joined(body: StreamBody): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of body.chunks()) all.push(chunk);
  return Buffer.concat(all);
}
/** As RFC 2045 has it, by the book. */
function reference(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  )
    .map((line) => `${line}\r\n`)
    .join('');
}

describe('an outgoing message', () => {
  it.each([0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 100_000, 600_001])(
    'of a file of %i bytes is encoded in lines, and measured before',
    async (size) => {
      const bytes = randomBytes(size);
      const body = await outgoingBody([await fileOf('a.bin', bytes)]);
      const sent = await joined(body);
      expect(sent.toString('latin1') === reference(bytes)).toBe(true);
      expect(body.length).toBe(sent.byteLength);
      expect(encodedLength(size)).toBe(sent.byteLength);
    },
  );

  it('is its pieces in their order, as often as it is asked for', async () => {
    const piece = fc.record({ isFile: fc.boolean(), bytes: fc.uint8Array({ maxLength: 300 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const segments = await Promise.all(
          pieces.map(({ isFile, bytes }, n) =>
            isFile ? fileOf(`${n}.bin`, bytes) : Promise.resolve({ bytes }),
          ),
        );
        const body = await outgoingBody(segments);
        const expected = pieces
          .map(({ isFile, bytes }) => (isFile ? reference(bytes) : Buffer.from(bytes).toString('latin1')))
          .join('');
        for (const sent of [await joined(body), await joined(body)]) {
          expect(sent.toString('latin1')).toBe(expected);
          expect(sent.byteLength).toBe(body.length);
        }
      }),
      { numRuns: 60, seed: 57 },
    );
  });

  it('holds little of a large file at a time', async () => {
    const body = await outgoingBody([await fileOf('large.bin', randomBytes(8_000_000))]);
    let largest = 0;
    for await (const chunk of body.chunks()) largest = Math.max(largest, chunk.byteLength);
    expect(largest).toBeLessThan(600_000);
  });

  it('is refused before anything is sent where a file is missing or none', async () => {
    await expect(outgoingBody([{ file: path.join(folder, 'no.bin'), name: 'no.bin' }])).rejects.toMatchObject(
      {
        failure: { kind: 'invalid-input', sentence: expect.stringMatching(/^no\.bin is no longer where/) },
      },
    );
    await expect(outgoingBody([{ file: folder, name: 'folder' }])).rejects.toMatchObject({
      failure: { sentence: expect.stringMatching(/^folder is no file/) },
    });
  });

  it.each<readonly [string, (file: string) => Promise<void>, RegExp]>([
    ['grew', (file) => appendFile(file, 'more'), /^a\.bin changed while it was being sent/],
    ['shrank', (file) => truncate(file, 10), /^a\.bin changed while it was being sent/],
    [
      'is another one',
      (file) => rm(file).then(() => writeFile(file, randomBytes(2_000_000))),
      /^a\.bin changed/,
    ],
    ['vanished', (file) => rm(file), /^a\.bin is no longer where it was attached from \(ENOENT\)/],
  ])('ends early where a file %s', async (_what, change, sentence) => {
    const segment = await fileOf('a.bin', randomBytes(2_000_000));
    const body = await outgoingBody([segment, { bytes: Buffer.from('--end--') }]);
    await change(segment.file);
    let sent = '';
    const sending = (async () => {
      for await (const chunk of body.chunks()) sent += Buffer.from(chunk).toString('latin1');
    })();
    await expect(sending).rejects.toMatchObject({
      failure: { kind: 'invalid-input', sentence: expect.stringMatching(sentence) },
    });
    expect(sent).not.toContain('--end--');
  });

  it('ends early where a file grows while it is read', async () => {
    const segment = await fileOf('a.bin', randomBytes(2_000_000));
    const body = await outgoingBody([segment]);
    const sending = (async () => {
      for await (const chunk of body.chunks()) if (chunk.byteLength > 0) await appendFile(segment.file, 'x');
    })();
    await expect(sending).rejects.toMatchObject({ failure: { kind: 'invalid-input' } });
  });
});
