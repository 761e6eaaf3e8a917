import { isCancellation } from '../../../../shared/calendar/meeting-standing.ts';
import type { Participant } from '../../../../shared/calendar/meeting.ts';
import type { MeetingAnswer } from '../../../../shared/calendar/meeting-reply.ts';
import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { Invitation } from './use-invitation.ts';

export type Choice = MeetingAnswer['partstat'];

/** What the message is, over its facts. */
export function kindWords({ meeting, isOwn }: Invitation, say: Say): string {
  const [person] = meeting.attendees;
  const name = nameOf(person, say);
  const method = isCancellation(meeting) ? 'cancel' : meeting.method;
  switch (method) {
    case 'cancel':
      return meeting.occurrence === '' ? say('Cancelled meeting') : say('Cancelled date of a meeting');
    case 'request':
      if (isOwn) return say('Your invitation');
      return meeting.sequence > 0 ? say('Changed invitation') : say('Invitation');
    case 'add':
      return say('Another date of a meeting');
    case 'publish':
      return say('Event');
    case 'reply':
      return replyWords(person, say);
    case 'counter':
      return say('{name} proposes another time', { name });
    case 'declinecounter':
      return say('The organizer keeps the meeting as it is');
    case 'refresh':
      return say('{name} asks for the newest invitation', { name });
    default:
      return assertNever(method);
  }
}

function replyWords(person: Participant | undefined, say: Say): string {
  const name = nameOf(person, say);
  switch (person?.partstat ?? 'none') {
    case 'accepted':
      return say('{name} accepted', { name });
    case 'tentative':
      return say('{name} accepted tentatively', { name });
    case 'declined':
      return say('{name} declined', { name });
    case 'delegated':
      return say('{name} sends somebody else', { name });
    default:
      return say('{name} answered', { name });
  }
}

/** A person's name, else their address. */
export function nameOf(person: Participant | undefined | null, say: Say): string {
  return person?.name || person?.address || say('Somebody');
}

/** What a reader has to know before answering; null where there is nothing. */
export function standingWords({ meeting, standing }: Invitation, say: Say): string | null {
  if (meeting.method === 'cancel' || meeting.isCancelled)
    return say('The organizer cancelled it. Nothing has to be answered.');
  switch (standing) {
    case 'current':
      return null;
    case 'cancelled':
      return say('A later message cancelled this meeting. Nothing has to be answered.');
    case 'replaced':
      return say(
        'A later message changed this meeting. Here is what it was before. Open the later one to answer it.',
      );
    default:
      return assertNever(standing);
  }
}

/** The answer that was given here. */
export function answeredWords(choice: string, when: string, say: Say): string {
  switch (choice) {
    case 'accepted':
      return say('You accepted: {when}.', { when });
    case 'tentative':
      return say('You accepted tentatively: {when}.', { when });
    case 'declined':
      return say('You declined: {when}.', { when });
    default:
      return say('You answered: {when}.', { when });
  }
}

/** Whether there is somebody to answer, and something to answer to. */
export function canAnswer({ meeting, account, standing, isOwn }: Invitation): boolean {
  const isAsked = meeting.method === 'request' || meeting.method === 'add';
  return (
    isAsked &&
    !meeting.isCancelled &&
    standing === 'current' &&
    !isOwn &&
    account !== null &&
    (meeting.organizer?.address ?? '') !== ''
  );
}
