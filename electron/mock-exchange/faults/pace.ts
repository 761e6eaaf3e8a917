import type { Random } from '../generate/random.ts';
import { PIECE_BYTES } from '../store/bytes.ts';
import type { Strike } from './engine.ts';
import type { What } from './rule.ts';

/** How fast bytes flow: so many at a time, and a pause after each. */
export interface Pace {
  readonly chunk: number;
  readonly pauseMs: (bytes: number) => number;
}

/** Ten steps a second look like a line, and cost few timers. */
const STEPS_A_SECOND = 10;

/** The pace that a strike sets; null where it sets none. */
export function paceOf({ what }: Pick<Strike, 'what'>): Pace | null {
  if (what.kind === 'dribble') return { chunk: what.bytes, pauseMs: () => what.everyMs };
  if (what.kind !== 'bandwidth') return null;
  const { bytesPerSecond } = what;
  return {
    chunk: Math.min(PIECE_BYTES, Math.max(1, Math.ceil(bytesPerSecond / STEPS_A_SECOND))),
    pauseMs: (bytes) => (bytes * 1000) / bytesPerSecond,
  };
}

/** The pace of several strikes: the slowest counts for each. */
export function paceOfAll(strikes: readonly Strike[]): Pace | null {
  const paces = strikes.flatMap((strike) => paceOf(strike) ?? []);
  if (paces.length === 0) return null;
  return {
    chunk: Math.min(...paces.map(({ chunk }) => chunk)),
    pauseMs: (bytes) => Math.max(...paces.map(({ pauseMs }) => pauseMs(bytes))),
  };
}

/** A delay in ms from its distribution. Lognormal: the median, spread by sigma on the logarithm (Box and Muller). */
export function delayOf(latency: Extract<What, { kind: 'latency' }>['latency'], random: Random): number {
  switch (latency.distribution) {
    case 'fixed':
      return latency.ms;
    case 'uniform':
      return latency.minMs + random.next() * (latency.maxMs - latency.minMs);
    case 'lognormal': {
      const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
      return latency.medianMs * Math.exp(latency.sigma * normal);
    }
  }
}
