import { type Meeting, meetingName } from '../../shared/calendar/meeting.ts';
import type { MessageHeader } from '../../shared/mail/types.ts';
import { ndOf } from './days.ts';
import { withMarks } from './marks.ts';
import type { FolderId, MessageId, MessageRow } from './tables.ts';

/** The id of a folder's row. */
export function folderIdOf(accountId: string, path: string): FolderId {
  return `${accountId}|${path}`;
}

/** The id of a message's row. */
export function messageIdOf(accountId: string, key: string): MessageId {
  return `${accountId}|${key}`;
}

/** Where the rows of messages are that were removed for good and that the server still has: no folder that is shown. */
export function nowhereOf(accountId: string): FolderId {
  return `${accountId}|removed`;
}

/** The id of a meeting's row, of one date or of the whole. */
export function meetingId(accountId: string, meeting: Pick<Meeting, 'uid' | 'occurrence'>): string {
  return `${accountId}|${meetingName(meeting)}`;
}

/** The address book on this computer; no account has this id, the mail on this computer has another one. */
export const LOCAL = 'cards';

/** The id of a contact's row. */
export function contactId(accountId: string, key: string): string {
  return `${accountId}|${key}`;
}

/** Names a message by what stays the same wherever it is moved (as `isSameMessage` compares). */
export function filedIdOf({ accountId, nd, messageId, size, subject }: MessageRow): string {
  return `${accountId}|${nd}|${messageId ?? `${size}|${subject}`}`;
}

/** The account that a folder's or a message's id belongs to (account ids hold no `|`). */
export function accountIdOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('|')));
}

/** A listed message as a row of the store. */
export function messageRow(folderId: FolderId, header: MessageHeader): MessageRow {
  const accountId = accountIdOf(folderId);
  const row: MessageRow = {
    ...header,
    id: messageIdOf(accountId, header.key),
    accountId,
    folderId,
    nd: ndOf(header.date),
  };
  return withMarks(row, {});
}
