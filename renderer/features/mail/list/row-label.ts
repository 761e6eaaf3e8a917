import type { Dates } from '../../../components/format/dates.ts';
import { formatBytes } from '../../../components/format/numbers.ts';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import { plainOf } from '../../../components/format/text.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { flagWords } from '../follow-up/flag-words.ts';
import type { ConversationFacts } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';

/** What stands for a sender or subject that is empty. */
export const NO_SENDER = 'No sender';
export const NO_SUBJECT = 'No subject';

/** What of a row cannot be seen in the message alone. */
export interface RowState {
  readonly headersOnly: boolean;
  readonly waits: string | null;
  /** Present where it stands for several messages. */
  readonly conversation?: ConversationFacts | undefined;
  readonly isOpen?: boolean;
}

/** Who takes part, the newest writer first: "Ingrid Halvorsen, Tomás, you". */
export function writersLine({ writers }: ConversationFacts, say: Say): string {
  const names = writers.map((from, nth) => {
    if (from === null) return nth === 0 ? say('You') : say('you');
    const name = shortName(parseSender(from)) || NO_SENDER;
    // After the first one there is room for given names.
    return nth === 0 || name.includes('@') ? name : (name.split(/\s+/)[0] ?? name);
  });
  return [...new Set(names)].join(', ');
}

/** The spoken name of a row: "Unread. Ingrid Halvorsen. Brattøra quay. Today 14:21. Attachment 184 MB. 4 messages, open." */
export function rowLabel(row: MessageRow, dates: Dates, state: RowState, say: Say): string {
  const { headersOnly, waits, conversation } = state;
  const unread = conversation ? conversation.unread > 0 : !row.read;
  const attached = conversation ? conversation.attached : row.hasAttachment ? row.size : 0;
  const parts = [
    unread ? 'Unread' : '',
    plainOf(conversation ? writersLine(conversation, say) : shortName(parseSender(row.from))) || NO_SENDER,
    plainOf(row.subject) || NO_SUBJECT,
    row.date === null ? 'No date' : dates.spoken(row.date),
    attached > 0 ? `Attachment ${formatBytes(attached)}` : '',
    flagWords(row, dates, say) || (conversation?.flagged ? say('Flagged') : ''),
    row.categories.length > 0 ? `In ${row.categories.map(plainOf).join(', ')}` : '',
    waits ?? '',
    headersOnly ? 'Headers only' : '',
    row.fault ? row.fault.failure.sentence.replace(/\.$/, '') : '',
    conversation
      ? state.isOpen
        ? say('{count, plural, one {# message} other {# messages}}, open', { count: conversation.count })
        : say('{count, plural, one {# message} other {# messages}}, closed', { count: conversation.count })
      : '',
  ];
  return `${parts.filter(Boolean).join('. ')}.`;
}
