import type { Updates } from './updates.ts';

/** After the start, when mail has come; then once a day. */
const FIRST_MS = 2 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** Looks for newer versions by itself, as long as its person wants it. */
export function lookDaily(updates: Updates, isWanted: () => boolean): void {
  const look = () => {
    if (isWanted()) void updates.check(); // a failure is a state that Settings shows
  };
  setTimeout(look, FIRST_MS).unref();
  setInterval(look, DAY_MS).unref();
}
