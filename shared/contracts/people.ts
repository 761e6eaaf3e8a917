import * as v from 'valibot';
import { contactSchema, type ListedContact } from '../people/contact.ts';
import { accountId, text } from './arguments.ts';

/** The name of a card's file: never a path. */
const cardKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** An address on the account's own server: whoever asks gives back what was listed. */
const href = v.pipe(text, v.startsWith('/'));

export const peopleSchemas = {
  'contacts.list': v.object({
    accountId,
    /** What the folder said when it was last listed; null: it is listed whatever it says. */
    seen: v.nullable(text),
  }),
  'contacts.save': v.object({
    accountId,
    /** The name of a new one: 32 hex digits, the same when it is tried again. */
    id: cardKey,
    /** Where it is, and its ETag when it was read; null for a new one. */
    kept: v.nullable(v.object({ href, etag: text })),
    contact: contactSchema,
  }),
  'contacts.read': v.object({ accountId, href }),
  'contacts.remove': v.object({ accountId, href }),
  'contacts.restore': v.object({ accountId, from: href, to: href }),
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
  /**
   * Writes a contact on its server: what changed, and nothing else. Gives it as the server has it then. Rejects as
   * 'conflict' where somebody else changed it meanwhile, and as 'invalid-input' where the server has no place for all of it.
   */
  'contacts.save': { args: Args<'contacts.save'>; result: ListedContact };
  /** A contact as its server has it now. */
  'contacts.read': { args: Args<'contacts.read'>; result: ListedContact };
  /** Moves a contact to Deleted Items; gives where it is then. */
  'contacts.remove': { args: Args<'contacts.remove'>; result: { readonly href: string } };
  /** Moves it back. */
  'contacts.restore': { args: Args<'contacts.restore'>; result: ListedContact };
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
