import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { DAY_MS, localDay } from '../../../shared/local-days.ts';
import { pageLocale } from './page-locale.ts';

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
export function datesOn(now: number, locale = pageLocale()): Dates {
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
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const relativeDay = (days: number) => {
    const [first = '', ...rest] = relative().format(days, 'day');
    return `${first.toLocaleUpperCase(locale)}${rest.join('')}`;
  };
  return {
    time,
    short(at) {
      const days = today - localDay(at);
      if (days === 0 || days === 1) return time(at);
      return days > 1 && days < 7 ? `${weekday().format(at)} ${day().format(at)}` : figures().format(at);
    },
    spoken(at) {
      const days = today - localDay(at);
      return days === 0 || days === 1 ? `${relativeDay(-days)} ${time(at)}` : long().format(at);
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
export function formatTime(at: number, locale = pageLocale()): string {
  return datesOn(at, locale).time(at);
}

/** `Dates.short` for one date. */
export function formatShort(at: number, now: number, locale = pageLocale()): string {
  return datesOn(now, locale).short(at);
}

/** The whole date over a message: weekday, day, month, year, time. */
export function formatFull(at: number, locale = pageLocale()): string {
  const date = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return `${new Intl.DateTimeFormat(locale, date).format(at)}, ${formatTime(at, locale)}`;
}

/** `Dates.zone` for one date. */
export function formatZone(at: number, locale = pageLocale()): string {
  return datesOn(at, locale).zone(at);
}

/** "just now", "7 minutes ago", "in 3 hours", "2 years ago". */
export function formatAgo(at: number, now: number, say: Say, locale = pageLocale()): string {
  const delta = at - now;
  const size = Math.abs(delta);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (size < MINUTE) return say('just now');
  if (size < HOUR) return relative.format(Math.round(delta / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(delta / HOUR), 'hour');
  if (size < 60 * DAY) return relative.format(Math.round(delta / DAY), 'day');
  if (size < 730 * DAY) return relative.format(Math.round(delta / (30.44 * DAY)), 'month');
  return relative.format(Math.round(delta / (365.25 * DAY)), 'year');
}

/** "20 s", "4 min": how long until a moment; never negative. */
export function formatUntil(at: number, now: number, say: Say): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return seconds < 120
    ? say('{seconds, number} s', { seconds })
    : say('{minutes, number} min', { minutes: Math.ceil(seconds / 60) });
}

/** To the second, for evidence: "14:24:10". */
export function formatSeconds(at: number, locale = pageLocale()): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** How long something took: "61 ms", "7.9 s", "4 min". */
export function formatDuration(ms: number, say: Say, locale = pageLocale()): string {
  const { value, unit, ...digits } = durationOf(ms);
  const amount = new Intl.NumberFormat(locale, digits).format(value);
  switch (unit) {
    case 'millisecond':
      return say('{amount} ms', { amount });
    case 'second':
      return say('{amount} s', { amount });
    case 'minute':
      return say('{amount} min', { amount });
    default:
      return assertNever(unit);
  }
}

/** The same for a screen reader: "61 milliseconds", "7.9 seconds", "4 minutes". */
export function spokenDuration(ms: number, locale = pageLocale()): string {
  const { value, ...form } = durationOf(ms);
  return new Intl.NumberFormat(locale, { ...form, style: 'unit', unitDisplay: 'long' }).format(value);
}

function durationOf(ms: number) {
  const digits = (count: number) => ({ minimumFractionDigits: count, maximumFractionDigits: count });
  if (ms < 1000) return { value: Math.max(0, ms), unit: 'millisecond', ...digits(0) } as const;
  if (ms < 2 * MINUTE) return { value: ms / 1000, unit: 'second', ...digits(1) } as const;
  return { value: ms / MINUTE, unit: 'minute', ...digits(0) } as const;
}
