import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';

/** Bytes a second over the last few seconds, from totals seen now and then. */
export function createRate(clock: Clock): (total: number) => number {
  let marks: readonly { readonly at: number; readonly total: number }[] = [];
  return (total) => {
    const now = clock.now();
    marks = [...marks, { at: now, total }].filter(({ at }) => at <= now && now - at <= LIMITS.rateWindowMs);
    const first = marks[0];
    return first && now > first.at ? ((total - first.total) * 1000) / (now - first.at) : 0;
  };
}
