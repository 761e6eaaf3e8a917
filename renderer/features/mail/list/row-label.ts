import type { Dates } from '../../../components/format/dates.ts';
import { formatBytes } from '../../../components/format/numbers.ts';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import { plainOf, listOf } from '../../../components/format/text.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { flagWords } from '../follow-up/flag-words.ts';
import type { ConversationFacts } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** What stands for a sender or subject that is empty. */
export function noSender(say: Say): string {
  return say('No sender');
}
export function noSubject(say: Say): string {
  return say('No subject');
}

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
    const name = shortName(parseSender(from)) || noSender(say);
    // After the first one there is room for given names.
    return nth === 0 || name.includes('@') ? name : (name.split(/\s+/)[0] ?? name);
  });
  return listOf([...new Set(names)], say);
}

/** The spoken name of a row: "Unread. Ingrid Halvorsen. Brattøra quay. Today 14:21. Attachment 184 MB. 4 messages, open." */
export function rowLabel(row: MessageRow, dates: Dates, state: RowState, say: Say): string {
  const { headersOnly, waits, conversation } = state;
  const unread = conversation ? conversation.unread > 0 : !row.read;
  const attached = conversation ? conversation.attached : row.hasAttachment ? row.size : 0;
  const parts = [
    unread ? say('Unread') : '',
    plainOf(conversation ? writersLine(conversation, say) : shortName(parseSender(row.from))) ||
      noSender(say),
    plainOf(row.subject) || noSubject(say),
    row.date === null ? say('No date') : dates.spoken(row.date),
    attached > 0 ? say('Attachment {size}', { size: formatBytes(attached) }) : '',
    flagWords(row, dates, say) || (conversation?.flagged ? say('Flagged') : ''),
    row.categories.length > 0
      ? say('In {categories}', { categories: listOf(row.categories.map(plainOf), say) })
      : '',
    waits ?? '',
    headersOnly ? say('Headers only') : '',
    row.fault ? sayTold(row.fault.failure, say).replace(/\.$/, '') : '',
    conversation
      ? state.isOpen
        ? say('{count, plural, one {# message} other {# messages}}, open', { count: conversation.count })
        : say('{count, plural, one {# message} other {# messages}}, closed', { count: conversation.count })
      : '',
  ];
  return `${parts.filter(Boolean).join('. ')}.`;
}
