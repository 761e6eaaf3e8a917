import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { settleHeads, threadsIn } from './heads.ts';
import { isForServer, isPlacing, landedIn } from './placed.ts';
import { accountIdOf, nowhereOf } from './rows.ts';
import type { CursorRow, FolderId, MessageId, MessageRow, PlaceTask } from './tables.ts';
import { removeMessages } from './write-messages.ts';

/** A message as it was before its place changed, and where it is now. */
export interface Placed {
  readonly row: MessageRow;
  readonly to: FolderId;
}

/**
 * The local half of moving messages to a folder of their account, or of removing them for good (`to` null): rows, day
 * counts, the folders' counts and the tasks for the server in one transaction; nothing where there is no such folder. A change that has not left this computer
 * yet is replaced by the new one, and dropped where that brings the message back.
 */
export function placeMessages(
  database: RetinueDatabase,
  ids: readonly MessageId[],
  to: FolderId | null,
  at: number,
): Promise<readonly Placed[]> {
  const { messages, days, folders, tasks } = database;
  return database.transaction('rw', [messages, days, folders, tasks], async () => {
    // A row in a folder that is gone would stay for ever: no list asks about it.
    if (to !== null && !(await folders.get(to))) return [];
    const found = (await messages.bulkGet([...new Set(ids)])).filter((row) => row !== undefined);
    const rows = found.filter(
      (row) => to === null || (row.folderId !== to && accountIdOf(to) === row.accountId),
    );
    const placed = rows.map((row): Placed => ({ row, to: to ?? nowhereOf(row.accountId) }));
    await shift(database, placed);
    await putTasks(database, placed, at);
    return placed;
  });
}

/** Puts rows into other folders; day counts and folder counts follow. Inside a transaction. */
async function shift(database: RetinueDatabase, placed: readonly Placed[]): Promise<void> {
  const tally = createDayTally();
  const counts = new Map<FolderId, { total: number; unread: number }>();
  const count = (folderId: FolderId, row: MessageRow, sign: 1 | -1) => {
    const { total, unread } = counts.get(folderId) ?? { total: 0, unread: 0 };
    counts.set(folderId, { total: total + sign, unread: unread + (row.read ? 0 : sign) });
  };
  const moved = placed.map(({ row, to }) => ({ ...row, folderId: to }));
  for (const [nth, { row, to }] of placed.entries()) {
    const after = moved[nth];
    if (after) tally.added(after);
    tally.removed(row);
    count(row.folderId, row, -1);
    count(to, row, 1);
  }
  await database.messages.bulkPut(moved);
  await settleHeads(database, tally, threadsIn(moved));
  await tally.write(database.days);
  for (const [folderId, { total, unread }] of counts) {
    const folder = await database.folders.get(folderId);
    if (!folder) continue;
    const sum = (before: number | null, change: number) =>
      before === null ? null : Math.max(0, before + change);
    const after = { total: sum(folder.total, total), unread: sum(folder.unread, unread) };
    await database.folders.put({ ...folder, ...after });
  }
}

async function putTasks({ tasks }: RetinueDatabase, placed: readonly Placed[], at: number): Promise<void> {
  const ids = placed.map(({ row }) => row.id);
  const all = (await tasks.where('messageId').anyOf(ids).sortBy('id')).filter(isPlacing);
  // A stand-in that goes on is one no more.
  const landed = all.filter((task) => !isForServer(task));
  const last = new Map(all.filter(isForServer).map((task) => [task.messageId, task]));
  const replaced = [...last.values()].filter((task) => task.tried !== true);
  await tasks.bulkDelete([...landed, ...replaced].map((task) => task.id as number));
  const from = new Map(replaced.map((task) => [task.messageId, task.folderId]));
  const added = placed.map((each) => taskOf(each, from.get(each.row.id) ?? each.row.folderId, at));
  await tasks.bulkAdd(added.filter((task) => task !== null));
}

/** null: the message is where the server has it. */
function taskOf({ row, to }: Placed, folderId: FolderId, at: number): PlaceTask | null {
  if (folderId === to) return null;
  const task = { accountId: row.accountId, folderId, messageId: row.id, at };
  const isRemoval = to === nowhereOf(row.accountId);
  return isRemoval ? { ...task, kind: 'remove' } : { ...task, kind: 'move', to };
}

/**
 * The server has carried out these changes. A moved row stands where it is, under its new address, until the next
 * listing of that folder brings the message with its new key; a removed one goes.
 */
export function placesDone(
  database: RetinueDatabase,
  done: readonly { readonly task: PlaceTask; readonly newHref: string | null }[],
): Promise<void> {
  const { messages, days, bodies, tasks, cursors } = database;
  return database.transaction('rw', [messages, days, bodies, tasks, cursors], async () => {
    const removed: MessageId[] = [];
    for (const { task, newHref } of done) {
      await tasks.delete(task.id as number);
      await lookAgain(database, task, {});
      if (newHref !== null) await messages.update(task.messageId, { href: newHref });
      const more = (await tasks.where('messageId').equals(task.messageId).toArray()).some(isPlacing);
      if (more) continue;
      if (task.kind === 'move') await tasks.put({ ...task, folderId: task.to, landed: true });
      else removed.push(task.messageId);
    }
    await removeMessages(database, removed);
  });
}

/** The folder has been listed, and what still stands in for a moved message was not found there. */
export async function dropLanded(database: RetinueDatabase, folderId: FolderId): Promise<void> {
  const rows = await landedIn(database, folderId);
  await removeMessages(
    database,
    rows.map(({ id }) => id),
  );
}

/**
 * The server has not carried out a change and never will. `back`: the message is where it was, and is shown there
 * again, if that folder is still there; otherwise it is gone, or elsewhere, and the folders are compared with the server.
 */
export function placeGivenUp(database: RetinueDatabase, task: PlaceTask, back: boolean): Promise<void> {
  const { messages, days, bodies, tasks, cursors, folders } = database;
  return database.transaction('rw', [messages, days, bodies, tasks, cursors, folders], async () => {
    const waiting = (await tasks.where('messageId').equals(task.messageId).toArray()).filter(isPlacing);
    await tasks.bulkDelete(waiting.map((each) => each.id as number));
    const row = await messages.get(task.messageId);
    const isHome = back && (await folders.get(task.folderId)) !== undefined;
    if (!isHome) await removeMessages(database, [task.messageId]);
    else if (row && row.folderId !== task.folderId) await shift(database, [{ row, to: task.folderId }]);
    // The server has not changed, so what it tells of changes would not bring the message back.
    for (const each of [task, ...waiting]) await lookAgain(database, each, { mark: null });
  });
}

async function lookAgain(
  { cursors }: RetinueDatabase,
  task: PlaceTask,
  more: Pick<CursorRow, 'mark'>,
): Promise<void> {
  await cursors.update(task.folderId, { seen: null, ...more });
  if (task.kind === 'move') await cursors.update(task.to, { seen: null, ...more });
}
