import { DAY_MS, localDay } from '../../../shared/local-days.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Dates as they are written on one day. */
export interface Dates {
  /** Hours and minutes as the system writes them. */
  readonly time: (at: number) => string;
  /** The time column of the list: the time today, "Fri 20" within a week, else the date in figures. */
  readonly short: (at: number) => string;
  /** For names that are read aloud: "Today 14:21", "Yesterday 22:05", else date and time. */
  readonly spoken: (at: number) => string;
  /** The zone, for the tip over a time. */
  readonly zone: (at: number) => string;
  /** The local day on which they are written. */
  readonly today: number;
  /** A day by its number: "Friday 4 December", with the year where it is another one; and its weekday alone. */
  readonly day: (day: number) => string;
  readonly weekday: (day: number) => string;
}

const FORMS = {
  hour: { hour: 'numeric' },
  weekday: { weekday: 'short' },
  day: { day: 'numeric' },
  figures: { day: '2-digit', month: '2-digit', year: 'numeric' },
  long: { dateStyle: 'long', timeStyle: 'short' },
  zone: { dateStyle: 'full', timeStyle: 'long' },
  // A day's number belongs to no time zone.
  wholeDay: { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  ofYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  dayName: { weekday: 'long', timeZone: 'UTC' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/**
 * Writes dates as of `now`, for a list that writes many: each of Intl's formats is made once, when it is needed. Making
 * one costs more than using it a hundred times, and memory that comes back late. Make another one when the day changes.
 */
export function datesOn(now: number, locale?: string): Dates {
  const today = localDay(now);
  const form = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, options));
  const [weekday, day, figures] = [form(FORMS.weekday), form(FORMS.day), form(FORMS.figures)];
  const [long, zone] = [form(FORMS.long), form(FORMS.zone)];
  const [wholeDay, ofYear, dayName] = [form(FORMS.wholeDay), form(FORMS.ofYear), form(FORMS.dayName)];
  const clock = once(() => {
    const { hourCycle } = new Intl.DateTimeFormat(locale, FORMS.hour).resolvedOptions();
    const hour = hourCycle?.startsWith('h2') ? '2-digit' : 'numeric';
    return new Intl.DateTimeFormat(locale, { hour, minute: '2-digit' });
  });
  const time = (at: number) => clock().format(at);
  return {
    time,
    short(at) {
      const days = today - localDay(at);
      if (days === 0 || days === 1) return time(at);
      return days > 1 && days < 7 ? `${weekday().format(at)} ${day().format(at)}` : figures().format(at);
    },
    spoken(at) {
      const days = today - localDay(at);
      if (days === 0) return `Today ${time(at)}`;
      return days === 1 ? `Yesterday ${time(at)}` : long().format(at);
    },
    zone: (at) => zone().format(at),
    today,
    day: (each) => (yearOf(each) === yearOf(today) ? wholeDay() : ofYear()).format(each * DAY_MS),
    weekday: (each) => dayName().format(each * DAY_MS),
  };
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** `Dates.time` for one date. */
export function formatTime(at: number, locale?: string): string {
  return datesOn(at, locale).time(at);
}

/** `Dates.short` for one date. */
export function formatShort(at: number, now: number, locale?: string): string {
  return datesOn(now, locale).short(at);
}

/** The whole date over a message: weekday, day, month, year, time. */
export function formatFull(at: number, locale?: string): string {
  const date = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return `${new Intl.DateTimeFormat(locale, date).format(at)}, ${formatTime(at, locale)}`;
}

/** `Dates.zone` for one date. */
export function formatZone(at: number, locale?: string): string {
  return datesOn(at, locale).zone(at);
}

/** "7 minutes ago", "in 3 hours", "2 years ago". */
export function formatAgo(at: number, now: number, locale?: string): string {
  const delta = at - now;
  const size = Math.abs(delta);
  const say = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (size < MINUTE) return 'just now';
  if (size < HOUR) return say.format(Math.round(delta / MINUTE), 'minute');
  if (size < DAY) return say.format(Math.round(delta / HOUR), 'hour');
  if (size < 60 * DAY) return say.format(Math.round(delta / DAY), 'day');
  if (size < 730 * DAY) return say.format(Math.round(delta / (30.44 * DAY)), 'month');
  return say.format(Math.round(delta / (365.25 * DAY)), 'year');
}

/** "20 s", "4 min": how long until a moment; never negative. */
export function formatUntil(at: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** To the second, for evidence: "14:24:10". */
export function formatSeconds(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** How long something took: "61 ms", "7.9 s", "4 min". */
export function formatDuration(ms: number, locale?: string): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      value,
    );
  if (ms < 1000) return `${number(Math.max(0, ms), 0)} ms`;
  return ms < 2 * MINUTE ? `${number(ms / 1000, 1)} s` : `${number(ms / MINUTE, 0)} min`;
}
