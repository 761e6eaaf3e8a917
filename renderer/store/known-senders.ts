import { Dexie } from 'dexie';
import { parseAddresses } from '../../shared/mail/addresses.ts';
import type { RetinueDatabase } from './database.ts';
import type { FolderId } from './tables.ts';

/** Sent messages that are looked through in each folder: whom one wrote to in years. */
const NEWEST_SENT = 10_000;

/** Whom one had written to when a folder of sent mail looked like this. */
interface Written {
  readonly as: string;
  readonly addresses: ReadonlySet<string>;
}

/**
 * Gives the addresses of the people one knows, in small letters: those in the address books, and whom one has written to.
 * Sent mail is read again only after a folder of it has changed.
 */
export function createKnownSenders(database: RetinueDatabase): () => Promise<readonly string[]> {
  const held = new Map<FolderId, Written>();
  const writtenTo = async (id: FolderId): Promise<ReadonlySet<string>> => {
    const all = database.messages.where('[folderId+nd]').between([id, Dexie.minKey], [id, Dexie.maxKey]);
    const as = `${await all.count()} ${(await all.clone().limit(1).primaryKeys())[0] ?? ''}`;
    const known = held.get(id);
    if (known?.as === as) return known.addresses;
    const rows = await all.clone().limit(NEWEST_SENT).toArray();
    const addresses = new Set(
      rows.flatMap(({ to }) => parseAddresses(to)).map(({ address }) => address.toLowerCase()),
    );
    held.set(id, { as, addresses });
    return addresses;
  };
  return async () => {
    // Straight from the index: no card is read.
    const known = new Set((await database.contacts.orderBy('mails').uniqueKeys()).map(String));
    const sent = await database.folders.filter(({ role }) => role === 'sent').primaryKeys();
    for (const id of sent) for (const address of await writtenTo(id)) known.add(address);
    known.delete('');
    return [...known];
  };
}
