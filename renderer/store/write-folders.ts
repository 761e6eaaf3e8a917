import { Dexie } from 'dexie';
import type { RetinueDatabase } from './database.ts';
import { folderTasksOf, withFolderTasks } from './folder-tasks.ts';
import { placedDifference, placedMessages } from './placed.ts';
import { folderIdOf } from './rows.ts';
import type { FolderId, FolderRow, ListedFolder } from './tables.ts';
import { removeMessages } from './write-messages.ts';

/** Rows deleted in one transaction: as many as a page is written in, so that readers are not starved. */
const DROP_ROWS = 500;

/**
 * Replaces an account's folder list. Counts are corrected by what waits here and the server does not know yet.
 * Returns the ids of folders that are gone; drop them with `dropFolder`.
 */
export function putFolders(
  database: RetinueDatabase,
  accountId: string,
  list: readonly ListedFolder[],
): Promise<readonly FolderId[]> {
  const { folders, tasks, messages, folderTasks } = database;
  return database.transaction('rw', [folders, tasks, messages, folderTasks], async () => {
    const known = await folders.where('accountId').equals(accountId).toArray();
    const difference = await waitingDifference(database);
    const listed: FolderRow[] = [];
    for (const folder of list)
      listed.push(await withOwnCount(database, folderRow(accountId, folder, difference)));
    const rows = withFolderTasks(listed, known, await folderTasksOf(database, accountId));
    await folders.bulkPut([...rows]);
    const kept = new Set(rows.map((row) => row.id));
    return known.map(({ id }) => id).filter((id) => !kept.has(id));
  });
}

/** Where the server does not count unread messages (the public store), those that are here are counted. */
async function withOwnCount({ messages }: RetinueDatabase, row: FolderRow): Promise<FolderRow> {
  if (row.unread !== null) return row;
  const unread = await messages.where('[folderId+unread]').equals([row.id, 1]).count();
  return { ...row, unread };
}

type Difference = (folderId: FolderId) => { readonly total: number; readonly unread: number };

async function waitingDifference(database: RetinueDatabase): Promise<Difference> {
  const placed = await placedMessages(database);
  const elsewhere = await placedDifference(database);
  const marks = (await database.tasks.toArray())
    .filter((task) => task.kind === 'read')
    .filter((task) => !placed.has(task.messageId));
  return (folderId) => {
    const { total, unread } = elsewhere(folderId);
    const marked = marks
      .filter((task) => task.folderId === folderId)
      .reduce((sum, task) => sum + (task.read ? -1 : 1), 0);
    return { total, unread: unread + marked };
  };
}

function folderRow(accountId: string, folder: ListedFolder, difference: Difference): FolderRow {
  const id = folderIdOf(accountId, folder.path);
  const { total, unread } = difference(id);
  const sum = (told: number | null, more: number) => (told === null ? null : Math.max(0, told + more));
  return { ...folder, id, accountId, total: sum(folder.total, total), unread: sum(folder.unread, unread) };
}

/**
 * Drops a folder with its rows, a few hundred a transaction. The cursor goes first: should this be cut short and the
 * folder come back, it is listed again from the start.
 */
export async function dropFolder(database: RetinueDatabase, folderId: FolderId): Promise<void> {
  await database.cursors.delete(folderId);
  for (;;) {
    const ids = await database.messages
      .where('[folderId+nd]')
      .between([folderId, Dexie.minKey], [folderId, Dexie.maxKey])
      .limit(DROP_ROWS)
      .primaryKeys();
    if (ids.length > 0) await removeMessages(database, ids);
    else if (await deleteEmpty(database, folderId)) return;
  }
}

/** False when a message came in meanwhile: the person does not know yet that the folder is gone. */
function deleteEmpty(database: RetinueDatabase, folderId: FolderId): Promise<boolean> {
  const { folders, messages } = database;
  const { minKey, maxKey } = Dexie;
  return database.transaction('rw', [folders, messages], async () => {
    const range = messages.where('[folderId+nd]').between([folderId, minKey], [folderId, maxKey]);
    if ((await range.count()) > 0) return false;
    await folders.delete(folderId);
    return true;
  });
}

/** Removes everything that is stored of an account. */
export function removeAccount(database: RetinueDatabase, accountId: string): Promise<void> {
  const { folders, messages, days, bodies, cursors, tasks, accounts, folderTasks } = database;
  const { threadNames, relists, filed, reminded, meetings, contacts, contactFolders } = database;
  const own = `${accountId}|`;
  const ownDays = [
    [own, Dexie.minKey],
    [`${accountId}}`, Dexie.minKey], // '}' follows '|', so this is the end of the ids that begin with `own`
  ] as const;
  const mail = [folders, messages, days, bodies, cursors, threadNames, relists, filed, reminded, meetings];
  const all = [...mail, tasks, accounts, folderTasks, contacts, contactFolders];
  return database.transaction('rw', all, async () => {
    await folders.where('accountId').equals(accountId).delete();
    await folderTasks.where('accountId').equals(accountId).delete();
    await messages.where('id').startsWith(own).delete();
    await bodies.where('messageId').startsWith(own).delete();
    await cursors.where('folderId').startsWith(own).delete();
    await threadNames.where('id').startsWith(own).delete();
    await relists.where('folderId').startsWith(own).delete();
    await meetings.where('id').startsWith(own).delete();
    await contacts.where('accountId').equals(accountId).delete();
    await contactFolders.delete(accountId);
    await filed.where('id').startsWith(own).delete();
    await reminded.where('id').startsWith(own).delete();
    await tasks.where('messageId').startsWith(own).delete();
    await days
      .where('[folderId+nday]')
      .between(...ownDays)
      .delete();
    await accounts.delete(accountId);
  });
}

/** Ids of the accounts that have anything in the store. */
export async function storedAccounts(database: RetinueDatabase): Promise<readonly string[]> {
  const states = await database.accounts.toCollection().primaryKeys();
  const owners = await database.folders.orderBy('accountId').uniqueKeys();
  return [...new Set([...states, ...owners.map(String)])];
}
