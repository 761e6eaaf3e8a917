import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMeeting } from '../../../shared/calendar/meeting.ts';
import { meetingReply } from '../../../shared/calendar/meeting-reply.ts';
import {
  answerTo,
  type MeetingRecord,
  ownAttendee,
  recordWith,
  standingOf,
} from '../../../shared/calendar/meeting-standing.ts';
import { readRule } from '../../../shared/calendar/recurrence.ts';
import { recurrenceWords } from '../../../shared/calendar/recurrence-words.ts';
import { knownZone, momentIn, offsetOf } from '../../../shared/calendar/time-zones.ts';
import { whenWords } from '../../../shared/calendar/when-words.ts';
import { english } from '../../../shared/language/say.ts';
import { EASTERN, invitation } from './invitations.ts';

const say = english('en-GB');
const read = (text: string) => {
  const meeting = readMeeting(text);
  if (!meeting) throw new Error('no meeting');
  return meeting;
};
const when = (text: string, zone = 'Europe/Oslo') => whenWords(read(text), zone, say, 'en-GB');

describe('an invitation', () => {
  it('is read with its people, its place and its time', () => {
    const meeting = read(invitation());
    expect(meeting).toMatchObject({
      method: 'request',
      title: 'Brattøra quay, drawing set C',
      where: 'Room 4; Pirsenteret',
      sequence: 0,
      organizer: { name: 'Ingrid Halvorsen', address: 'ingrid@example.com' },
      attendees: [
        { name: 'Lindqvist, Alex', address: 'alex@example.com', partstat: 'none', role: 'required' },
        { name: 'Bo', address: 'bo@example.com', partstat: 'accepted', role: 'optional' },
      ],
    });
    expect(meeting.start?.at).toBe(Date.UTC(2026, 11, 3, 14));
    expect(ownAttendee(meeting, ['x@example.com', 'ALEX@example.com'])?.name).toBe('Lindqvist, Alex');
    expect(ownAttendee(meeting, ['x@example.com'])).toBeNull();
  });

  it.each([
    ['by the description of its zone', {}],
    ['by the name that Windows has for it', { zone: [] }],
    [
      'by a name that the world knows',
      {
        zone: [],
        start: 'DTSTART;TZID=America/New_York:20261203T090000',
        end: 'DTEND;TZID=America/New_York:20261203T100000',
      },
    ],
  ])('shows its time here and the organizer’s beside it: %s', (_, options) => {
    expect(when(invitation(options))).toEqual({
      here: expect.stringMatching(/^Thursday,? 3 December 2026.{1,4}15:00–16:00$/),
      there: '09:00–10:00 for the organizer (Eastern Time)',
    });
    expect(when(invitation(options), 'America/Toronto')?.there).toBeNull();
    expect(when(invitation(options), 'Asia/Tokyo')).toEqual({
      here: expect.stringContaining('23:00'),
      there: expect.stringContaining('09:00'),
    });
  });

  it('shows whole days, clocks of no zone, and zones that nobody knows as they are', () => {
    const days = { start: 'DTSTART;VALUE=DATE:20261203', end: 'DTEND;VALUE=DATE:20261205' };
    expect(when(invitation(days))).toMatchObject({
      there: null,
      here: expect.stringMatching(/^Thursday.* 3\b.*Friday.* 4\b/),
    });
    const floating = { start: 'DTSTART:20261203T090000', end: 'DURATION:PT90M' };
    expect(when(invitation(floating), 'Asia/Tokyo')?.here).toContain('09:00–10:30');
    const unknown = { zone: [], start: 'DTSTART;TZID=Atlantis:20261203T090000', end: 'X:1' };
    expect(when(invitation(unknown))?.here).toMatch(
      /09:00, in a time zone that is not known here: Atlantis$/,
    );
  });

  it('needs a UID and an event, and no text breaks the reader', () => {
    expect(readMeeting(invitation().replace(/UID:.*\r\n/, ''))).toBeNull();
    expect(readMeeting(invitation().replaceAll('VEVENT', 'VTODO'))).toBeNull();
    const whole = invitation();
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.string(), (from, to, put) => {
        readMeeting(whole.slice(0, from) + put + whole.slice(to));
      }),
    );
  });
});

