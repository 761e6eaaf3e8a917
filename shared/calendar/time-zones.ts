import { type Component, lineOf } from '../content-lines/components.ts';
import { wallClock } from '../mail/zone-days.ts';
import { readTime } from './calendar-time.ts';
import { type Part, readRule, type Rule } from './recurrence.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';

const DAY_MS = 86_400_000;

/** One of the offsets of a zone (STANDARD or DAYLIGHT), and when it begins. Wall clocks are ms as if they were UTC. */
interface Observance {
  readonly offset: number;
  readonly begins: number;
  readonly also: readonly number[];
  readonly rule: Rule | null;
}

/** A time zone as a calendar object describes it. */
export interface DescribedZone {
  readonly id: string;
  readonly observances: readonly Observance[];
}

/** Reads a VTIMEZONE (RFC 5545 section 3.6.5); null where it has no offset to offer. */
export function readZone(zone: Component): DescribedZone | null {
  const id = lineOf(zone, 'TZID')?.value.trim();
  const observances = zone.children.flatMap((child): readonly Observance[] => {
    const offset = readOffset(lineOf(child, 'TZOFFSETTO')?.value ?? '');
    const begins = readTime(lineOf(child, 'DTSTART')?.value ?? '');
    if (offset === null || begins === null) return [];
    const also = child.lines
      .filter(({ name }) => name === 'RDATE')
      .flatMap(({ value }) => value.split(','))
      .flatMap((value) => readTime(value)?.wall ?? []);
    return [{ offset, begins: begins.wall, also, rule: readRule(lineOf(child, 'RRULE')?.value ?? '') }];
  });
  return id !== undefined && observances.length > 0 ? { id, observances } : null;
}

/** "+0100", "-0330", "+005730" in ms. */
function readOffset(value: string): number | null {
  const found = /^([+-])(\d\d):?(\d\d)(\d\d)?$/.exec(value.trim());
  if (!found) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

/** The offset (ms) at a wall clock: that of the observance that began last, or of the first one before any has. */
export function offsetIn({ observances }: DescribedZone, wall: number): number {
  let [last, offset] = [Number.NEGATIVE_INFINITY, earliest(observances).offset];
  for (const each of observances) {
    const onset = onsetBefore(each, wall);
    if (onset > last) [last, offset] = [onset, each.offset];
  }
  return offset;
}

function earliest(observances: readonly Observance[]): Observance {
  return observances.reduce((a, b) => (b.begins < a.begins ? b : a));
}

function onsetBefore({ begins, also, rule }: Observance, wall: number): number {
  const year = new Date(wall).getUTCFullYear();
  const yearly =
    rule?.frequency === 'yearly' ? [year - 1, year].flatMap((each) => onsetIn(rule, each, begins)) : [];
  const known = [begins, ...also, ...yearly].filter((at) => at >= begins && at <= wall);
  return known.length === 0 ? Number.NEGATIVE_INFINITY : Math.max(...known);
}

/** When a yearly rule falls in a year: "the last Sunday of March" or a fixed day, at the clock of its first time. */
function onsetIn(rule: Rule, year: number, begins: number): readonly number[] {
  const clock = ((begins % DAY_MS) + DAY_MS) % DAY_MS;
  const first = new Date(begins);
  const month = rule.months[0] ?? first.getUTCMonth() + 1;
  const [day] = rule.days;
  const [monthDay] = rule.monthDays;
  const date =
    day === undefined
      ? Date.UTC(year, month - 1, monthDay ?? first.getUTCDate())
      : nthWeekday(year, month, day, rule.monthDays);
  const at = date + clock;
  return rule.until !== null && at > rule.until.wall + DAY_MS ? [] : [at];
}

/** "The second Sunday", "the last one" (-1), or the first Sunday among these days of the month. */
function nthWeekday(year: number, month: number, { nth, weekday }: Part, among: readonly number[]): number {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = Array.from({ length }, (_, index) => Date.UTC(year, month - 1, index + 1)).filter(
    (at) => new Date(at).getUTCDay() === weekday,
  );
  const near = among.length === 0 ? days : days.filter((at) => among.includes(new Date(at).getUTCDate()));
  const place = nth === 0 ? 1 : nth;
  return near.at(place > 0 ? place - 1 : place) ?? days[0] ?? Date.UTC(year, month - 1, 1);
}

/** The name that Intl knows a zone by: its own, or that of one of Windows; null where nobody knows it. */
export function knownZone(name: string): string | null {
  const plain = name.trim().replace(/^\/[^/]+\/(?:[^/]+\/)?(?=[A-Z][a-z]+\/)/, '');
  const windows = WINDOWS_ZONES.get(plain.toLowerCase());
  const candidate = windows ?? plain;
  // "EST" and the like are not what their names say in summer: only places count.
  if (!candidate.includes('/') && candidate !== 'UTC' && candidate !== 'GMT') return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: candidate }).resolvedOptions().timeZone;
  } catch {
    return null; // no such zone
  }
}

/** The moment (ms) at which a zone's clocks show this; the earlier of two in the hour that comes twice. */
export function momentIn(timeZone: string, wall: number): number {
  const guess = wall - offsetOf(timeZone, wall);
  const before = wall - offsetOf(timeZone, guess - DAY_MS / 8);
  return wallClock(before, timeZone) === wall ? before : wall - offsetOf(timeZone, guess);
}

/** The offset (ms) of a zone at a moment. */
export function offsetOf(timeZone: string, at: number): number {
  const whole = Math.floor(at / 1000) * 1000;
  return wallClock(whole, timeZone) - whole;
}
