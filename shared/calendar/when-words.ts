import type { Say } from '../language/say.ts';
import type { Meeting, MeetingTime } from './meeting.ts';
import { offsetOf } from './time-zones.ts';

/** When something is, for a person in a time zone. */
export interface When {
  readonly here: string;
  /** The same by the organizer's clock, where that shows another time. */
  readonly there: string | null;
}

const DAY_MS = 86_400_000;
const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

/** Says when a meeting is; null where it does not say. `locale` undefined: as the system writes dates. */
export function whenWords(
  { start, end }: Pick<Meeting, 'start' | 'end'>,
  timeZone: string,
  say: Say,
  locale?: string,
): When | null {
  if (start === null) return null;
  if (start.isDate) return { here: range(DAY, locale, 'UTC', start.wall, lastDay(start, end)), there: null };
  const both = { ...DAY, ...clockIn(locale) };
  if (start.at === null) {
    const wall = range(both, locale, 'UTC', start.wall, end?.wall ?? null);
    // A clock of no zone is everybody's own.
    if (start.zone === null) return { here: wall, there: null };
    const { zone } = start;
    return {
      here: say('{when}, in a time zone that is not known here: {zone}', { when: wall, zone }),
      there: null,
    };
  }
  const here = range(both, locale, timeZone, start.at, end?.at ?? null);
  const isElsewhere = start.zone !== null && start.wall - start.at !== offsetOf(timeZone, start.at);
  return { here, there: isElsewhere ? there(start, end, timeZone, say, locale) : null };
}

function there(
  start: MeetingTime,
  end: MeetingTime | null,
  timeZone: string,
  say: Say,
  locale: string | undefined,
): string {
  const isOtherDay = dayOf(start.wall) !== dayOf((start.at ?? 0) + offsetOf(timeZone, start.at ?? 0));
  const clock = clockIn(locale);
  const form = isOtherDay ? ({ weekday: 'long', ...clock } as const) : clock;
  const when = range(form, locale, 'UTC', start.wall, end?.wall ?? null);
  return say('{when} for the organizer ({zone})', { when, zone: zoneName(start, say) });
}

/** "09:00" where the day has 24 hours, "9:00 AM" where it has twice twelve. */
function clockIn(locale: string | undefined) {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return { hour: hourCycle?.startsWith('h2') ? '2-digit' : 'numeric', minute: '2-digit' } as const;
}

/** "Eastern Time", or what the message calls it. */
function zoneName({ iana, zone, at }: MeetingTime, say: Say): string {
  if (iana === null || at === null) return zone ?? '';
  const form = new Intl.DateTimeFormat(say.locale, { timeZone: iana, timeZoneName: 'longGeneric' });
  return form.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? iana;
}

function range(
  form: Intl.DateTimeFormatOptions,
  locale: string | undefined,
  timeZone: string,
  from: number,
  to: number | null,
): string {
  const format = new Intl.DateTimeFormat(locale, { ...form, timeZone });
  return to === null || to <= from ? format.format(from) : format.formatRange(from, to);
}

/** The end of whole days is the day after the last one. */
function lastDay(start: MeetingTime, end: MeetingTime | null): number | null {
  return end === null ? null : Math.max(start.wall, end.wall - (end.isDate ? DAY_MS : 0));
}

const dayOf = (wall: number) => Math.floor(wall / DAY_MS);
