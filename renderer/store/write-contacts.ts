import type { ListedContact } from '../../shared/people/contact.ts';
import type { RetinueDatabase } from './database.ts';
import { contactId } from './rows.ts';
import type { ContactRow } from './tables.ts';

/** What is written about contacts. */
export interface ContactWriter {
  /** Takes over all contacts of an address book, and what its folder said before they were listed. */
  readonly replace: (
    accountId: string,
    contacts: readonly ListedContact[],
    tag: string | null,
  ) => Promise<void>;
  /** One contact as its server has it now; all others stay. */
  readonly put: (accountId: string, contact: ListedContact) => Promise<void>;
  /** The contact that a server has, or had, at this address. */
  readonly drop: (accountId: string, href: string) => Promise<void>;
}

/** Opens the contacts of a database for writing; each function is one transaction. */
export function openContactWriter(database: RetinueDatabase): ContactWriter {
  const { contacts, contactFolders } = database;
  return {
    replace: (accountId, listed, tag) =>
      database.transaction('rw', [contacts, contactFolders], async () => {
        const rows = listed.map((each) => rowOf(accountId, each));
        const kept = new Set(rows.map(({ id }) => id));
        const before = await contacts.where('accountId').equals(accountId).primaryKeys();
        await contacts.bulkDelete(before.filter((id) => !kept.has(id)));
        await contacts.bulkPut(rows);
        await contactFolders.put({ accountId, tag });
      }),
    async put(accountId, contact) {
      await contacts.put(rowOf(accountId, contact));
    },
    async drop(accountId, href) {
      await contacts
        .where('accountId')
        .equals(accountId)
        .and(({ kept }) => kept?.href === href)
        .delete();
    },
  };
}

function rowOf(accountId: string, contact: ListedContact): ContactRow {
  return {
    ...contact,
    accountId,
    id: contactId(accountId, contact.key),
    mails: contact.emails.map(({ address }) => address.toLowerCase()),
  };
}
