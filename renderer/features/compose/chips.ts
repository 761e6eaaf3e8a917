import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
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
export function chipsOf({ mailboxes, refused }: Recipients, say: Say): readonly Chip[] {
  return [
    ...mailboxes.map(
      (mailbox): Chip => ({ kind: 'mailbox', mailbox, text: mailbox.name || mailbox.address }),
    ),
    ...refused.map((text): Chip => ({ kind: 'refused', text, reason: reasonOf(text, say) })),
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

function reasonOf(text: string, say: Say): string {
  const [first] = readRecipients(text);
  return first?.kind === 'refused' ? faultWords(first.fault, say) : say('This is no address.');
}

function faultWords(fault: RecipientFault, say: Say): string {
  switch (fault) {
    case 'empty':
      return say('There is no address in it.');
    case 'no-at':
      return say('An address has an @ in it.');
    case 'control-character':
      return say('It holds a line break or a control character.');
    case 'hidden-character':
      return say('It holds a character that cannot be seen.');
    case 'broken-character':
      return say('It holds half a character.');
    case 'bad-local-part':
      return say('What stands before the @ is no name of a mailbox.');
    case 'bad-domain':
      return say('What stands after the @ is no name of a server.');
    case 'too-long':
      return say('It is longer than an address can be.');
    case 'unclosed':
      return say('A quote or bracket is not closed.');
    case 'several-addresses':
      return say('Two addresses stand together without a comma.');
    default:
      return assertNever(fault);
  }
}
