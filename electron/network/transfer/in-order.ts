import { createHash, type Hash } from 'node:crypto';
import type { DownloadJob } from './job.ts';
import type { Entity, Part } from './part/part.ts';

/** Sees every byte once, front to back, as far as it comes in that order; the rest is read from disk. */
export interface InOrder {
  /** Bytes that were just written at `offset`. */
  took(offset: number, bytes: Uint8Array): Promise<void>;
  /** Reads what it has not seen of the contiguous beginning. */
  catchUp(): Promise<void>;
  /** Some bytes it has seen are no longer true. */
  restart(): Promise<void>;
  /** Hex SHA-256 of everything, and the server's own kind of digest in base64. Call after `catchUp`, once. */
  digests(): { readonly sha256: string; readonly asked: string | null };
}

const READ_BYTES = 2 ** 20;
const NODE_NAMES = { 'sha-256': 'sha256', 'sha-512': 'sha512', md5: 'md5' } as const;

export function createInOrder(
  part: Part,
  follow: DownloadJob['follow'],
  entity: () => Entity | null,
): InOrder {
  let cursor = 0;
  let sha256 = createHash('sha256');
  let other: { readonly algorithm: string; readonly hash: Hash } | null = null;

  const see = async (bytes: Uint8Array) => {
    const algorithm = entity()?.digest?.algorithm;
    // Known with the first answer, before the first byte.
    if (cursor === 0 && algorithm && algorithm !== 'sha-256')
      other = { algorithm, hash: createHash(NODE_NAMES[algorithm]) };
    cursor += bytes.byteLength;
    sha256.update(bytes);
    other?.hash.update(bytes);
    await follow?.bytes(bytes);
  };
  return {
    async took(offset, bytes) {
      if (offset === cursor) await see(bytes);
    },
    async catchUp() {
      for (;;) {
        const held = part.held[0];
        const end = held && held.from === 0 ? held.to : 0;
        if (cursor >= end) return;
        await see(await part.read({ from: cursor, to: Math.min(end, cursor + READ_BYTES) }));
      }
    },
    async restart() {
      if (cursor > 0) await follow?.restart();
      cursor = 0;
      sha256 = createHash('sha256');
      other = null;
    },
    digests() {
      const digest = sha256.digest();
      const { algorithm } = entity()?.digest ?? {};
      const asked =
        algorithm === 'sha-256' ? digest : other?.algorithm === algorithm ? other?.hash.digest() : null;
      return { sha256: digest.toString('hex'), asked: asked?.toString('base64') ?? null };
    },
  };
}
