/** Lines as a calendar object has them. */
export const crlf = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;

/** A time zone as Exchange and Outlook describe it: by the months, from 1601 on. */
export const EASTERN = [
  'BEGIN:VTIMEZONE',
  'TZID:Eastern Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0500',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0400',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

/** An invitation; `more` are further lines of the event, `method` and the zone can be others. */
export function invitation({
  method = 'REQUEST',
  zone = EASTERN,
  start = 'DTSTART;TZID="Eastern Standard Time":20261203T090000',
  end = 'DTEND;TZID="Eastern Standard Time":20261203T100000',
  sequence = 0,
  stamp = '20261120T120000Z',
  more = [],
}: {
  readonly method?: string;
  readonly zone?: readonly string[];
  readonly start?: string;
  readonly end?: string;
  readonly sequence?: number;
  readonly stamp?: string;
  readonly more?: readonly string[];
} = {}): string {
  return crlf([
    'BEGIN:VCALENDAR',
    'PRODID:-//Microsoft Corporation//Exchange//EN',
    'VERSION:2.0',
    `METHOD:${method}`,
    ...zone,
    'BEGIN:VEVENT',
    'UID:040000008200E00074C5B7101A82E008',
    `DTSTAMP:${stamp}`,
    start,
    end,
    `SEQUENCE:${sequence}`,
    'SUMMARY:Brattøra quay\\, drawing set C',
    'LOCATION:Room 4\\; Pirsenteret',
    'ORGANIZER;CN=Ingrid Halvorsen:MAILTO:ingrid@example.com',
    'ATTENDEE;CN="Lindqvist, Alex";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:Alex@example.com',
    'ATTENDEE;CN=Bo;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:bo@example.com',
    ...more,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'SUMMARY:Alarm',
    'TRIGGER;RELATED=START:-PT15M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
}
