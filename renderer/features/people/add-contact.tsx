import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { NO_CONTACT } from '../../../shared/people/contact.ts';
import { useCommandWith } from '../../hooks/commands.ts';
import { useSay } from '../../hooks/use-say.ts';
import { isStrings } from '../../hooks/use-stored.ts';
import { booksOf } from './books-of.ts';
import { ContactForm, type Editing } from './contact-form.tsx';

/** Somebody whom a message names is put into the address book: the form opens with what is known. */
export function AddContact({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const say = useSay();
  const [editing, setEditing] = useState<Editing | null>(null);
  useCommandWith('add-contact', (text) => {
    const read: unknown = JSON.parse(text);
    if (!isStrings(read)) return;
    const [name = '', address = ''] = read;
    setEditing({
      row: null,
      contact: { ...NO_CONTACT, name, emails: [{ kind: 'other', address }] },
    });
  });
  if (!editing) return null;
  return (
    <ContactForm
      editing={editing}
      books={booksOf(accounts, say)}
      onClose={() => setEditing(null)}
      onSaved={() => undefined}
    />
  );
}
