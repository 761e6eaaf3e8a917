import { lineOf, paramOf } from '../content-lines/components.ts';
import { type ContentLine, escaped, folded, paramText } from '../content-lines/content-lines.ts';
import { utcText } from './calendar-time.ts';
import { calendarOf, eventOf, type Partstat } from './meeting.ts';

/** What is answered to an invitation, and by whom. */
export interface MeetingAnswer {
  readonly partstat: Extract<Partstat, 'accepted' | 'tentative' | 'declined'>;
  readonly name: string;
  readonly address: string;
  /** Empty for none. */
  readonly comment: string;
}

/** Lines that say which meeting is answered (RFC 5546 section 3.2.3), as the invitation has them. */
const KEPT = /^(?:UID|SEQUENCE|RECURRENCE-ID|ORGANIZER|DTSTART|DTEND|DURATION|SUMMARY|LOCATION)$/;
const TIMES = /^(?:RECURRENCE-ID|DTSTART|DTEND)$/;

/**
 * The REPLY to an invitation, as the text of its part. UID, SEQUENCE and RECURRENCE-ID stand as they came, with the time
 * zones that they name; null where the text has no event.
 */
export function meetingReply(invitation: string, answer: MeetingAnswer, now: number): string | null {
  const calendar = calendarOf(invitation);
  const event = calendar && eventOf(calendar);
  if (!calendar || !event) return null;
  const zones = new Set(
    event.lines.filter(({ name }) => TIMES.test(name)).flatMap((line) => paramOf(line, 'TZID') ?? []),
  );
  const described = calendar.children.filter(
    (each) => each.name === 'VTIMEZONE' && zones.has(lineOf(each, 'TZID')?.value.trim() ?? ''),
  );
  const { partstat, name, address, comment } = answer;
  const cn = name === '' ? '' : `;CN=${paramText(name)}`;
  return folded([
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    'PRODID:-//Retinue//Retinue//EN',
    'VERSION:2.0',
    ...described.flatMap(({ source }) => source),
    'BEGIN:VEVENT',
    ...event.lines.filter(({ name }) => KEPT.test(name)).map(lineText),
    `DTSTAMP:${utcText(now)}`,
    `ATTENDEE;PARTSTAT=${partstat.toUpperCase()}${cn}:mailto:${address}`,
    ...(comment === '' ? [] : [`COMMENT:${escaped(comment)}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
}

function lineText({ name, params, value }: ContentLine): string {
  const written = [...params]
    .filter(([param]) => param !== '')
    .map(([param, values]) => `;${param}=${values.map(paramText).join(',')}`);
  return `${name}${written.join('')}:${value}`;
}
