import { isInFolder, movedId } from '../../shared/mail/folder-path.ts';
import { Dexie } from 'dexie';
import type { FolderPlace } from '../../shared/contracts/folders.ts';
import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { settleHeads, threadsIn } from './heads.ts';
import { inSpot, pathOf, spotOf } from './folder-tasks.ts';
import { accountIdOf, folderIdOf, messageIdOf } from './rows.ts';
import type { FolderId, FolderRow, FolderTask, MessageRow, TaskRow } from './tables.ts';

/**
 * The server has made or moved a folder: it and all that is in it have other paths now. Rows, bodies, day counts,
 * cursors and what waits follow in one transaction, so that nothing is listed anew and nothing that waits is lost.
 * A message whose key is its path (a server without permanent URLs) gets its new key.
 */
export function folderTaskDone(
  database: RetinueDatabase,
  task: FolderTask,
  place: FolderPlace,
): Promise<FolderId> {
  const { folders, folderTasks, messages, bodies, days, cursors, tasks, relists } = database;
  const all = [folders, folderTasks, messages, bodies, days, cursors, tasks, relists];
  return database.transaction('rw', all, async () => {
    await folderTasks.delete(task.id as number);
    const { accountId } = task;
    const shift = shiftOf(task.folderId, place);
    const rows = await folders.where('accountId').equals(accountId).toArray();
    const top = rows.find(({ id }) => id === task.folderId)?.href ?? '';
    for (const row of rows.filter(({ id }) => isInFolder(id, task.folderId))) {
      // One in it that the server has not made yet has no address before it has.
      const waits = row.href === '' && row.id !== task.folderId;
      const href = waits ? '' : place.href + row.href.slice(top.length);
      await shiftFolder(database, row, shift, href);
      await shiftMessages(database, row, shift, href);
    }
    for (const row of rows.filter(({ id }) => !isInFolder(id, task.folderId))) {
      // One that waits to be moved out of it, or into it, hangs where it hung.
      const spot = spotOf(row);
      if (spot.parent !== null && isInFolder(spot.parent, task.folderId))
        await folders.put(inSpot(row, { ...spot, parent: shift(spot.parent) }));
    }
    await tasks.toCollection().modify((waiting) => {
      Object.assign(waiting, shiftTask(waiting, shift));
    });
    for (const each of await folderTasks.where('accountId').equals(accountId).toArray())
      await folderTasks.put(shiftFolderTask(each, shift));
    return folderIdOf(accountId, place.path);
  });
}

type Shift = (id: FolderId) => FolderId;

function shiftOf(from: FolderId, { path }: FolderPlace): Shift {
  const to = folderIdOf(accountIdOf(from), path);
  return (id) => movedId(id, from, to);
}

async function shiftFolder(
  { folders, cursors, relists }: RetinueDatabase,
  row: FolderRow,
  shift: Shift,
  href: string,
): Promise<void> {
  const id = shift(row.id);
  const { parent, name } = spotOf(row);
  const cursor = await cursors.get(row.id);
  const relist = await relists.get(row.id);
  await relists.delete(row.id);
  if (relist) await relists.put({ ...relist, folderId: id });
  await folders.delete(row.id);
  await cursors.delete(row.id);
  const spot = { parent: parent === null ? null : shift(parent), name };
  await folders.put({ ...inSpot(row, spot), id, path: pathOf(id), href });
  if (cursor) await cursors.put({ ...cursor, folderId: id, seen: null });
}

async function shiftMessages(
  { messages, bodies, days, tasks }: RetinueDatabase,
  { id: from, href: before }: FolderRow,
  shift: Shift,
  href: string,
): Promise<void> {
  const to = shift(from);
  if (to === from) return;
  const range = [
    [from, Dexie.minKey],
    [from, Dexie.maxKey],
  ] as const;
  const rows = await messages
    .where('[folderId+nd]')
    .between(...range)
    .toArray();
  const moved = rows.map((row): MessageRow => {
    const isPath = row.key.startsWith(`${pathOf(from)}/`);
    const key = isPath ? pathOf(to) + row.key.slice(pathOf(from).length) : row.key;
    // A message that was moved in here, and that the server has elsewhere, keeps its address.
    const isHere = before !== '' && row.href.startsWith(before);
    const there = isHere ? href + row.href.slice(before.length) : row.href;
    return { ...row, id: messageIdOf(row.accountId, key), key, folderId: to, href: there };
  });
  const tally = createDayTally();
  for (const row of rows) tally.removed(row);
  await messages.bulkDelete(rows.map(({ id }) => id));
  // The folder may have been listed at its new path before it was known that it had moved.
  const twice = await messages.bulkGet(moved.map(({ id }) => id));
  for (const row of twice) if (row) tally.removed(row);
  for (const row of moved) tally.added(row);
  await messages.bulkPut(moved);
  await settleHeads({ messages }, tally, threadsIn([...moved, ...twice.flatMap((row) => row ?? [])]));
  await tally.write(days);
  for (const [nth, { id: old }] of rows.entries()) {
    const id = moved[nth]?.id ?? old;
    if (id === old) continue;
    const body = await bodies.get(old);
    await bodies.delete(old);
    if (body) await bodies.put({ ...body, messageId: id });
    await tasks.where('messageId').equals(old).modify({ messageId: id });
  }
}

function shiftTask(task: TaskRow, shift: Shift): TaskRow {
  const folderId = shift(task.folderId);
  return task.kind === 'move' ? { ...task, folderId, to: shift(task.to) } : { ...task, folderId };
}

function shiftFolderTask(task: FolderTask, shift: Shift): FolderTask {
  const folderId = shift(task.folderId);
  const to = (parent: FolderId | null) => (parent === null ? null : shift(parent));
  if (task.kind === 'remove') return { ...task, folderId };
  if (task.kind === 'create') return { ...task, folderId, parent: to(task.parent) };
  return {
    ...task,
    folderId,
    parent: to(task.parent),
    before: { ...task.before, parent: to(task.before.parent) },
  };
}
