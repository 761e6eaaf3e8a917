import { addDays, type CalendarDay, calendarDay, dayIn, startOfDay, weekdayOf } from './zone-days.ts';

/** The reader's clock and calendar. */
export interface SearchClock {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** As the system names it: "Europe/Oslo". */
  readonly timeZone: string;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** Each as the first day of what it names. A week begins on Monday (ISO 8601). */
const NAMED: Readonly<Record<string, (today: CalendarDay) => CalendarDay>> = {
  today: (today) => today,
  yesterday: (today) => addDays(today, -1),
  'this week': (today) => addDays(today, -weekdayOf(today)),
  'last week': (today) => addDays(today, -weekdayOf(today) - 7),
  'this month': (today) => ({ ...today, day: 1 }),
  'last month': (today) => ({ ...addDays({ ...today, day: 1 }, -1), day: 1 }),
  'this year': ({ year }) => ({ year, month: 1, day: 1 }),
  'last year': ({ year }) => ({ year: year - 1, month: 1, day: 1 }),
};
/** What a date may be called, as one types it. */
export const DATE_WORDS: readonly string[] = [...Object.keys(NAMED), ...WEEKDAYS];

/** Local midnight (ms) of a date as typed: 2026-11-23, 23.11.2026, today, monday, "last week"; null for anything else. */
export function readSearchDate(text: string, { now, timeZone }: SearchClock): number | null {
  const day = writtenDay(text) ?? namedDay(text.toLowerCase().replaceAll('-', ' '), dayIn(timeZone, now));
  return day && startOfDay(timeZone, day);
}

function writtenDay(text: string): CalendarDay | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return mailDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  return dotted && mailDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
}

/** A year before there was mail is a slip of the finger. */
function mailDay(year: number, month: number, day: number): CalendarDay | null {
  return year < 1900 ? null : calendarDay(year, month, day);
}

/** A weekday is the last one that there was, today included. */
function namedDay(name: string, today: CalendarDay): CalendarDay | null {
  const weekday = WEEKDAYS.indexOf(name);
  if (weekday >= 0) return addDays(today, -((weekdayOf(today) - weekday + 7) % 7));
  return Object.hasOwn(NAMED, name) ? (NAMED[name]?.(today) ?? null) : null;
}
