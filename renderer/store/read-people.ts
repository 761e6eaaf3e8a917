import { Dexie } from 'dexie';
import { parseAddresses } from '../../shared/mail/addresses.ts';
import { type Proposed, rankPeople } from '../../shared/people/rank-people.ts';
import type { RetinueDatabase } from './database.ts';
import type { FolderRow, MessageRow } from './tables.ts';

/** Messages that are looked through: enough to know whom one writes to, and read in a moment. */
const NEWEST_SENT = 2000;
const NEWEST_MET = 3000;

/** People that can be proposed while a recipient is typed, the likeliest first. */
export async function readPeople(database: RetinueDatabase, now: number): Promise<readonly Proposed[]> {
  const folders = await database.folders.toArray();
  const of = async (role: FolderRow['role'], count: number) => {
    const some = folders.filter((folder) => folder.role === role);
    const each = Math.ceil(count / Math.max(1, some.length));
    return (await Promise.all(some.map(({ id }) => newestIn(database, id, each)))).flat();
  };
  const [sent, inbox, others, contacts] = await Promise.all([
    of('sent', NEWEST_SENT),
    of('inbox', NEWEST_MET),
    database.messages.limit(NEWEST_MET).toArray(),
    database.contacts.toArray(),
  ]);
  const met = [...inbox, ...others].flatMap(({ from, to }) => [
    ...parseAddresses(from),
    ...parseAddresses(to),
  ]);
  return rankPeople(
    { sent: sent.map(({ to, date }) => ({ to: parseAddresses(to), date })), met, contacts },
    now,
  );
}

function newestIn(
  database: RetinueDatabase,
  folderId: string,
  count: number,
): Promise<readonly MessageRow[]> {
  return database.messages
    .where('[folderId+nd]')
    .between([folderId, Dexie.minKey], [folderId, Dexie.maxKey])
    .limit(count)
    .toArray();
}
