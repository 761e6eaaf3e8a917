import { localDay } from '../../store/days.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Hours and minutes as the system writes them. */
export function formatTime(at: number, locale?: string): string {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const hour = hourCycle?.startsWith('h2') ? '2-digit' : 'numeric';
  return new Intl.DateTimeFormat(locale, { hour, minute: '2-digit' }).format(at);
}

/** The time column of the list: the time today, "Fri 20" within a week, else the date in figures. */
export function formatShort(at: number, now: number, locale?: string): string {
  const days = localDay(now) - localDay(at);
  if (days === 0 || days === 1) return formatTime(at, locale);
  if (days > 1 && days < 7) {
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' }).format(at);
    return `${weekday} ${new Intl.DateTimeFormat(locale, { day: 'numeric' }).format(at)}`;
  }
  const figures = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, figures).format(at);
}

/** For names that are read aloud: "Today 14:21", "Yesterday 22:05", else date and time. */
export function formatSpoken(at: number, now: number, locale?: string): string {
  const days = localDay(now) - localDay(at);
  if (days === 0) return `Today ${formatTime(at, locale)}`;
  if (days === 1) return `Yesterday ${formatTime(at, locale)}`;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** The whole date over a message: weekday, day, month, year, time. */
export function formatFull(at: number, locale?: string): string {
  const date = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return `${new Intl.DateTimeFormat(locale, date).format(at)}, ${formatTime(at, locale)}`;
}

/** The zone, for the tip over a time. */
export function formatZone(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(at);
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
