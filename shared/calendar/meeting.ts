import { type Component, lineOf, paramOf, readComponents } from '../content-lines/components.ts';
import { type ContentLine, unescaped } from '../content-lines/content-lines.ts';
import { readDuration, readTime, type WrittenTime } from './calendar-time.ts';
import { readRule, type Rule } from './recurrence.ts';
import { type DescribedZone, knownZone, momentIn, offsetIn, readZone } from './time-zones.ts';

/** What a calendar object in a message is for (RFC 5546 section 1.4); 'publish' where it does not say. */
export const METHODS = [
  'publish',
  'request',
  'reply',
  'add',
  'cancel',
  'refresh',
  'counter',
  'declinecounter',
] as const;
export type Method = (typeof METHODS)[number];
/** What somebody answered; 'none' where nothing is known. */
export type Partstat = 'accepted' | 'tentative' | 'declined' | 'delegated' | 'none';

/** When something begins or ends. */
export interface MeetingTime extends WrittenTime {
  /** ms since 1970; null for a day, for a clock of no zone ("at nine, wherever you are") and for a zone that nobody knows. */
  readonly at: number | null;
  /** Its zone, as it is called there; null where it has none. */
  readonly zone: string | null;
  /** The same zone by the name that Intl knows, where it does. */
  readonly iana: string | null;
}
export interface Participant {
  readonly name: string;
  /** In small letters; empty where it is no mail address. */
  readonly address: string;
  readonly partstat: Partstat;
  readonly role: 'required' | 'optional' | 'resource';
}

/** A meeting as a message tells it. */
export interface Meeting {
  readonly method: Method;
  readonly uid: string;
  readonly sequence: number;
  /** When this version was written, ms; null where it does not say. */
  readonly stamp: number | null;
  readonly title: string;
  readonly where: string;
  readonly comment: string;
  readonly start: MeetingTime | null;
  /** The end of a day is the day after it, as calendars write. */
  readonly end: MeetingTime | null;
  /** null: once, as far as words go; see `repeats`. */
  readonly rule: Rule | null;
  readonly repeats: boolean;
  /** It is one of several, and which: as it is written. Empty for the whole. */
  readonly occurrence: string;
  readonly organizer: Participant | null;
  readonly attendees: readonly Participant[];
  readonly isCancelled: boolean;
}

/** Larger than this is no invitation; characters. */
const MOST_TEXT = 512 * 1024;

/** The meeting of a calendar object; null where it has none (a task, free time, broken text) or none that can be named. */
export function readMeeting(text: string): Meeting | null {
  const calendar = text.length > MOST_TEXT ? undefined : calendarOf(text);
  const event = calendar && eventOf(calendar);
  const uid = unescaped(event ? (lineOf(event, 'UID')?.value.trim() ?? '') : '');
  if (!calendar || !event || uid === '') return null;
  const zones = calendar.children
    .filter(({ name }) => name === 'VTIMEZONE')
    .flatMap((each) => readZone(each) ?? []);
  const timeOf = (name: string) => readMeetingTime(lineOf(event, name), zones);
  const textOf = (name: string) => unescaped(lineOf(event, name)?.value ?? '').trim();
  const start = timeOf('DTSTART');
  const rule = readRule(lineOf(event, 'RRULE')?.value ?? '');
  return {
    method:
      METHODS.find((each) => each === lineOf(calendar, 'METHOD')?.value.trim().toLowerCase()) ?? 'publish',
    uid,
    sequence: sequenceOf(lineOf(event, 'SEQUENCE')),
    stamp: timeOf('DTSTAMP')?.at ?? null,
    title: textOf('SUMMARY'),
    where: textOf('LOCATION'),
    comment: textOf('COMMENT'),
    start,
    end: timeOf('DTEND') ?? endOf(start, lineOf(event, 'DURATION')?.value ?? ''),
    rule,
    repeats: event.lines.some(({ name }) => name === 'RRULE' || name === 'RDATE'),
    occurrence: lineOf(event, 'RECURRENCE-ID')?.value.trim() ?? '',
    organizer: participantOf(lineOf(event, 'ORGANIZER')),
    attendees: event.lines
      .filter(({ name }) => name === 'ATTENDEE')
      .flatMap((line) => participantOf(line) ?? []),
    isCancelled: textOf('STATUS').toUpperCase() === 'CANCELLED',
  };
}

/** The first calendar that holds an event. */
export function calendarOf(text: string): Component | undefined {
  return readComponents(text).find((each) => each.name === 'VCALENDAR' && eventOf(each) !== undefined);
}

/** The event itself before changed dates of it. */
export function eventOf({ children }: Component): Component | undefined {
  const events = children.filter(({ name }) => name === 'VEVENT');
  return events.find((each) => !lineOf(each, 'RECURRENCE-ID')) ?? events[0];
}

function sequenceOf(line: ContentLine | undefined): number {
  const sequence = Number(line?.value ?? 0);
  return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : 0;
}

function endOf(start: MeetingTime | null, duration: string): MeetingTime | null {
  const ms = readDuration(duration);
  if (start === null || ms === null || ms <= 0) return null;
  return { ...start, wall: start.wall + ms, at: start.at === null ? null : start.at + ms };
}

function readMeetingTime(line: ContentLine | undefined, zones: readonly DescribedZone[]): MeetingTime | null {
  const written = line && readTime(line.value);
  if (!written) return null;
  const zone = written.isUtc || written.isDate ? null : paramOf(line, 'TZID');
  if (written.isUtc) return { ...written, at: written.wall, zone, iana: null };
  if (zone === null) return { ...written, at: null, zone, iana: null };
  const described = zones.find(({ id }) => id === zone);
  const iana = knownZone(zone);
  // What the message says of its zone goes before what the name means: it is what its writer's clocks did.
  if (described) return { ...written, at: written.wall - offsetIn(described, written.wall), zone, iana };
  return { ...written, at: iana === null ? null : momentIn(iana, written.wall), zone, iana };
}

function participantOf(line: ContentLine | undefined): Participant | null {
  if (!line) return null;
  const address = /^mailto:(.+)$/i.exec(line.value.trim())?.[1] ?? '';
  const role = paramOf(line, 'CUTYPE')?.toUpperCase() ?? '';
  const isResource = role === 'RESOURCE' || role === 'ROOM';
  return {
    name: (paramOf(line, 'CN') ?? '').trim(),
    address: decoded(address).trim().toLowerCase(),
    partstat: partstatOf(paramOf(line, 'PARTSTAT')),
    role: isResource
      ? 'resource'
      : /^(OPT|NON)-PARTICIPANT$/i.test(paramOf(line, 'ROLE') ?? '')
        ? 'optional'
        : 'required',
  };
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address.split('?')[0] ?? '');
  } catch {
    return address; // a percent sign that stands for itself
  }
}

function partstatOf(value: string | null): Partstat {
  const known = ['accepted', 'tentative', 'declined', 'delegated'] as const;
  return known.find((each) => each === value?.toLowerCase()) ?? 'none';
}

/** Which meeting, and which of its dates: versions of the same one have the same name. */
export function meetingName({ uid, occurrence }: Pick<Meeting, 'uid' | 'occurrence'>): string {
  return JSON.stringify([uid, occurrence]);
}
