import * as v from 'valibot';
import { contactSchema, type ListedContact } from '../people/contact.ts';
import { accountId, text } from './arguments.ts';

/** The name of a card's file: never a path. */
const cardKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export const peopleSchemas = {
  'contacts.list': v.object({
    accountId,
    /** What the folder said when it was last listed; null: it is listed whatever it says. */
    seen: v.nullable(text),
  }),
  'cards.list': v.null(),
  'cards.save': v.object({ key: v.nullable(cardKey), contact: contactSchema }),
  'cards.add': v.object({ contacts: v.pipe(v.array(contactSchema), v.maxLength(1000)) }),
  'cards.remove': v.object({ key: cardKey }),
} as const;
type Args<M extends keyof typeof peopleSchemas> = v.InferOutput<(typeof peopleSchemas)[M]>;

/** How a listing of contacts ended. 'none': this server keeps no address book that can be read. */
export type ContactsEnd =
  | { readonly kind: 'unchanged' | 'none' }
  | { readonly kind: 'listed'; readonly tag: string | null };

/** What the network process is asked about people. */
export type PeopleCalls = {
  /** The cards on this computer. Rejects where their folder cannot be read; a card that is broken is left where it is. */
  'cards.list': { args: null; result: readonly ListedContact[] };
  /** Writes a card, a new one where it has no key yet. Resolves when it is safe on disk. */
  'cards.save': { args: Args<'cards.save'>; result: { readonly key: string } };
  /** Writes new cards, each as with `cards.save`. */
  'cards.add': { args: Args<'cards.add'>; result: null };
  'cards.remove': { args: Args<'cards.remove'>; result: null };
};
export type PeopleStreams = {
  /** All contacts of an account, unless the folder says what it said before. */
  'contacts.list': { args: Args<'contacts.list'>; item: ListedContact; end: ContactsEnd };
};
