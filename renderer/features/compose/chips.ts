import type { Mailbox } from '../../../shared/mail/compose/draft.ts';
import {
  type ReadRecipient,
  type RecipientFault,
  readRecipients,
} from '../../../shared/mail/compose/recipients.ts';

/** One field of recipients: what can be sent to, and what was typed and is no address. */
export interface Recipients {
  readonly mailboxes: readonly Mailbox[];
  readonly refused: readonly string[];
}
export type Chip =
  | { readonly kind: 'mailbox'; readonly mailbox: Mailbox; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string; readonly reason: string };

/** The chips of a field, the refused ones last, where they are mended. */
export function chipsOf({ mailboxes, refused }: Recipients): readonly Chip[] {
  return [
    ...mailboxes.map(
      (mailbox): Chip => ({ kind: 'mailbox', mailbox, text: mailbox.name || mailbox.address }),
    ),
    ...refused.map((text): Chip => ({ kind: 'refused', text, reason: reasonOf(text) })),
  ];
}

/** The field with what was typed or pasted: nothing of it is dropped. */
export function withText(field: Recipients, text: string): Recipients {
  const read = readRecipients(text);
  const isMailbox = (each: ReadRecipient) => each.kind === 'recipient';
  return {
    mailboxes: [
      ...field.mailboxes,
      ...read.filter(isMailbox).flatMap((each) => ('mailbox' in each ? [each.mailbox] : [])),
    ],
    refused: [...field.refused, ...read.flatMap((each) => (each.kind === 'refused' ? [each.text] : []))],
  };
}

/** The field without its chip at `index`. */
export function withoutChip({ mailboxes, refused }: Recipients, index: number): Recipients {
  return {
    mailboxes: mailboxes.filter((_, n) => n !== index),
    refused: refused.filter((_, n) => n + mailboxes.length !== index),
  };
}

/** A chip as it is typed again. */
export function textOf(chip: Chip): string {
  if (chip.kind === 'refused' || chip.mailbox.name === '')
    return chip.kind === 'refused' ? chip.text : chip.mailbox.address;
  const { name, address } = chip.mailbox;
  return `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`;
}

function reasonOf(text: string): string {
  const [first] = readRecipients(text);
  return first?.kind === 'refused' ? REASONS[first.fault] : 'This is no address.';
}

const REASONS: Readonly<Record<RecipientFault, string>> = {
  empty: 'There is no address in it.',
  'no-at': 'An address has an @ in it.',
  'control-character': 'It holds a line break or a control character.',
  'hidden-character': 'It holds a character that cannot be seen.',
  'broken-character': 'It holds half a character.',
  'bad-local-part': 'What stands before the @ is no name of a mailbox.',
  'bad-domain': 'What stands after the @ is no name of a server.',
  'too-long': 'It is longer than an address can be.',
  unclosed: 'A quote or bracket is not closed.',
  'several-addresses': 'Two addresses stand together without a comma.',
};
