/**
 * Local calendar days as numbers: days since 1970-01-01 of the calendar. A day number counts local midnights, so that it
 * does not depend on summer time.
 */
export const DAY_MS = 86_400_000;

/** The number of the local calendar day that a time (ms) falls on. */
export function localDay(ms: number): number {
  const date = new Date(ms);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** First and last millisecond (half-open) of a local calendar day. */
export function dayBounds(day: number): { readonly start: number; readonly end: number } {
  const at = (n: number) => {
    const utc = new Date(n * DAY_MS);
    return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate()).getTime();
  };
  return { start: at(day), end: at(day + 1) };
}
