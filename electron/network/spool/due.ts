import { nextMove } from '../../../shared/delivery/next-move.ts';
import type { Outgoing } from './view-of.ts';

/** The first in order that has something to do now. A full mailbox takes no upload, and a lost sign-in nothing at all. */
export function firstDue(all: readonly Outgoing[], now: number): Outgoing | undefined {
  const blocks = new Set(all.map(({ entry }) => entry.history.block?.block));
  if (blocks.has('sign-in')) return undefined;
  return all.find(({ entry: { history } }) => {
    const move = nextMove(history, now);
    if (move.kind === 'rest' || move.kind === 'done') return false;
    const isWhole = move.kind === 'submit' && (history.way === 'put' || history.way === 'smtp');
    const isUpload = isWhole || move.kind === 'draft' || move.kind === 'upload';
    return !(isUpload && blocks.has('mailbox-full'));
  });
}

/** How long until something may be due, ms. */
export function untilNext(all: readonly Outgoing[], now: number): number {
  const times = all.flatMap(({ entry: { history } }) => {
    const move = nextMove(history, now);
    return move.kind === 'rest' && move.until !== null ? [move.until - now] : [];
  });
  return Math.min(...times, LONGEST_SLEEP_MS);
}
/** A clock that was set back, or a computer that slept, is noticed after so long. */
const LONGEST_SLEEP_MS = 60_000;