describe('time zones', () => {
  it('described in a message are those of the world, at every hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 365 * 20 }), (hours) => {
        const wall = Date.UTC(2008, 0, 1) + hours * 3_600_000;
        const text = new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, '');
        const start = `DTSTART;TZID="Eastern Standard Time":${text}`;
        const at = read(invitation({ start, zone: EASTERN })).start?.at ?? 0;
        const shown = at + offsetOf('America/New_York', at);
        // The hour that no clock shows is read with one of the two offsets.
        expect(Math.abs(shown - wall)).toBeLessThanOrEqual(3_600_000);
        if (shown === wall) return;
        expect(momentIn('America/New_York', wall) + offsetOf('America/New_York', at)).not.toBe(wall);
      }),
    );
  });

  it('are found by their names only where these are places', () => {
    expect(knownZone('W. Europe Standard Time')).toBe('Europe/Berlin');
    expect(knownZone('/freeassociation.sourceforge.net/Europe/Oslo')).toBe('Europe/Oslo');
    expect(knownZone('Europe/Nowhere')).toBeNull();
    expect(knownZone('EST')).toBeNull();
  });

  it('turn a clock into a moment and back', () => {
    const zones = ['Europe/Oslo', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2 ** 31 }), (zone, seconds) => {
        const at = seconds * 1000;
        const wall = at + offsetOf(zone, at);
        const back = momentIn(zone, wall);
        expect(back + offsetOf(zone, back)).toBe(wall);
        expect(back).toBeLessThanOrEqual(at);
      }),
    );
  });
});

describe('a reply', () => {
  const answer = {
    partstat: 'accepted',
    name: 'Lindqvist, Alex',
    address: 'alex@example.com',
    comment: '',
  } as const;
  const reply = (text: string, comment = '') =>
    meetingReply(text, { ...answer, comment }, Date.UTC(2026, 10, 23, 14, 28)) ?? '';

  it('names the same meeting, version and date, with the zones that it needs', () => {
    const more = ['RECURRENCE-ID;TZID="Eastern Standard Time":20261203T090000'];
    const text = invitation({ sequence: 3, more });
    const back = read(reply(text, 'Late by 10 min;\nsorry'));
    expect(back).toMatchObject({
      method: 'reply',
      uid: read(text).uid,
      sequence: 3,
      stamp: Date.UTC(2026, 10, 23, 14, 28),
      occurrence: read(text).occurrence,
      comment: 'Late by 10 min;\nsorry',
      attendees: [{ name: 'Lindqvist, Alex', address: 'alex@example.com', partstat: 'accepted' }],
      title: read(text).title,
    });
    expect(back.start).toEqual(read(text).start);
    expect(reply(text)).toContain('TZOFFSETTO:-0500');
    expect(reply(text)).not.toMatch(/VALARM|RRULE:FREQ=DAILY|COMMENT/);
  });

  it('has lines that fit and one attendee, whatever the comment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (comment) => {
        const text = reply(invitation(), comment);
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(read(text).attendees).toHaveLength(1);
      }),
    );
  });
});

describe('what is known of a meeting', () => {
  const first = read(invitation({ sequence: 1 }));
  const second = read(invitation({ sequence: 2, stamp: '20261121T120000Z' }));
  const cancel = read(invitation({ method: 'CANCEL', sequence: 3, stamp: '20261122T120000Z' }));
  const reply = read(invitation({ method: 'REPLY', sequence: 9 }));
  const known = (...meetings: readonly (typeof first)[]) =>
    meetings.reduce<MeetingRecord | undefined>((record, each) => recordWith(record, each), undefined);
  const standing = (meeting: typeof first, record: MeetingRecord | undefined) =>
    standingOf(meeting, record, record);

  it('is the newest word of the organizer, in whatever order messages are read', () => {
    expect(standing(first, known(first))).toBe('current');
    expect(standing(first, known(second, first))).toBe('replaced');
    expect(standing(second, known(second, first))).toBe('current');
    expect(standing(second, known(cancel, second, first))).toBe('cancelled');
    expect(standing(first, known(first, reply))).toBe('current');
    expect(known(reply)).toBeUndefined();
  });

  it('keeps the answer to the version that was answered', () => {
    const answer = { partstat: 'accepted', sequence: 1, stamp: null, at: 5, outgoingId: 'o' } as const;
    const record = { ...(known(first) as MeetingRecord), answer };
    expect(answerTo(first, record)).toEqual(answer);
    const later = recordWith(record, second);
    expect(answerTo(second, later)).toBeNull();
    expect(answerTo(first, later)).toEqual(answer);
  });
});

describe('a recurrence in words', () => {
  it.each([
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=10', 'Every 3 days, 10 times'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270312T090000Z',
      'Every 2 weeks on Monday and Thursday, until 12 March 2027',
    ],
    ['FREQ=WEEKLY', 'Every week'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', 'Every month on day 15'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU', 'Every 2 months on the 2nd Tuesday'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3', 'Every month on the 3rd Tuesday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Every month on the last weekday'],
    ['FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=17', 'Every year on day 17 of May'],
    ['FREQ=YEARLY', 'Every year'],
    ['FREQ=DAILY;BYHOUR=9,15', 'Repeats by a rule of its own'],
  ])('%s: %s', (rule, words) => {
    const found = readRule(rule);
    expect(found && recurrenceWords(found, say)).toBe(words);
  });

  it('is said for every rule that can be read', () => {
    expect(readRule('FREQ=SECONDLY')).toBeNull();
    fc.assert(
      fc.property(fc.string(), (any) => {
        const rule = readRule(`FREQ=MONTHLY;${any}`);
        if (rule) expect(recurrenceWords(rule, say)).not.toBe('');
      }),
    );
  });
});
