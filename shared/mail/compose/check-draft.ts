import { assertNever } from '../../errors.ts';
import { type Told, told } from '../../language/told.ts';
import type { Draft, Mailbox } from './draft.ts';
import { encodedSize } from './encoded-size.ts';
import { readAddress, utf8Length } from './envelope-address.ts';

/** More recipients than this is a mailing, which servers answer by locking the account. So many are still sent. */
export const MOST_RECIPIENTS = 5000;
/** A longer subject is a text pasted into the wrong field; servers cut it or fail. Bytes of UTF-8. */
export const SUBJECT_BYTES = 70 * 1024;
/** RFC 5322 section 2.1.1, less the field's name and brackets: what has no space cannot be folded. */
const ID_BYTES = 900;
const NAME_BYTES = 2000;

/** What stops Send. */
export type DraftFault =
  | { readonly code: 'no-recipient' }
  | { readonly code: 'too-many-recipients'; readonly count: number }
  /** Letters beyond ASCII before the `@`: no Exchange with WebDAV knows SMTPUTF8 (RFC 6531). */
  | { readonly code: 'bad-address' | 'not-ascii'; readonly field: DraftField; readonly text: string }
  | { readonly code: 'control-character' | 'broken-character' | 'too-long'; readonly field: DraftField }
  | { readonly code: 'bad-message-id'; readonly text: string }
  | { readonly code: 'missing-attachment'; readonly name: string }
  | { readonly code: 'too-big'; readonly bytes: number; readonly limit: number };
export type DraftField = 'from' | 'to' | 'cc' | 'bcc' | 'reply-to' | 'subject' | 'text' | 'attachment';

/** What is known around a draft when Send is pressed. */
export interface SendFacts {
  /** Bytes that the server takes of one message; null where nobody knows. */
  readonly limit: number | null;
  /** Ids of the attachments whose bytes lie in the spool. */
  readonly present: ReadonlySet<string>;
}

/** Everything that stops Send, in the order of the window's fields. Empty: it can go. */
export function checkDraft(draft: Draft, { limit, present }: SendFacts): readonly DraftFault[] {
  const bytes = encodedSize(draft);
  return [
    ...recipientFaults(draft),
    ...contentFaults(draft),
    ...draft.attachments.flatMap(({ id, name }): DraftFault[] =>
      present.has(id) ? [] : [{ code: 'missing-attachment', name }],
    ),
    ...(limit !== null && bytes > limit ? [{ code: 'too-big', bytes, limit } as const] : []),
  ];
}

function recipientFaults({ to, cc, bcc }: Draft): readonly DraftFault[] {
  const count = to.length + cc.length + bcc.length;
  if (count === 0) return [{ code: 'no-recipient' }];
  return count > MOST_RECIPIENTS ? [{ code: 'too-many-recipients', count }] : [];
}

/** What cannot be written into a message at all, whoever gets it and whatever the server takes. */
export function contentFaults(draft: Draft): readonly DraftFault[] {
  return [
    ...mailboxFaults('from', [draft.from]),
    ...mailboxFaults('to', draft.to),
    ...mailboxFaults('cc', draft.cc),
    ...mailboxFaults('bcc', draft.bcc),
    ...mailboxFaults('reply-to', draft.replyTo),
    ...lineFaults('subject', draft.subject, SUBJECT_BYTES),
    ...idFaults(draft),
    ...(draft.receipt ? receiptFaults(draft.receipt) : []),
    ...bodyFaults(draft.body.kind === 'text' ? draft.body.text : draft.body.html),
    ...draft.attachments.flatMap(({ name, mimeType, contentId }) => [
      ...lineFaults('attachment', name, NAME_BYTES),
      ...lineFaults('attachment', mimeType, ID_BYTES),
      ...(contentId === null ? [] : contentIdFaults(contentId)),
    ]),
  ];
}

function mailboxFaults(field: DraftField, mailboxes: readonly Mailbox[]): readonly DraftFault[] {
  return mailboxes.flatMap(({ name, address }): DraftFault[] => {
    const reading = readAddress(address);
    if (reading.kind === 'fault' || reading.address !== address)
      return [{ code: 'bad-address', field, text: address }];
    if (reading.smtpUtf8) return [{ code: 'not-ascii', field, text: address }];
    return lineFaults(field, name, NAME_BYTES);
  });
}

/** Why a text cannot stand in a header field. A tab is white space there, all else of its kind ends or hides a line. */
function lineFaults(field: DraftField, text: string, mostBytes: number): DraftFault[] {
  if (/[\ud800-\udfff]/u.test(text)) return [{ code: 'broken-character', field }];
  if (/[^\P{Cc}\t]/u.test(text)) return [{ code: 'control-character', field }];
  return utf8Length(text) > mostBytes ? [{ code: 'too-long', field }] : [];
}

