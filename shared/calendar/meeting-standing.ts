import type { Meeting, Partstat } from './meeting.ts';

/** The newest that is known of a meeting from all messages about it, and what was answered here. */
export interface MeetingRecord {
  readonly sequence: number;
  readonly stamp: number | null;
  readonly isCancelled: boolean;
  readonly answer: {
    readonly partstat: Partstat;
    /** Of the version that was answered. */
    readonly sequence: number;
    readonly stamp: number | null;
    readonly at: number;
    /** Its outgoing message. */
    readonly outgoingId: string;
  } | null;
}

type Version = Pick<Meeting, 'sequence' | 'stamp'>;

/** Whether a is a later version than b (RFC 5546 section 2.1.5): by its number, then by when it was written. */
export function isLater(a: Version, b: Version): boolean {
  if (a.sequence !== b.sequence) return a.sequence > b.sequence;
  return a.stamp !== null && b.stamp !== null && a.stamp > b.stamp;
}

/** Whether a message of this kind comes from the organizer and says how the meeting is now. */
export function isFromOrganizer({ method }: Pick<Meeting, 'method'>): boolean {
  return method === 'request' || method === 'cancel' || method === 'publish' || method === 'add';
}

/** What is known once this message is read too. Undefined: it says nothing about how the meeting is. */
export function recordWith(known: MeetingRecord | undefined, meeting: Meeting): MeetingRecord | undefined {
  if (!isFromOrganizer(meeting) || (known && !isLater(meeting, known) && !isSame(meeting, known)))
    return known;
  const { sequence, stamp } = meeting;
  const isCancelled =
    isCancellation(meeting) || (known !== undefined && isSame(meeting, known) && known.isCancelled);
  return { sequence, stamp, isCancelled, answer: known?.answer ?? null };
}

function isSame(a: Version, b: Version): boolean {
  return a.sequence === b.sequence && a.stamp === b.stamp;
}

/** It says that the meeting does not take place. */
export function isCancellation({ method, isCancelled }: Pick<Meeting, 'method' | 'isCancelled'>): boolean {
  return method === 'cancel' || isCancelled;
}

/** Where a message stands among all about its meeting: the newest word, or one that a later one has replaced. */
export type Standing = 'current' | 'replaced' | 'cancelled';

/** `own` is of its one date, `whole` of the whole series; both are the same where the message is about the whole. */
export function standingOf(
  meeting: Meeting,
  own: MeetingRecord | undefined,
  whole: MeetingRecord | undefined,
): Standing {
  const later = [own, whole].filter((each) => each !== undefined);
  if (later.some((each) => each.isCancelled && !isLater(meeting, each))) return 'cancelled';
  return own && isLater(own, meeting) ? 'replaced' : 'current';
}

/** The answer that holds for this version; one to an earlier version is none. */
export function answerTo(meeting: Meeting, record: MeetingRecord | undefined): MeetingRecord['answer'] {
  const answer = record?.answer ?? null;
  return answer !== null && answer.sequence >= meeting.sequence ? answer : null;
}

/** The attendee that one of these addresses is; null where none of them was invited by name. */
export function ownAttendee(
  { attendees }: Meeting,
  addresses: readonly string[],
): Meeting['attendees'][number] | null {
  const own = new Set(addresses.map((address) => address.toLowerCase()));
  return attendees.find(({ address }) => address !== '' && own.has(address)) ?? null;
}
