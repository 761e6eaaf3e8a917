import type { Say } from '../language/say.ts';

/** A message whose reminder is due, as far as a notice speaks of it. */
export interface DueReminder {
  readonly id: string;
  readonly folderId: string;
  readonly subject: string;
  readonly sender: string;
}
/** What the system is to show of them. */
export interface ReminderNotice {
  readonly title: string;
  readonly body: string;
  readonly folderId: string;
  readonly messageId: string | null;
  readonly count: number;
}

/** Nobody reads more lines of a notice. */
const NAMED = 3;

/** One notice for all reminders that are due at a time: those that were missed are told together. */
export function reminderNotice(
  due: readonly DueReminder[],
  gathered: string,
  say: Say,
): ReminderNotice | null {
  const [first, second] = due;
  if (!first) return null;
  const subjectOf = ({ subject }: DueReminder) => subject.trim() || say('No subject');
  if (!second) {
    const title = say('Reminder: {subject}', { subject: subjectOf(first) });
    return { title, body: first.sender, folderId: first.folderId, messageId: first.id, count: 1 };
  }
  return {
    title: say('{count, plural, one {# reminder} other {# reminders}}', { count: due.length }),
    body: due.slice(0, NAMED).map(subjectOf).join('\n'),
    folderId: gathered,
    messageId: null,
    count: due.length,
  };
}
