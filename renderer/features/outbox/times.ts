import { formatTime } from '../../components/format/dates.ts';
import { localDay } from '../../store/days.ts';

/** A moment as one says it: "in 8 s" within two minutes ahead, the time today, else day and time. */
export function whenOf(at: number, now: number): string {
  const ahead = at - now;
  if (ahead > 0 && ahead < 120_000) return `in ${Math.ceil(ahead / 1000)} s`;
  if (localDay(at) === localDay(now)) return formatTime(at);
  return `${dayOf(at)}, ${formatTime(at)}`;
}

/** The day with its weekday, for moments that are not today's. */
function dayOf(at: number): string {
  return new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);
}
