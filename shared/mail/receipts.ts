import { parseAddresses } from './addresses.ts';
import { fieldOf, type HeaderFields } from './header-fields.ts';
import type { Address } from './types.ts';

/** What a report on reading says (RFC 8098 section 3.2). */
export interface ReadReceipt {
  /** Whose program wrote it. */
  readonly recipient: string | null;
  /** Of the message that was sent, with its angle brackets. */
  readonly originalMessageId: string | null;
  /** What became of the message: shown, deleted unread, handled in another way; null for a word that is not known. */
  readonly disposition: 'displayed' | 'deleted' | 'dispatched' | 'processed' | 'denied' | 'failed' | null;
  /** A person agreed to this report; else the program wrote it by itself. */
  readonly isManual: boolean;
}

/** The type of the part that a program reads. */
export const RECEIPT_TYPE = 'message/disposition-notification';

/** Longer ones are no reports. */
const LONGEST = 64 * 1024;

/** To whom a sender wants a report on reading (RFC 8098 section 2.1); empty where nobody asks. */
export function receiptWanted(fields: HeaderFields): readonly Address[] {
  const value = fieldOf(fields, 'disposition-notification-to');
  // A report is never reported on (section 3).
  const isReport = /^\s*multipart\/report\b/i.test(fieldOf(fields, 'content-type') ?? '');
  if (value === null || isReport) return [];
  return parseAddresses(value.slice(0, 2000)).filter(({ address }) => address !== '');
}

/** A report's part for programs; null for what is none. */
export function readReceipt(text: string): ReadReceipt | null {
  const fields = new Map(
    text
      .slice(0, LONGEST)
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
  );
  const said = fields.get('disposition');
  if (said === undefined) return null;
  const [mode = '', type = ''] = said.split(';');
  const word = /^\s*([a-z]+)/i.exec(type)?.[1]?.toLowerCase() ?? '';
  const recipient = fields.get('final-recipient') ?? fields.get('original-recipient');
  return {
    recipient: recipient?.replace(/^[^;]*;/, '').trim() ?? null,
    originalMessageId: /<[^<>\s]+>/.exec(fields.get('original-message-id') ?? '')?.[0] ?? null,
    disposition: DISPOSITIONS.find((each) => each === word) ?? null,
    isManual: /mdn-sent-manually/i.test(mode),
  };
}

const DISPOSITIONS = ['displayed', 'deleted', 'dispatched', 'processed', 'denied', 'failed'] as const;

/**
 * The part for programs of a report that a person asked Retinue to send: the message was shown. What is written here
 * was checked with the draft.
 */
export function receiptPart({
  recipient,
  originalMessageId,
}: {
  readonly recipient: string;
  readonly originalMessageId: string | null;
}): string {
  return [
    'Reporting-UA: Retinue',
    `Final-Recipient: rfc822;${recipient}`,
    ...(originalMessageId === null ? [] : [`Original-Message-ID: ${originalMessageId}`]),
    'Disposition: manual-action/MDN-sent-manually; displayed',
    '',
  ].join('\r\n');
}
