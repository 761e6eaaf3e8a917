import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';

/** Bytes a second over the last few seconds. */
export interface Rate {
  add(bytes: number): void;
  /** The rate now; remembers this moment. Ask some times a second. */
  now(): number;
}

/** A clock that was set back only makes it forget. */
export function createRate(clock: Clock): Rate {
  let total = 0;
  let marks: { readonly at: number; readonly total: number }[] = [];
  return {
    add(bytes) {
      total += bytes;
    },
    now() {
      const now = clock.now();
      marks.push({ at: now, total });
      marks = marks.filter(({ at }) => at <= now && now - at <= LIMITS.rateWindowMs);
      const first = marks[0];
      return first && now > first.at ? ((total - first.total) * 1000) / (now - first.at) : 0;
    },
  };
}
