import { LIMITS } from '../limits.ts';

/** How many connections a download uses, by what more of them gained: 1, 2, 4 … */
export interface Growth {
  wanted(): number;
  /** Called now and then with the bytes received so far; returns true when more connections are wanted than before. */
  look(now: number, received: number): boolean;
  /** 429, 503 or an answer that took twice as long: half as many, and no more growing. */
  shrink(): void;
  /** First-byte time of an answer, ms. */
  latency(ms: number): void;
}

/** Latency below this says nothing about a server's load. */
const CALM_MS = 500;

export function createGrowth(most: number, isAsked: boolean, now: number): Growth {
  let wanted = isAsked ? most : 1;
  let isSettled = isAsked || most === 1;
  let since = { at: now, received: 0 };
  let rateBefore = 0;
  let fastest = Number.POSITIVE_INFINITY;

  const shrink = () => {
    wanted = Math.max(1, Math.floor(wanted / 2));
    isSettled = true;
  };
  return {
    wanted: () => wanted,
    look(at, received) {
      const elapsed = Math.abs(at - since.at);
      if (isSettled || elapsed < LIMITS.segmentLookMs) return false;
      const rate = (received - since.received) / elapsed;
      since = { at, received };
      if (rateBefore > 0 && rate < rateBefore * LIMITS.segmentGain) {
        shrink();
        return false;
      }
      rateBefore = rate;
      isSettled = wanted >= most;
      wanted = Math.min(most, wanted * 2);
      return !isSettled;
    },
    shrink,
    latency(ms) {
      fastest = Math.min(fastest, ms);
      if (!isAsked && wanted > 1 && ms > CALM_MS && ms > 2 * fastest) shrink();
    },
  };
}
