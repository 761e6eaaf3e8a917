import type { OutgoingState } from '../../../shared/delivery/outgoing.ts';
import type { Say } from '../../../shared/language/say.ts';
import { formatTime } from '../../components/format/dates.ts';
import { localDay } from '../../store/days.ts';
import { pageLocale } from '../../components/format/page-locale.ts';

/** Moments nearer than this are counted in seconds. */
const NEAR_MS = 120_000;

/** A moment as one says it: "in 8 s" within two minutes ahead, the time today, else day and time. */
export function whenOf(at: number, now: number, say: Say): string {
  const ahead = at - now;
  if (ahead > 0 && ahead < NEAR_MS) return say('in {seconds} s', { seconds: Math.ceil(ahead / 1000) });
  if (localDay(at) === localDay(now)) return formatTime(at);
  return `${dayOf(at)}, ${formatTime(at)}`;
}

/** The day with its weekday, for moments that are not today's. */
function dayOf(at: number): string {
  return new Intl.DateTimeFormat(pageLocale(), { weekday: 'short', day: 'numeric', month: 'short' }).format(
    at,
  );
}

/** The time as far as a state's words depend on it: the second while something is counted, else the minute. */
export function tickOf(state: OutgoingState, now: number): number {
  const due =
    state.kind === 'queued'
      ? state.sendAt
      : state.kind === 'waiting'
        ? state.until
        : state.kind === 'filing'
          ? state.nextTry
          : null;
  if (state.kind === 'submitting' || (due !== null && due > now && due - now < NEAR_MS)) return now;
  const minute = Math.floor(now / 60_000) * 60_000;
  return due !== null && due <= now ? Math.max(minute, due) : minute;
}
