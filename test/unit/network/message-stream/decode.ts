import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMessageDecoder } from '../../../../electron/network/message-stream/decode-message.ts';
import { beginFile } from '../../../../electron/network/message-stream/found-file.ts';
import type { StreamedBody } from '../../../../shared/contracts/network.ts';

export const MARKER = 'retinue-test-';

export interface Decoded extends StreamedBody {
  readonly skeletonText: string;
  /** By number. */
  readonly contents: readonly Buffer[];
  /** Every state that was told on the way. */
  readonly told: readonly StreamedBody[];
}

/** Takes a message apart in pieces of `step` bytes, with its files in a folder that is gone afterwards. */
export async function decoded(message: Uint8Array | string, step = 1000): Promise<Decoded> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retinue-decode-'));
  try {
    let count = 0;
    const told: StreamedBody[] = [];
    const at = (id: string) => path.join(folder, id);
    const decoder = createMessageDecoder({
      marker: MARKER,
      path: at,
      begin: () => beginFile(String(count), at(String(count++))),
      onChange: () => told.push(decoder.body()),
    });
    const bytes = typeof message === 'string' ? Buffer.from(message, 'latin1') : Buffer.from(message);
    for (let from = 0; from < bytes.length; from += step)
      await decoder.write(bytes.subarray(from, from + step));
    const body = await decoder.end();
    const contents = await Promise.all(body.files.map(({ fileId }) => readFile(at(fileId))));
    return { ...body, skeletonText: Buffer.from(body.skeleton).toString('latin1'), contents, told };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface TestPart {
  readonly headers: readonly string[];
  readonly body: string;
}

/** A multipart/mixed message of these parts. */
export function mixed(parts: readonly TestPart[], boundary = 'b'): string {
  return [
    'Subject: Parts',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary=${boundary}`,
    '',
    'preamble',
    ...parts.flatMap(({ headers, body }) => [`--${boundary}`, ...headers, '', body]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

/** In lines of 76 characters. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
}

export const attached = (name: string, bytes: Uint8Array, type = 'application/octet-stream'): TestPart => ({
  headers: [
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
  ],
  body: base64(bytes),
});
export const plainText = (body: string, ...headers: string[]): TestPart => ({
  headers: ['Content-Type: text/plain; charset=utf-8', ...headers],
  body,
});
