import { fail, type FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { DavAnswer } from '../dav/request.ts';
import { LIMITS } from '../limits.ts';
import type { InOrder } from './in-order.ts';
import type { DownloadJob } from './job.ts';
import type { Part, Span } from './part/part.ts';
import type { Telling } from './telling.ts';

/** Bytes that were held and bytes that came differ: this is another entity than the one before. */
export class Differs extends Error {
  override readonly name = 'Differs';
  readonly at: number;
  constructor(at: number) {
    super(`differs at byte ${at}`);
    this.at = at;
  }
}

export interface Receiving {
  readonly job: Pick<DownloadJob, 'part' | 'limit' | 'follow'>;
  readonly inOrder: InOrder;
  readonly telling: Telling;
  /** New bytes were written. */
  readonly gained: (bytes: number) => void;
}
export interface Body {
  readonly answer: DavAnswer;
  /** Where its first byte belongs. */
  readonly at: number;
  /** What of it is wanted: bytes outside are neither compared nor written. `to` null: up to its end. */
  readonly wanted: { readonly from: number; readonly to: number | null };
}

/**
 * Puts the bytes of an answer where they belong. What is held already is compared, not written: a difference throws
 * `Differs`. Returns where it ended and how many zeros it ended with.
 */
export async function receive(
  { job, inOrder, telling, gained }: Receiving,
  { answer, at, wanted }: Body,
  signal: AbortSignal,
): Promise<{ readonly end: number; readonly zeros: number }> {
  const { part, limit } = job;
  // Who reads along may keep what it was shown.
  const recycle = job.follow ? undefined : (bytes: Uint8Array) => answer.recycle(bytes);
  let offset = at;
  let zeros = 0;
  for await (const chunk of answer.body) {
    await limit.take(chunk.byteLength, signal);
    part.count({ fetched: chunk.byteLength });
    telling.fetched(chunk.byteLength);
    const start = Math.max(0, wanted.from - offset);
    const length = wanted.to === null ? chunk.byteLength : Math.min(chunk.byteLength, wanted.to - offset);
    zeros = trailingZeros(chunk, zeros);
    if (start < length) await place(offset + start, chunk.subarray(start, length));
    offset += chunk.byteLength;
    if (wanted.to !== null && offset >= wanted.to) break;
  }
  return { end: offset, zeros };

  async function place(from: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.byteLength; ) {
      const span = { from: from + done, to: from + bytes.byteLength };
      const { known, length } = stretch(part.held, span);
      const some = bytes.subarray(done, done + length);
      if (known) await compare(span.from, some);
      else {
        await part.write(span.from, some, recycle);
        await inOrder.took(span.from, some);
        gained(length);
      }
      done += length;
    }
  }

  async function compare(from: number, bytes: Uint8Array): Promise<void> {
    const held = await part.read({ from, to: from + bytes.byteLength });
    if (Buffer.compare(held, bytes) !== 0) throw new Differs(from);
  }
}

/** How long the beginning of a span is held, or is not. */
function stretch(
  held: readonly Span[],
  { from, to }: Span,
): { readonly known: boolean; readonly length: number } {
  const over = held.find((span) => span.to > from);
  if (over && over.from <= from) return { known: true, length: Math.min(to, over.to) - from };
  return { known: false, length: Math.min(to, over?.from ?? to) - from };
}

/** Zeros at the end, those of the chunks before included where this one is nothing else. */
function trailingZeros(chunk: Uint8Array, before: number): number {
  let at = chunk.byteLength;
  while (at > 0 && chunk[at - 1] === 0) at -= 1;
  return at === 0 ? before + chunk.byteLength : chunk.byteLength - at;
}

/** The stretches of a run of zeros that are asked for a second time: its beginning and its end. */
export function suspectSpans({ from, to }: Span): readonly Span[] {
  const some = LIMITS.overlapBytes;
  return to - from <= 2 * some
    ? [{ from, to }]
    : [
        { from, to: from + some },
        { from: to - some, to },
      ];
}

/** The zeros with which each run of an earlier run's bytes ends: it may have been ended before it could look twice. */
export async function zeroTails(part: Part): Promise<readonly Span[]> {
  const tails: Span[] = [];
  for (const { from, to } of part.held) {
    let zeros = 0;
    for (let at = to; at > from && zeros === to - at; at = Math.max(from, at - LIMITS.overlapBytes)) {
      zeros += trailingZeros(await part.read({ from: Math.max(from, at - LIMITS.overlapBytes), to: at }), 0);
    }
    if (zeros >= LIMITS.suspectZeros) tails.push({ from: to - zeros, to });
  }
  return tails;
}

export function brokenOff(end: number, due: number | null): FailureError {
  return fail(
    'interrupted',
    due === null
      ? told('The server stopped at byte {end}. Retinue kept what is here and goes on from there.', { end })
      : told('The server stopped at byte {end} of {due}. Retinue kept what is here and goes on from there.', {
          end,
          due,
        }),
  );
}
