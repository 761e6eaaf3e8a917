import type { RetinueDatabase } from './database.ts';
import { type Marks, marksIn } from './marks.ts';
import type { FolderId, MessageId, MessageRow, PlaceTask, TaskRow } from './tables.ts';

/** Whether a task says where its message goes. */
export function isPlacing(task: TaskRow): task is PlaceTask {
  return task.kind === 'move' || task.kind === 'remove';
}

/** Whether the server has still to be asked. */
export function isForServer(task: TaskRow): boolean {
  return !isPlacing(task) || task.landed !== true;
}

/** How many changes of messages and folders wait for an account's server, or for all of them. */
export async function countWaiting(
  { tasks, folderTasks }: RetinueDatabase,
  accountId?: string,
): Promise<number> {
  const isOf = (task: { readonly accountId: string }) =>
    accountId === undefined || task.accountId === accountId;
  return (
    (await tasks.filter((task) => isOf(task) && isForServer(task)).count()) +
    (await folderTasks.filter(isOf).count())
  );
}

/** Rows of a folder that stand in for messages which were moved there and are not listed yet. */
export async function landedIn(
  database: RetinueDatabase,
  folderId: FolderId,
): Promise<readonly MessageRow[]> {
  const landed = (await database.tasks.toArray()).filter((task) => !isForServer(task));
  const here = landed.filter((task) => task.folderId === folderId).map(({ messageId }) => messageId);
  return (await database.messages.bulkGet(here)).filter((row) => row !== undefined);
}

/** Folders in which rows stand in for messages that were moved there. */
export async function landedFolders(database: RetinueDatabase): Promise<ReadonlySet<FolderId>> {
  const landed = await database.tasks.filter((task) => !isForServer(task)).toArray();
  return new Set(landed.map(({ folderId }) => folderId));
}

/** Whether a row is of a message that had another key before it was moved. */
export function isSameMessage(a: MessageRow, b: MessageRow): boolean {
  if (a.nd !== b.nd) return false;
  return a.messageId === null
    ? b.messageId === null && a.subject === b.subject && a.size === b.size
    : a.messageId === b.messageId;
}

/**
 * Messages whose place here is not yet that on the server, each with the folder in which the server has it. A listing
 * says nothing about where they belong.
 */
export async function placedMessages(database: RetinueDatabase): Promise<ReadonlyMap<MessageId, FolderId>> {
  const waiting = (await database.tasks.orderBy('id').toArray()).filter(isPlacing);
  // The first change of several is the one that the server has not carried out.
  return new Map(waiting.reverse().map((task) => [task.messageId, task.folderId]));
}

/** The marks that waiting tasks ask for, by message: the last wish counts. */
export async function wishesFor(
  database: RetinueDatabase,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, Marks>> {
  if (ids.length === 0) return new Map();
  const waiting = await database.tasks.where('messageId').anyOf(ids).sortBy('id');
  const wishes = new Map<MessageId, Marks>();
  for (const task of waiting)
    if (!isPlacing(task)) wishes.set(task.messageId, { ...wishes.get(task.messageId), ...marksIn(task) });
  return wishes;
}

/** By how much a folder here differs from the server's for what waits: in messages, and in unread ones. */
export async function placedDifference(
  database: RetinueDatabase,
): Promise<(folderId: FolderId) => { readonly total: number; readonly unread: number }> {
  const placed = await placedMessages(database);
  const ids = [...placed.keys()];
  const rows = (await database.messages.bulkGet(ids)).filter((row) => row !== undefined);
  const wishes = await wishesFor(database, ids);
  return (folderId) => {
    let total = 0;
    let unread = 0;
    for (const row of rows) {
      const wish = wishes.get(row.id)?.read;
      const readThere = wish === undefined ? row.read : !wish;
      if (row.folderId === folderId) {
        total += 1;
        unread += row.read ? 0 : 1;
      }
      if (placed.get(row.id) === folderId) {
        total -= 1;
        unread -= readThere ? 0 : 1;
      }
    }
    return { total, unread };
  };
}
