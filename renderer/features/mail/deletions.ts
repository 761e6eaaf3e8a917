import { groupBy } from '../../../shared/group-by.ts';
import type { FolderRow, MessageRow } from '../../store/tables.ts';

/** What Delete does with messages, wherever they are. */
export interface Deletions {
  /** Each into the Deleted Items of its own account. */
  readonly moves: readonly { readonly trash: FolderRow; readonly messageIds: readonly string[] }[];
  /** Those that are in Deleted Items already, whose account has no such folder, or that are not in its mailbox. */
  readonly rest: readonly string[];
}

export function deletionsOf(rows: readonly MessageRow[], folders: readonly FolderRow[]): Deletions {
  const trashes = folders.filter(({ role }) => role === 'deleted');
  // What lies outside of the mailbox cannot come into its Deleted Items.
  const outside = new Set(folders.filter(({ root }) => root !== undefined).map(({ id }) => id));
  const trashOf = (row: MessageRow) =>
    outside.has(row.folderId)
      ? undefined
      : trashes.find(({ accountId, id }) => accountId === row.accountId && id !== row.folderId);
  const byTrash = groupBy(rows, trashOf);
  const idsOf = (some: readonly MessageRow[] = []) => some.map(({ id }) => id);
  return {
    moves: [...byTrash].flatMap(([trash, some]) => (trash ? [{ trash, messageIds: idsOf(some) }] : [])),
    rest: idsOf(byTrash.get(undefined)),
  };
}

/** Where messages may be moved from: one account, and one folder or several (null). */
export interface Place {
  readonly accountId: string;
  readonly id: string | null;
}

/** null: they are of several accounts, and mail is moved within one. */
export function commonPlace(rows: readonly MessageRow[]): Place | null {
  const [first] = rows;
  if (!first || rows.some(({ accountId }) => accountId !== first.accountId)) return null;
  const isOne = rows.every(({ folderId }) => folderId === first.folderId);
  return { accountId: first.accountId, id: isOne ? first.folderId : null };
}
