import { DAY_MS, localDay } from '../../shared/local-days.ts';

/** Days for grouping by date; the engine rebuilds them when the computer's time zone has changed. */
export { dayBounds, localDay } from '../../shared/local-days.ts';

/** The number of the month that a day number lies in. */
export function monthOf(day: number): number {
  const utc = new Date(day * DAY_MS);
  return utc.getUTCFullYear() * 12 + utc.getUTCMonth();
}

/** The `nday` of undated mail: after every real day. */
export const UNDATED = 1;

/**
 * Whether a date is one to sort by. Servers print "no date" as 1601 or 1970 as well; counted as dates, their negated
 * values would sort after undated mail, so mail from before the third day of 1970 is undated.
 */
export function isDated(date: number | null): date is number {
  return date !== null && date >= 2 * DAY_MS;
}

/** A message's `nd`: minus its date, so that newest-first is a forward read; 0 without a date. */
export function ndOf(date: number | null): number {
  return isDated(date) ? -date : 0;
}

/** A message's `nday`. */
export function ndayOf(date: number | null): number {
  return isDated(date) ? -localDay(date) : UNDATED;
}
