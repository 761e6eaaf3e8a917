import type { ListedContact } from '../../shared/people/contact.ts';
import type { RetinueDatabase } from './database.ts';
import { contactId } from './rows.ts';

/** What is written about contacts. */
export interface ContactWriter {
  /** Takes over all contacts of an address book, and what its folder said before they were listed. */
  readonly replace: (
    accountId: string,
    contacts: readonly ListedContact[],
    tag: string | null,
  ) => Promise<void>;
}

/** Opens the contacts of a database for writing; each function is one transaction. */
export function openContactWriter(database: RetinueDatabase): ContactWriter {
  const { contacts, contactFolders } = database;
  return {
    replace: (accountId, listed, tag) =>
      database.transaction('rw', [contacts, contactFolders], async () => {
        const rows = listed.map((each) => ({
          ...each,
          accountId,
          id: contactId(accountId, each.key),
          mails: each.emails.map(({ address }) => address.toLowerCase()),
        }));
        const kept = new Set(rows.map(({ id }) => id));
        const before = await contacts.where('accountId').equals(accountId).primaryKeys();
        await contacts.bulkDelete(before.filter((id) => !kept.has(id)));
        await contacts.bulkPut(rows);
        await contactFolders.put({ accountId, tag });
      }),
  };
}
