import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { checkDraft, faultSentence } from '../../../shared/mail/compose/check-draft.ts';
import type { KeptDraft } from '../../../shared/mail/compose/kept-draft.ts';
import { type Chip, type Recipients, textOf, withoutChip, withText } from './chips.ts';
import type { DraftChange } from './use-draft.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** The fields of recipients, in the order of the window. */
export const FIELDS = ['to', 'cc', 'bcc', 'replyTo'] as const;
export type Field = (typeof FIELDS)[number];

/** What a field is called. */
export function fieldLabel(field: Field, say: Say): string {
  switch (field) {
    case 'to':
      return say('To');
    case 'cc':
      return say('Cc');
    case 'bcc':
      return say('Bcc');
    case 'replyTo':
      return say('Reply-To');
    default:
      return assertNever(field);
  }
}

/** What stands in a field. */
export function valueOf({ draft, refused }: KeptDraft, field: Field): Recipients {
  return { mailboxes: draft[field], refused: refused[field] };
}

/** The change that puts this into a field. */
export function put(field: Field, { mailboxes, refused }: Recipients): DraftChange {
  return (before) => ({
    ...before,
    draft: { ...before.draft, [field]: mailboxes },
    refused: { ...before.refused, [field]: refused },
  });
}

/** The change that moves a chip to the field before or after its own. */
export function moved(from: Field, chip: Chip, index: number, by: -1 | 1): DraftChange {
  const to = FIELDS[FIELDS.indexOf(from) + by];
  if (!to) return (before) => before;
  return (before) => {
    const taken = put(from, withoutChip(valueOf(before, from), index))(before);
    return put(to, withText(valueOf(taken, to), textOf(chip)))(taken);
  };
}

/** Why Send waits, or null. A message that is too big has a strip of its own. */
export function reasonOf({ draft, refused }: KeptDraft, say: Say): string | null {
  if (draft.from.address === '')
    return say(
      'nobody has said yet who writes. Enter your name and address in From; Retinue keeps them for the account.',
    );
  const [text] = FIELDS.flatMap((field) => refused[field]);
  if (text !== undefined) return say('"{text}" is not an address. Correct or remove it.', { text });
  const present = new Set(draft.attachments.map(({ id }) => id));
  const [fault] = checkDraft(draft, { limit: null, present });
  if (fault?.code === 'no-recipient') return say('no recipient yet.');
  return fault ? sayTold(faultSentence(fault), say) : null;
}
