import { LIMITS } from '../limits.ts';
import { contiguous } from './claims.ts';
import { type Algorithm, type HashThread, startHashThread } from './hash-thread.ts';
import type { DownloadJob } from './job.ts';
import { diskFailure } from './part/disk-faults.ts';
import type { Entity } from './part/part.ts';

/**
 * Shows every byte once, front to back, as far as it comes in that order, to the reader who goes along and, where a digest
 * is due, to the thread that sums up; the rest is read from disk.
 */
export interface InOrder {
  /** Bytes that were just taken at `offset`. */
  took(offset: number, bytes: Uint8Array): Promise<void>;
  /** Hands a reader what it has not seen of the contiguous beginning. */
  catchUp(): Promise<void>;
  /** Some bytes it has seen are no longer true. */
  restart(): Promise<void>;
  /**
   * Hex SHA-256 of everything where the job asks, and the server's own kind of digest in base64 where it gave one. Call
   * it when all is here, once.
   */
  digests(): Promise<{ readonly sha256: string | null; readonly asked: string | null }>;
  stop(): void;
}

const READ_BYTES = 2 ** 20;
const NODE_NAMES = { 'sha-256': 'sha256', 'sha-512': 'sha512', md5: 'md5' } as const;

export function createInOrder(
  { part, follow, sha256 }: Pick<DownloadJob, 'part' | 'follow' | 'sha256'>,
  entity: () => Entity | null,
): InOrder {
  /** Where the reader is who goes along. */
  let cursor = 0;
  /** How far the thread may read. */
  let told = 0;
  let thread: HashThread | null = null;
  /** Of the entity that the thread sums up; empty while nobody wants a digest. */
  let due: readonly Algorithm[] = [];

  const theirs = () => entity()?.digest?.algorithm;
  const start = () => {
    const asked = theirs();
    const wanted = new Set([...(sha256 ? (['sha256'] as const) : []), ...(asked ? [NODE_NAMES[asked]] : [])]);
    due = [...wanted];
    told = 0;
    if (due.length === 0) return;
    thread ??= startHashThread(part.path);
    thread.start(due);
  };
  const tell = (end: number) => {
    if (due.length === 0) start();
    if (due.length > 0) thread?.upTo(end);
    told = end;
  };
  const raise = (thrown: unknown) => {
    throw diskFailure(thrown, part.path);
  };
  const see = async (bytes: Uint8Array) => {
    cursor += bytes.byteLength;
    await follow?.bytes(bytes);
  };
  const catchUp = async () => {
    for (let end = contiguous(part.held); follow && cursor < end; end = contiguous(part.held))
      await see(await part.read({ from: cursor, to: Math.min(end, cursor + READ_BYTES) }));
  };
  return {
    async took(offset, bytes) {
      const end = contiguous(part.written);
      if (end - told >= LIMITS.hashStepBytes) tell(end);
      if (follow && offset === cursor) await see(bytes);
    },
    catchUp,
    async restart() {
      if (cursor > 0) await follow?.restart();
      cursor = 0;
      start();
    },
    async digests() {
      await catchUp();
      await part.sync();
      tell(contiguous(part.held));
      const digests = due.length === 0 ? [] : ((await thread?.digests().catch(raise)) ?? []);
      const of = (name: Algorithm) => Buffer.from(digests[due.indexOf(name)] ?? []);
      const asked = theirs();
      return {
        sha256: sha256 ? of('sha256').toString('hex') : null,
        asked: asked ? of(NODE_NAMES[asked]).toString('base64') : null,
      };
    },
    stop: () => thread?.stop(),
  };
}
