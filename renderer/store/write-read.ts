import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { withRead } from './rows.ts';
import type { FolderId, MessageId, MessageRow, ReadTask, TaskRow } from './tables.ts';

/**
 * The local half of marking messages read or unread: rows, day counts, the folder's unread count and the task for the
 * server in one transaction. A wish that undoes one which has not left this computer yet cancels it.
 */
export function markRead(
  database: RetinueDatabase,
  ids: readonly MessageId[],
  read: boolean,
  at: number,
): Promise<void> {
  const { messages, days, folders, tasks } = database;
  return database.transaction('rw', [messages, days, folders, tasks], async () => {
    const rows = (await messages.bulkGet([...new Set(ids)])).filter(
      (row): row is MessageRow => row !== undefined && row.read !== read,
    );
    if (rows.length === 0) return;
    const tally = createDayTally();
    const perFolder = new Map<FolderId, number>();
    const changed = rows.map((row) => {
      const next = withRead(row, read);
      tally.removed(row);
      tally.added(next);
      perFolder.set(row.folderId, (perFolder.get(row.folderId) ?? 0) + (read ? -1 : 1));
      return next;
    });
    await messages.bulkPut(changed);
    await tally.write(days);
    for (const [folderId, difference] of perFolder) await adjustUnread(database, folderId, difference);
    await putWishes(database, changed, at);
  });
}

async function adjustUnread(
  database: RetinueDatabase,
  folderId: FolderId,
  difference: number,
): Promise<void> {
  const folder = await database.folders.get(folderId);
  if (!folder || folder.unread === null) return;
  await database.folders.put({ ...folder, unread: Math.max(0, folder.unread + difference) });
}

async function putWishes(database: RetinueDatabase, rows: readonly MessageRow[], at: number): Promise<void> {
  const ids = rows.map((row) => row.id);
  const waiting = await database.tasks.where('messageId').anyOf(ids).toArray();
  const untried = waiting.filter((task) => task.kind === 'read' && task.tried !== true);
  const collapsed = new Set(untried.map((task) => task.messageId));
  await database.tasks.bulkDelete(untried.map((task) => task.id as number));
  const wishes = rows.filter((row) => !collapsed.has(row.id)).map((row) => taskOf(row, at));
  await database.tasks.bulkAdd(wishes);
}

function taskOf(row: MessageRow, at: number): ReadTask {
  return {
    accountId: row.accountId,
    folderId: row.folderId,
    messageId: row.id,
    kind: 'read',
    read: row.read,
    at,
  };
}

/**
 * Notes that the server is about to be asked for these, and returns which of them still wait: a wish that was taken
 * back since it was read must not come to life again.
 */
export function markTried(database: RetinueDatabase, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const { tasks } = database;
  return database.transaction('rw', [tasks], async () => {
    const waiting = (await tasks.bulkGet([...ids])).filter((task) => task !== undefined);
    const fresh = waiting.filter((task) => task.tried !== true);
    if (fresh.length > 0) await tasks.bulkPut(fresh.map((task): TaskRow => ({ ...task, tried: true })));
    return new Set(waiting.map((task) => task.id as number));
  });
}

/** Forgets tasks that are done or given up; where a wish was given up, the folder is compared with the server again. */
export function settleTasks(
  database: RetinueDatabase,
  ids: readonly number[],
  lookAgain: readonly FolderId[],
): Promise<void> {
  const { tasks, cursors } = database;
  return database.transaction('rw', [tasks, cursors], async () => {
    await tasks.bulkDelete([...ids]);
    for (const folderId of lookAgain) await cursors.update(folderId, { seen: null });
  });
}
