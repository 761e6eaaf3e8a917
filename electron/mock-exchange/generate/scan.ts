import type { ByteSource } from '../store/bytes.ts';
import { PIECE_BYTES } from '../store/bytes.ts';
import { noise } from './random.ts';

/** Bytes of noise that are made once; all blocks of a scan are this one with their own page numbers. */
const BLOCK_BYTES = 1024 * 1024;
/** Every page begins with its number, so that bytes from another place are never taken for these. */
const PAGE_BYTES = 4096;

/**
 * Noise of any length that costs no memory: each 4 KiB page carries its number, so that a client which puts a piece in
 * the wrong place is found out. The same bytes at the same place for the same seed.
 */
export function scanSource(size: number, seed: number): ByteSource {
  let base: Buffer | null = null;
  return {
    size,
    *read(from, to) {
      base ??= noise(BLOCK_BYTES, seed, 0x5ca0);
      const end = Math.min(to, size);
      for (let at = from; at < end; ) {
        const until = Math.min(end, at + PIECE_BYTES);
        yield numbered(base, at, until);
        at = until;
      }
    },
  };
}

/** The bytes between two places: whole pages are copied and numbered, then cut to what was asked. */
function numbered(base: Buffer, from: number, to: number): Buffer {
  const firstPage = Math.floor(from / PAGE_BYTES);
  const lastPage = Math.ceil(to / PAGE_BYTES);
  const bytes = Buffer.allocUnsafe((lastPage - firstPage) * PAGE_BYTES);
  for (let page = firstPage; page < lastPage; page++) {
    const at = (page - firstPage) * PAGE_BYTES;
    const source = (page * PAGE_BYTES) % BLOCK_BYTES;
    base.copy(bytes, at, source, source + PAGE_BYTES);
    bytes.writeUIntBE(page, at, 6);
  }
  return bytes.subarray(from - firstPage * PAGE_BYTES, to - firstPage * PAGE_BYTES);
}
