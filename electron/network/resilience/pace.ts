/** How many requests a server is asked at once, and what that was learned from. */
export interface Pace {
  readonly places: number;
  /** Good answers since the number last changed. */
  readonly good: number;
  /** How long an answer takes when all is well, ms; null before the first. It follows a faster server soon, a slower one late. */
  readonly usualMs: number | null;
  /** How long the last answers took. */
  readonly recentMs: number | null;
  /** Until then nothing changes: what comes in was still asked at the old number. */
  readonly heldUntil: number;
}
/** `ms`: of an answer that is like the others, null where it cannot be compared. `trouble`: 503, 429, silence. */
export type PaceSign =
  | { readonly kind: 'answer'; readonly at: number; readonly ms: number | null }
  | { readonly kind: 'trouble'; readonly at: number };

/** Where a plain server begins, and its bounds: browsers open six connections to a host, so servers bear that. */
export const FIRST_PACE: Pace = { places: 2, good: 0, usualMs: null, recentMs: null, heldUntil: 0 };
export const PACE_LEAST = 1;
export const PACE_MOST = 6;
/** One more after so many good answers for each place there is. */
const GOOD_A_PLACE = 8;
/** Growing again waits this long after a fall, so that a server comes to rest. */
const REST_MS = 5000;
/** Answers within a network of one's own take a millisecond or ten: twice of that says nothing. */
const SLACK_MS = 50;

/**
 * The pace after a sign: one more while answers are quick, half of it at trouble or when answers take twice as long as
 * usual (additive increase, multiplicative decrease, as TCP does it).
 */
export function paced(pace: Pace, sign: PaceSign): Pace {
  if (sign.kind === 'trouble') return fallen(pace, sign.at);
  const { at, ms } = sign;
  const next = ms === null ? pace : learned(pace, ms);
  if (isHeld(next, at)) return next;
  if (isSlow(next)) return fallen(next, at);
  const good = next.good + 1;
  if (next.places >= PACE_MOST || good < next.places * GOOD_A_PLACE) return { ...next, good };
  return { ...next, places: next.places + 1, good: 0 };
}

function fallen(pace: Pace, at: number): Pace {
  // One trouble shows in every request that is under way: it counts once.
  if (isHeld(pace, at)) return pace;
  const places = Math.max(PACE_LEAST, Math.floor(pace.places / 2));
  return { ...pace, places, good: 0, recentMs: null, heldUntil: at + REST_MS };
}

/** A clock that was set back must not hold the pace until it has caught up. */
function isHeld({ heldUntil }: Pace, at: number): boolean {
  return at < heldUntil && heldUntil - at <= REST_MS;
}

function learned(pace: Pace, ms: number): Pace {
  const { usualMs, recentMs } = pace;
  const share = usualMs !== null && ms > usualMs ? 0.02 : 0.3;
  return {
    ...pace,
    usualMs: usualMs === null ? ms : usualMs + share * (ms - usualMs),
    recentMs: recentMs === null ? ms : recentMs + 0.3 * (ms - recentMs),
  };
}

function isSlow({ usualMs, recentMs }: Pace): boolean {
  return usualMs !== null && recentMs !== null && recentMs > 2 * usualMs + SLACK_MS;
}