function bodyFaults(text: string): readonly DraftFault[] {
  if (/[\ud800-\udfff]/u.test(text)) return [{ code: 'broken-character', field: 'text' }];
  return text.includes('\0') ? [{ code: 'control-character', field: 'text' }] : [];
}

function idFaults({ messageId, inReplyTo, references }: Draft): readonly DraftFault[] {
  return [messageId, ...(inReplyTo === null ? [] : [inReplyTo]), ...references]
    .filter((id) => !isMessageId(id))
    .map((text) => ({ code: 'bad-message-id', text }));
}

function receiptFaults({
  recipient,
  originalMessageId,
}: NonNullable<Draft['receipt']>): readonly DraftFault[] {
  return [
    ...mailboxFaults('from', [{ name: '', address: recipient }]),
    ...(originalMessageId === null || isMessageId(originalMessageId)
      ? []
      : [{ code: 'bad-message-id', text: originalMessageId } as const]),
  ];
}

/** `<left@right>` in visible ASCII (RFC 5322 section 3.6.4), short enough for a line. */
export function isMessageId(text: string): boolean {
  return text.length <= ID_BYTES && /^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(text);
}

function contentIdFaults(contentId: string): readonly DraftFault[] {
  if (contentId.length <= ID_BYTES && /^[!-;=?-~]+$/.test(contentId)) return [];
  return [{ code: 'bad-message-id', text: contentId }];
}

/** The fault as a person reads it. The draft stays as it is in every case. */
export function faultSentence(fault: DraftFault): Told {
  switch (fault.code) {
    case 'no-recipient':
      return told(
        'The message has no recipient. Retinue keeps it as a draft. Enter an address in To, Cc or Bcc (no-recipient).',
      );
    case 'too-many-recipients':
      return told(
        'The message has {count} recipients, and servers lock accounts for fewer. Retinue did not send it. Send it to at most {most} at a time or use a mailing list (too-many-recipients).',
        { count: fault.count, most: MOST_RECIPIENTS },
      );
    case 'bad-address':
      return told(
        '"{text}" in {field} is not an address. Retinue did not send the message. Correct or remove it (bad-address).',
        { text: shown(fault.text), field: fieldName(fault.field).said },
      );
    case 'not-ascii':
      return told(
        '"{text}" in {field} has letters before the @ that the server cannot carry. Retinue did not send the message. Ask for another address of that person (not-ascii).',
        { text: shown(fault.text), field: fieldName(fault.field).said },
      );
    case 'control-character':
      return told(
        '{field} holds a line break or a control character, with which a message can be forged. Retinue did not send it. Type the text again (control-character).',
        { field: fieldName(fault.field).said },
      );
    case 'broken-character':
      return told(
        '{field} holds half a character. Retinue did not send the message. Type that place again (broken-character).',
        { field: fieldName(fault.field).said },
      );
    case 'too-long':
      return told(
        '{field} is longer than mail servers take. Retinue did not send the message. Shorten it (too-long).',
        { field: fieldName(fault.field).said },
      );
    case 'bad-message-id':
      return told(
        '"{text}" cannot name a message or an image. Retinue did not send the message. Write it anew (bad-message-id).',
        { text: shown(fault.text) },
      );
    case 'missing-attachment':
      return told(
        'The attachment "{name}" is no longer here. Retinue did not send the message. Attach it again or remove it (missing-attachment).',
        { name: shown(fault.name) },
      );
    case 'too-big':
      return told(
        'The message is {size} as it travels, and the server takes {limit}. Retinue did not send it. Remove an attachment or split the message (too-big).',
        { size: sizeText(fault.bytes), limit: sizeText(fault.limit) },
      );
    default:
      return assertNever(fault);
  }
}

/** Not rounded up: the limit and what is just over it read differently. */
function sizeText(bytes: number): string {
  const mb = bytes / (1024 * 1024);
  return mb < 1 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(mb * 100) / 100} MB`;
}

/** Text that caused a fault, safe to show in a sentence. */
function shown(text: string): string {
  const visible = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return visible.length > 80 ? `${visible.slice(0, 80)}…` : visible;
}

function fieldName(field: DraftField): Required<Told> {
  switch (field) {
    case 'from':
      return told('From');
    case 'to':
      return told('To');
    case 'cc':
      return told('Cc');
    case 'bcc':
      return told('Bcc');
    case 'reply-to':
      return told('Reply to');
    case 'subject':
      return told('The subject');
    case 'text':
      return told('The text');
    case 'attachment':
      return told('The name of an attachment');
    default:
      return assertNever(field);
  }
}
