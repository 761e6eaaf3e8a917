import { useState } from 'react';
import type { Contact, KeptContact } from '../../../shared/people/contact.ts';
import { useServices } from '../../hooks/services.ts';
import { LOCAL } from '../../store/reader.ts';

/** Where a contact is written to: its book, and what it is there; both null of a new one. */
export interface Place {
  readonly book: string;
  readonly key: string | null;
  readonly kept: KeptContact | null;
}

/** Writes a contact to its address book; resolves with the id of its row when it is safe there. */
export function useSaveContact(): (place: Place, contact: Contact) => Promise<string> {
  const { engine } = useServices();
  // One for the form: a new contact that is saved again after a lost answer is the same one.
  const [id] = useState(() => crypto.randomUUID().replaceAll('-', ''));
  return async ({ book, key, kept }, contact) => {
    if (book === LOCAL) {
      const saved = await engine.call('cards.save', { key, contact });
      return `${LOCAL}|${saved.key}`;
    }
    const address = kept && { href: kept.href, etag: kept.etag };
    const saved = await engine.call('contacts.save', { accountId: book, id, kept: address, contact });
    return `${book}|${saved.key}`;
  };
}
