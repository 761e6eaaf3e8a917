import type { Meeting } from '../../../../shared/calendar/meeting.ts';
import { meetingReply } from '../../../../shared/calendar/meeting-reply.ts';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { assertNever, fail } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { Draft } from '../../../../shared/mail/compose/draft.ts';
import { blankDraft } from '../new-draft.ts';
import type { Choice } from './invitation-words.ts';

export interface AnswerParts {
  readonly message: OpenedMessage;
  readonly meeting: Meeting;
  readonly account: AccountSummary;
  readonly attendee: Meeting['attendees'][number] | null;
  readonly choice: Choice;
  readonly comment: string;
  readonly now: number;
}

/** The message that answers an invitation: words for people, and the REPLY for calendars beside them. Throws 'invalid-input' where nobody can answer or be answered. */
export function answerDraft(parts: AnswerParts, say: Say): Draft {
  const { message, meeting, account, attendee, choice, comment, now } = parts;
  const { organizer } = meeting;
  const blank = blankDraft(account, attendee ? [{ name: attendee.name, address: attendee.address }] : []);
  if (!organizer?.address || blank.from.address === '')
    throw fail(
      'invalid-input',
      say(
        'It is not known which address this answer is from or goes to. Nothing was sent. Write a message to the organizer instead.',
      ),
    );
  const who = { name: attendee?.name || blank.from.name, address: attendee?.address ?? blank.from.address };
  const text = meetingReply(message.calendar ?? '', { ...who, partstat: choice, comment }, now);
  if (text === null) throw fail('bug', 'An answer was made to what is no invitation.');
  const { messageId, references } = message.thread;
  return {
    ...blank,
    to: [{ name: organizer.name, address: organizer.address }],
    subject: subjectOf(choice, meeting.title, say),
    body: { kind: 'text', text: comment === '' ? wordsOf(choice, who.name || who.address, say) : comment },
    calendar: { method: 'REPLY', text },
    inReplyTo: messageId,
    references: messageId === null ? [] : [...references.slice(-20), messageId],
  };
}

function subjectOf(choice: Choice, title: string, say: Say): string {
  switch (choice) {
    case 'accepted':
      return say('Accepted: {title}', { title });
    case 'tentative':
      return say('Tentative: {title}', { title });
    case 'declined':
      return say('Declined: {title}', { title });
    default:
      return assertNever(choice);
  }
}

function wordsOf(choice: Choice, name: string, say: Say): string {
  switch (choice) {
    case 'accepted':
      return say('{name} accepted this invitation.', { name });
    case 'tentative':
      return say('{name} accepted this invitation tentatively.', { name });
    case 'declined':
      return say('{name} declined this invitation.', { name });
    default:
      return assertNever(choice);
  }
}
