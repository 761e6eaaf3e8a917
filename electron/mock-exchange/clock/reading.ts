import type { Clock } from './clock.ts';

/** Virtual time, as the API tells it. */
export interface ClockReading {
  /** ms since 1970, and the same as ISO text. */
  readonly now: number;
  readonly iso: string;
  /** Virtual ms in one real ms. */
  readonly rate: number;
}

export function clockReading(clock: Clock): ClockReading {
  const now = clock.now();
  return { now, iso: new Date(now).toISOString(), rate: clock.rate };
}
