/** A day of the calendar, without a place on earth. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;

/** The wall clock of a time zone at a moment, as if it were UTC (ms). */
export function wallClock(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const at = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return utcOf(
    { year: at('year'), month: at('month'), day: at('day') },
    (at('hour') * 60 + at('minute')) * 60_000 + at('second') * 1000,
  );
}

/** Unlike Date.UTC, years below 100 are themselves. */
function utcOf({ year, month, day }: CalendarDay, ms = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + ms;
}

/** The calendar day that a moment (ms) falls on in a time zone. */
export function dayIn(timeZone: string, ms: number): CalendarDay {
  return dayOf(wallClock(ms, timeZone));
}

function dayOf(utc: number): CalendarDay {
  const date = new Date(utc);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A number of days later; fewer than none is earlier. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayOf(utcOf(day) + count * DAY_MS);
}

/** 0 is Monday, as ISO 8601 counts. */
export function weekdayOf(day: CalendarDay): number {
  return (new Date(utcOf(day)).getUTCDay() + 6) % 7;
}

/** Null where the calendar has no such day, as with 31 February. */
export function calendarDay(year: number, month: number, day: number): CalendarDay | null {
  const found = dayOf(utcOf({ year, month, day }));
  return found.year === year && found.month === month && found.day === day ? found : null;
}

/**
 * When a day begins in a time zone (ms). Where summer time skips midnight, the day begins where the clock lands;
 * where midnight comes twice, at the first.
 */
export function startOfDay(timeZone: string, day: CalendarDay): number {
  const wanted = utcOf(day);
  const offsets = [-DAY_MS, DAY_MS].map((away) => wallClock(wanted + away, timeZone) - (wanted + away));
  const tries = offsets.map((offset) => wanted - offset);
  const exact = tries.filter((ms) => wallClock(ms, timeZone) === wanted);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...tries);
}
