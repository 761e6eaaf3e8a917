import { LIMITS } from '../limits.ts';
import { contiguous } from './claims.ts';
import { type Algorithm, type HashThread, startHashThread } from './hash-thread.ts';
import type { DownloadJob } from './job.ts';
import { diskFailure } from './part/disk-faults.ts';
import type { Entity, Part } from './part/part.ts';

/** Sees every byte once, front to back, as far as it comes in that order; the rest is read from disk. */
export interface InOrder {
  /** Bytes that were just taken at `offset`. */
  took(offset: number, bytes: Uint8Array): Promise<void>;
  /** Hands a reader what it has not seen of the contiguous beginning. */
  catchUp(): Promise<void>;
  /** Some bytes it has seen are no longer true. */
  restart(): Promise<void>;
  /** Hex SHA-256 of everything, and the server's own kind of digest in base64. Call it when all is here, once. */
  digests(): Promise<{ readonly sha256: string; readonly asked: string | null }>;
  stop(): void;
}

const READ_BYTES = 2 ** 20;
const NODE_NAMES = { 'sha-256': 'sha256', 'sha-512': 'sha512', md5: 'md5' } as const;

export function createInOrder(
  part: Part,
  follow: DownloadJob['follow'],
  entity: () => Entity | null,
): InOrder {
  /** Where the reader is who goes along. */
  let cursor = 0;
  /** How far the thread may read. */
  let told = 0;
  let thread: HashThread | null = null;
  const algorithms = new Set<Algorithm>();

  const begun = (): HashThread => {
    if (thread && algorithms.size > 0) return thread;
    thread ??= startHashThread(part.path);
    const asked = entity()?.digest?.algorithm;
    algorithms.add('sha256');
    if (asked) algorithms.add(NODE_NAMES[asked]);
    thread.start([...algorithms]);
    told = 0;
    return thread;
  };
  const tell = (end: number) => {
    begun().upTo(end);
    told = end;
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
      algorithms.clear();
      begun();
    },
    async digests() {
      await catchUp();
      await part.sync();
      tell(contiguous(part.held));
      const digests = await begun()
        .digests()
        .catch((thrown: unknown) => {
          throw diskFailure(thrown, part.path);
        });
      const of = (name: Algorithm) => Buffer.from(digests[[...algorithms].indexOf(name)] ?? []);
      const asked = entity()?.digest?.algorithm;
      return {
        sha256: of('sha256').toString('hex'),
        asked: asked === undefined ? null : of(NODE_NAMES[asked]).toString('base64'),
      };
    },
    stop: () => thread?.stop(),
  };
}
