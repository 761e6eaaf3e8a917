import type { Clock } from '../clock.ts';

/**
 * A listing writes page after page, each in less than this, and reading them back for the index costs it a quarter of its
 * speed (measured): the index waits for a gap…
 */
const GAP_MS = 2000;
/** …and takes a step after this time all the same, so that it is never far behind for long… */
const LONGEST_MS = 20_000;
/** …and goes on without a pause for so long after somebody searched. */
const WANTED_MS = 20_000;
/** How soon a search is noticed. */
const LOOK_MS = 250;

/** Knows whether what the index has to look at comes thick and fast: twice within the time of a gap. */
export interface Growth {
  /** How much there is to look at now. */
  note(count: number): void;
  /** Somebody searches. */
  want(): void;
  /** Waits for a gap, for a time that is bounded; not at all where changes come one by one, or somebody searches. */
  gap(signal: AbortSignal): Promise<void>;
}

/** Makes one that has seen nothing. */
export function createGrowth(clock: Clock): Growth {
  let count = 0;
  let last = -Infinity;
  let isThick = false;
  let wanted = -Infinity;
  return {
    want() {
      wanted = clock.now();
    },
    note(now) {
      if (now > count) {
        isThick = clock.now() - last < GAP_MS;
        last = clock.now();
      }
      count = now;
    },
    async gap(signal) {
      const until = clock.now() + LONGEST_MS;
      const isDue = () =>
        clock.now() - last >= GAP_MS || clock.now() - wanted < WANTED_MS || clock.now() >= until;
      while (isThick && !isDue() && !signal.aborted) await clock.wait(LOOK_MS, signal);
    },
  };
}
