import type { TimeSpan } from '../../shared/contracts/changes.ts';

/** A span, and how many messages the server counts in it. */
export interface DifferingSpan {
  readonly span: TimeSpan;
  readonly there: number;
}

/** Messages here of one stretch of time that begins at `from` (ms) and ends where the next one begins. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

/**
 * The spans in which server and computer count differently, found by halves: one count for each halving, so that a few
 * changes in a folder of any size cost a few dozen small requests. A span of no more than `few` messages, or of one
 * stretch, is not divided any more. null: the server cannot count, or counts some that have no time: then no span says
 * anything of them. `stretches`: oldest first. Every `yield` is a moment at which something more urgent may go first.
 */
export async function* differingSpans(
  stretches: readonly Stretch[],
  total: number,
  few: number,
  count: (span: TimeSpan) => Promise<number | null>,
): AsyncGenerator<void, readonly DifferingSpan[] | null, void> {
  const dated = await count({ from: EARLIEST, before: null });
  if (dated !== total) return null;
  const found: DifferingSpan[] = [];
  const open: Part[] = [{ first: 0, end: stretches.length, there: total }];
  for (let part = open.pop(); part; part = open.pop()) {
    const { first, end, there } = part;
    const here = sum(stretches, first, end);
    if (here === there) continue;
    const span = spanOf(stretches, first, end);
    const middle = middleOf(stretches, first, end);
    if (Math.max(here, there) <= few || middle === null) {
      found.push({ span, there });
      continue;
    }
    yield;
    const older = await count({ ...span, before: stretches[middle]?.from ?? null });
    if (older === null) return null;
    open.push({ first, end: middle, there: older }, { first: middle, end, there: there - older });
  }
  return found;
}

/** The store writes 1601 for "no time"; nothing older than this is a time of mail. */
const EARLIEST = Date.UTC(1970, 0, 3);

interface Part {
  readonly first: number;
  readonly end: number;
  /** As many as the server counts. */
  readonly there: number;
}

function sum(stretches: readonly Stretch[], first: number, end: number): number {
  return stretches.slice(first, end).reduce((all, { count }) => all + count, 0);
}

/** The first and the last reach on: mail from before and after what is here belongs to them. */
function spanOf(stretches: readonly Stretch[], first: number, end: number): TimeSpan {
  const from = first === 0 ? EARLIEST : (stretches[first]?.from ?? EARLIEST);
  return { from, before: stretches[end]?.from ?? null };
}

/** Where half of the messages lie on each side; null: there is nothing to divide. */
function middleOf(stretches: readonly Stretch[], first: number, end: number): number | null {
  if (end - first < 2) return null;
  const half = sum(stretches, first, end) / 2;
  let at = first + 1;
  for (let older = stretches[first]?.count ?? 0; at < end - 1 && older < half; at += 1)
    older += stretches[at]?.count ?? 0;
  return at;
}
