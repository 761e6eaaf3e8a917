import type { Dates } from '../../../components/format/dates.ts';
import { formatBytes } from '../../../components/format/numbers.ts';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import { plainOf } from '../../../components/format/text.ts';
import type { MessageRow } from '../../../store/tables.ts';

/** What stands for a sender or subject that is empty. */
export const NO_SENDER = 'No sender';
export const NO_SUBJECT = 'No subject';

/** The spoken name of a row: "Unread. Ingrid Halvorsen. Brattøra quay. Today 14:21. Attachment 184 MB." */
export function rowLabel(
  row: MessageRow,
  dates: Dates,
  { headersOnly, waits }: { readonly headersOnly: boolean; readonly waits: string | null },
): string {
  const parts = [
    row.read ? '' : 'Unread',
    plainOf(shortName(parseSender(row.from))) || NO_SENDER,
    plainOf(row.subject) || NO_SUBJECT,
    row.date === null ? 'No date' : dates.spoken(row.date),
    row.hasAttachment ? `Attachment ${formatBytes(row.size)}` : '',
    row.flagged ? 'Flagged' : '',
    row.categories.length > 0 ? `In ${row.categories.map(plainOf).join(', ')}` : '',
    waits ?? '',
    headersOnly ? 'Headers only' : '',
    row.fault ? row.fault.failure.sentence.replace(/\.$/, '') : '',
  ];
  return `${parts.filter(Boolean).join('. ')}.`;
}
