import { withAllIn } from '../../shared/mail/folder-tree.ts';
import type { RetinueDatabase } from './database.ts';
import { inSpot, pathOf, spotOf } from './folder-tasks.ts';
import { folderIdOf } from './rows.ts';
import type { FolderId, FolderRow, FolderSpot, FolderTask } from './tables.ts';

/** A folder to be. */
export interface NewFolder extends FolderSpot {
  readonly accountId: string;
}

/**
 * The local half of making a folder: its row, and the task for the server. Its path is a guess that holds until the
 * server has made it.
 */
export function createFolderHere(
  database: RetinueDatabase,
  { accountId, ...spot }: NewFolder,
  at: number,
): Promise<FolderId> {
  const { folders, folderTasks } = database;
  return database.transaction('rw', [folders, folderTasks], async () => {
    const parentPath = spot.parent === null ? null : pathOf(spot.parent);
    const path = await freePath(
      database,
      accountId,
      `${parentPath ?? ''}/new:${encodeURIComponent(spot.name)}`,
    );
    const folderId = folderIdOf(accountId, path);
    const counts = { total: 0, unread: 0, contentTag: null };
    const row: FolderRow = {
      id: folderId,
      accountId,
      path,
      href: '',
      parentPath,
      name: spot.name,
      role: 'none',
      ...counts,
    };
    await folders.add(row);
    await folderTasks.add({ kind: 'create', accountId, folderId, at, ...spot });
    return folderId;
  });
}

/** Something else may have been called so, and is called otherwise now. */
async function freePath({ folders }: RetinueDatabase, accountId: string, path: string): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const free = nth === 1 ? path : `${path}#${nth}`;
    if (!(await folders.get(folderIdOf(accountId, free)))) return free;
  }
}

/**
 * The local half of moving or renaming a folder. A change that has not left this computer yet is replaced by the new
 * one, and dropped where that brings the folder back.
 */
export function placeFolderHere(
  database: RetinueDatabase,
  folderId: FolderId,
  spot: FolderSpot,
  anyName: boolean,
  at: number,
): Promise<FolderSpot | null> {
  const { folders, folderTasks } = database;
  return database.transaction('rw', [folders, folderTasks], async () => {
    const row = await folders.get(folderId);
    if (!row) return null;
    const here = spotOf(row);
    await folders.put(inSpot(row, spot));
    const last = (await folderTasks.filter((task) => task.folderId === folderId).sortBy('id')).at(-1);
    const isOpen = last !== undefined && last.tried !== true && (await isLast(database, last));
    if (isOpen && last.kind === 'create') await folderTasks.put({ ...last, ...spot });
    else if (isOpen && last.kind === 'move' && isSame(last.before, spot))
      await folderTasks.delete(last.id as number);
    else if (isOpen && last.kind === 'move') await folderTasks.put({ ...last, ...spot, anyName });
    else
      await folderTasks.add({
        kind: 'move',
        accountId: row.accountId,
        folderId,
        at,
        anyName,
        before: here,
        ...spot,
      });
    return here;
  });
}

/** Whether no later change may count on this one: it can then become another. */
async function isLast({ folderTasks }: RetinueDatabase, { id, accountId }: FolderTask): Promise<boolean> {
  const all = await folderTasks.where('accountId').equals(accountId).sortBy('id');
  return all.at(-1)?.id === id;
}

/** The local half of removing a folder for good: it and what is in it are shown no more. */
export function removeFolderHere(database: RetinueDatabase, folderId: FolderId, at: number): Promise<void> {
  const { folders, folderTasks } = database;
  return database.transaction('rw', [folders, folderTasks], async () => {
    const row = await folders.get(folderId);
    if (!row) return;
    await hide(database, row, true);
    await folderTasks.add({ kind: 'remove', accountId: row.accountId, folderId, at });
  });
}

/** A folder and all that hangs in it as it is shown: one that waits to be moved out is a child by its path only. */
async function hide({ folders }: RetinueDatabase, top: FolderRow, removed: boolean): Promise<void> {
  const all = await folders.where('accountId').equals(top.accountId).toArray();
  for (const row of withAllIn(all, top.id)) {
    const { removed: _before, ...shown } = row;
    await folders.put(removed ? { ...shown, removed } : shown);
  }
}

/** Notes that the server is about to be asked. False: the change was taken back meanwhile. */
export function folderTaskTried(database: RetinueDatabase, task: FolderTask): Promise<boolean> {
  const { folderTasks } = database;
  return database.transaction('rw', [folderTasks], async () => {
    const waiting = await folderTasks.get(task.id as number);
    if (JSON.stringify(waiting) !== JSON.stringify(task)) return false;
    await folderTasks.put({ ...task, tried: true });
    return true;
  });
}

/** The server will not make this change: a folder is again where it was. One that was to be made has to be dropped. */
export function folderTaskGivenUp(database: RetinueDatabase, task: FolderTask): Promise<void> {
  const { folders, folderTasks } = database;
  return database.transaction('rw', [folders, folderTasks], async () => {
    await folderTasks.delete(task.id as number);
    const row = await folders.get(task.folderId);
    if (!row) return;
    const later = await folderTasks.filter((each) => each.folderId === task.folderId).count();
    if (task.kind === 'move' && later === 0) await folders.put(inSpot(row, task.before));
    if (task.kind === 'remove') await hide(database, row, false);
  });
}

/** The same on the person's word. False, and nothing is changed: the server has been asked meanwhile. */
export function folderTaskWithdrawn(database: RetinueDatabase, task: FolderTask): Promise<boolean> {
  const { folders, folderTasks } = database;
  return database.transaction('rw', [folders, folderTasks], async () => {
    const waiting = await folderTasks.get(task.id as number);
    if (!waiting || waiting.tried === true) return false;
    await folderTaskGivenUp(database, waiting);
    return true;
  });
}

function isSame(a: FolderSpot, b: FolderSpot): boolean {
  return a.parent === b.parent && a.name === b.name;
}
