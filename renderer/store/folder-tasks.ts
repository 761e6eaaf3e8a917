import { assertNever } from '../../shared/errors.ts';
import { isInFolder } from '../../shared/mail/folder-path.ts';
import { withAllIn } from '../../shared/mail/folder-tree.ts';
import type { RetinueDatabase } from './database.ts';
import { accountIdOf } from './rows.ts';
import type { FolderId, FolderRow, FolderSpot, FolderTask } from './tables.ts';

/** The changes of an account's folders that wait, in the order in which they were made. */
export async function folderTasksOf(
  { folderTasks }: RetinueDatabase,
  accountId: string,
): Promise<readonly FolderTask[]> {
  return await folderTasks.where('accountId').equals(accountId).sortBy('id');
}

/** Folders that were made here and that the server does not have yet. */
export async function unmadeFolders(
  database: RetinueDatabase,
  accountId: string,
): Promise<ReadonlySet<FolderId>> {
  const tasks = await folderTasksOf(database, accountId);
  return new Set(tasks.flatMap((task) => (task.kind === 'create' ? [task.folderId] : [])));
}

/** The path in a folder's id. */
export function pathOf(id: FolderId): string {
  return id.slice(accountIdOf(id).length + 1);
}

/** Where a folder hangs now. */
export function spotOf({ accountId, parentPath, name }: FolderRow): FolderSpot {
  return { parent: parentPath === null ? null : `${accountId}|${parentPath}`, name };
}

/** A folder's row in another spot. */
export function inSpot(row: FolderRow, { parent, name }: FolderSpot): FolderRow {
  return { ...row, parentPath: parent === null ? null : pathOf(parent), name };
}

/** Folders as the server lists them, with what waits here, and those that are only here. */
export function withFolderTasks(
  listed: readonly FolderRow[],
  known: readonly FolderRow[],
  tasks: readonly FolderTask[],
): readonly FolderRow[] {
  const rows = new Map(listed.map((row) => [row.id, row]));
  for (const task of tasks) {
    const row = rows.get(task.folderId) ?? known.find(({ id }) => id === task.folderId);
    switch (task.kind) {
      case 'create':
        if (row) rows.set(row.id, inSpot(row, task));
        break;
      case 'move':
        // Where the server has moved it already, its answer is still to be had.
        for (const each of known)
          if (isInFolder(each.id, task.folderId)) rows.set(each.id, rows.get(each.id) ?? each);
        if (row) rows.set(row.id, inSpot(row, task));
        break;
      case 'remove':
        for (const each of withAllIn([...rows.values()], task.folderId))
          rows.set(each.id, { ...each, removed: true });
        break;
      default:
        assertNever(task);
    }
  }
  return [...rows.values()];
}
