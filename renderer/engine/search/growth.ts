import type { Clock } from '../clock.ts';

/** A listing writes page after page, and reading them back for the index would slow it down: the index waits for a gap… */
const GAP_MS = 500;
/** …and works on after this time all the same: what a slow server lists for an hour is found meanwhile. */
const LONGEST_MS = 3000;

/** Knows whether what the index has to look at comes thick and fast: twice within the time of a gap. */
export interface Growth {
  /** How much there is to look at now. */
  note(count: number): void;
  /** Waits for a gap, for a time that is bounded; not at all where changes come one by one. */
  gap(signal: AbortSignal): Promise<void>;
}

/** Makes one that has seen nothing. */
export function createGrowth(clock: Clock): Growth {
  let count = 0;
  let last = -Infinity;
  let isThick = false;
  return {
    note(now) {
      if (now > count) {
        isThick = clock.now() - last < GAP_MS;
        last = clock.now();
      }
      count = now;
    },
    async gap(signal) {
      const until = clock.now() + LONGEST_MS;
      while (isThick && clock.now() - last < GAP_MS && clock.now() < until && !signal.aborted)
        await clock.wait(GAP_MS, signal);
    },
  };
}
