import { randomFor } from './random.ts';

const MINUTE = 60_000;
const YEAR = 365.25 * 24 * 60 * MINUTE;
/** How far back the oldest message lies. */
const SPAN = 6 * YEAR;
/** At least so long between two messages, so that 100,000 of them stay in order. */
const STEP = 41_000;

/** When message `index` of `count` was sent, ms, whole seconds: the last one minutes before `now`, older ones ever sparser. */
export function sentAt(seed: number, index: number, count: number, now: number): number {
  const rank = count - 1 - index;
  const jitter = randomFor(seed, index, 7).int(30_000);
  const age = 4 * MINUTE + rank * STEP + (rank / count) ** 2.5 * SPAN + jitter;
  return Math.floor((now - age) / 1000) * 1000;
}
