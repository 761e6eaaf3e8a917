import { isFault, type RequestFacts } from './request.ts';

/** What is known of a server at this moment, besides its requests. */
export interface ServerMoodFacts {
  readonly origin: string;
  readonly circuit: 'closed' | 'half-open' | 'open';
  /** When the next request may go, ms since 1970; null unless open. */
  readonly until: number | null;
  /** Tries without progress that are left before Retinue becomes slow; null where nothing was tried again yet. */
  readonly retriesLeft: number | null;
}

/** A server that an account is on. */
export interface ServerPlace {
  readonly origin: string;
  readonly isPaused: boolean;
  /** What it is, for example "Exchange 2003 (Personal)"; '' where nobody knows. */
  readonly kind: string;
}

/** How a server has been in the last hour. */
export interface ServerHealth extends ServerMoodFacts, ServerPlace {
  readonly requests: number;
  readonly failed: number;
  /** Of the newest ones, without one between them that came through. */
  readonly failedInARow: number;
  /** ms; null where nothing was answered. */
  readonly typicalMs: number | null;
  readonly slowestMs: number | null;
  /** Twenty equal stretches of the hour, oldest first. */
  readonly chart: readonly { readonly requests: number; readonly failed: number }[];
}

const TROUBLE = { paused: -1, healthy: 0, failing: 1, testing: 2, resting: 3 } as const;
export type ServerState = keyof typeof TROUBLE;
/** One failure may be the request's own. */
const FAILING = 2;
const HOUR_MS = 3_600_000;
const STRETCHES = 20;

/** One entry a server that an account is on, that was asked in the last hour or whose mood is known; those that rest come first, then by name. */
export function serverHealth(
  records: readonly RequestFacts[],
  moods: readonly ServerMoodFacts[],
  now: number,
  places: readonly ServerPlace[] = [],
): readonly ServerHealth[] {
  const recent = records.filter(({ at }) => now - at < HOUR_MS && at <= now);
  const origins = new Set([...moods, ...recent, ...places].map(({ origin }) => origin));
  const servers = [...origins].sort().map((origin): ServerHealth => {
    const own = recent.filter((each) => each.origin === origin);
    const answered = own.filter(({ status }) => status !== null).map(({ ms }) => ms);
    return {
      isPaused: false,
      kind: '',
      ...places.find((place) => place.origin === origin),
      ...(moods.find((mood) => mood.origin === origin) ?? unknownMood(origin)),
      requests: own.length,
      failed: own.filter(isFault).length,
      failedInARow: leadingFaults(own),
      typicalMs: median(answered),
      slowestMs: answered.length === 0 ? null : Math.max(...answered),
      chart: chartOf(own, now),
    };
  });
  return servers.sort((a, b) => TROUBLE[stateOf(b)] - TROUBLE[stateOf(a)]);
}

function unknownMood(origin: string): ServerMoodFacts {
  return { origin, circuit: 'closed', until: null, retriesLeft: null };
}

/** Whatever order they came in. */
function leadingFaults(records: readonly RequestFacts[]): number {
  const newest = [...records].sort((a, b) => b.at - a.at || b.id - a.id);
  const sound = newest.findIndex((each) => !isFault(each));
  return sound < 0 ? newest.length : sound;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? null;
}

function chartOf(records: readonly RequestFacts[], now: number): ServerHealth['chart'] {
  const bars = Array.from({ length: STRETCHES }, () => ({ requests: 0, failed: 0 }));
  for (const record of records) {
    const bar = bars[STRETCHES - 1 - Math.floor(((now - record.at) / HOUR_MS) * STRETCHES)];
    if (!bar) continue;
    bar.requests += 1;
    if (isFault(record)) bar.failed += 1;
  }
  return bars;
}

/** How a server is, in a word: paused by its person, else by its circuit, and by what just failed while that is still closed. */
export function stateOf({ circuit, failedInARow, isPaused }: ServerHealth): ServerState {
  if (isPaused) return 'paused';
  if (circuit === 'open') return 'resting';
  if (circuit === 'half-open') return 'testing';
  return failedInARow >= FAILING ? 'failing' : 'healthy';
}
