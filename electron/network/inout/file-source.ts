import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from '../../../shared/mail/mbox/separators.ts';

const BLOCK = 4 * 1024 * 1024;

/** A file on the disk that is read at any place; the last blocks stay in memory, because mail is read from front to back. */
export async function withFile<T>(path: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const blocks = new Map<number, Promise<Uint8Array>>();
    const block = (nth: number) => {
      const known = blocks.get(nth) ?? readBlock(handle, nth);
      blocks.delete(nth);
      blocks.set(nth, known);
      const [oldest] = blocks.keys();
      if (blocks.size > 3 && oldest !== undefined) blocks.delete(oldest);
      return known;
    };
    return await work({ size, read: (at, length) => readAcross(block, at, Math.min(length, size - at)) });
  } finally {
    await handle.close();
  }
}

async function readBlock(handle: FileHandle, nth: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(BLOCK);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, filled, BLOCK - filled, nth * BLOCK + filled);
    filled += bytesRead;
    if (bytesRead === 0 || filled === BLOCK) return buffer.subarray(0, filled);
  }
}

async function readAcross(
  block: (nth: number) => Promise<Uint8Array>,
  at: number,
  length: number,
): Promise<Uint8Array> {
  if (length <= 0) return new Uint8Array(0);
  const first = await block(Math.floor(at / BLOCK));
  const start = at % BLOCK;
  // What lies in one block is not copied.
  if (start + length <= first.length || first.length < BLOCK) return first.subarray(start, start + length);
  const rest = await readAcross(block, at - start + BLOCK, length - (BLOCK - start));
  return Buffer.concat([first.subarray(start), rest]);
}
