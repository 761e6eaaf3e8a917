import { refuse } from '../http/refusal.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import { lexical, parseDate } from '../store/values.ts';

const CALENDAR = 'urn:schemas:calendar:';
/** A year of quarters of an hour. */
const MOST_INTERVALS = 40_000;

/** The part of the time line that is asked for, ms. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly interval: number;
}

/** Reads `start`, `end` and `interval` (minutes) of `Cmd=freebusy`; 400 where they make no span. */
export function spanOf(query: ReadonlyMap<string, string>): Span {
  const [start, end] = [timeOf(query.get('start')), timeOf(query.get('end'))];
  const interval = Number(query.get('interval') ?? '30') * 60_000;
  if (start === null || end === null || !(interval > 0) || end <= start)
    return refuse(400, 'Free/busy needs start, end and interval, and the end after the start.');
  if ((end - start) / interval > MOST_INTERVALS) refuse(400, 'This is too long a time to look at.');
  return { start, end, interval };
}

/**
 * One digit for each interval: 0 free, 1 tentative, 2 busy, 3 out of office, 4 no data (reference 3.5). Where several
 * appointments meet, the highest wins. `mailbox` undefined: nobody known, no data.
 */
export function freeBusy(mailbox: Mailbox | undefined, { start, end, interval }: Span): string {
  const digits = Array.from({ length: Math.ceil((end - start) / interval) }, (): number => (mailbox ? 0 : 4));
  for (const item of mailbox?.roles.get('calendar')?.items.values() ?? []) {
    const [from, to] = [timeOf(property(item, 'dtstart')), timeOf(property(item, 'dtend'))];
    if (from === null || to === null || to <= start || from >= end) continue;
    const last = Math.min(digits.length, Math.ceil((to - start) / interval));
    for (let at = Math.max(0, Math.floor((from - start) / interval)); at < last; at++)
      digits[at] = Math.max(digits[at] ?? 0, statusOf(property(item, 'busystatus')));
  }
  return digits.join('');
}

function statusOf(word = 'busy'): number {
  const found = ['free', 'tentative', 'busy', 'oof'].indexOf(word.trim().toLowerCase());
  return found < 0 ? 2 : found;
}

function property(item: Item, name: string): string | undefined {
  const found = item.properties?.get(CALENDAR + name);
  return found && lexical(found.value);
}

/** A `+` of a zone that was sent unescaped has become a space on its way. */
function timeOf(given: string | undefined): number | null {
  return given === undefined ? null : parseDate(given.replace(/ (?=\d\d:?\d\d$)/, '+'));
}
