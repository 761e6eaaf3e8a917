import { hangsIn, labelsIn, withAllIn } from '../../../../shared/mail/folder-tree.ts';
import type { FolderRow } from '../../../store/tables.ts';
import type { Say } from '../../../../shared/language/say.ts';

/** A place where a folder can be: in another one, or at the top of its account. */
export interface FolderSite {
  /** null: at the top. */
  readonly id: string | null;
  readonly label: string;
}

/** Folders of an account in the order of their paths, as "Projects / Brattøra"; `without` and what is in it cannot hold itself. */
export function folderSites(
  folders: readonly FolderRow[],
  accountId: string,
  without: FolderRow | null,
  say: Say,
): readonly FolderSite[] {
  const own = folders.filter((each) => each.accountId === accountId && each.root === undefined);
  const inside = new Set(without ? withAllIn(own, without.id) : []);
  const labelOf = labelsIn(own);
  const sites = own
    .filter((folder) => !inside.has(folder))
    .map((folder) => ({ id: folder.id, label: labelOf(folder) }))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  return [{ id: null, label: say('The top of the mailbox') }, ...sites];
}

/** What a deletion takes along: "12 messages and 2 folders". */
export function contentsOf(folders: readonly FolderRow[], folder: FolderRow) {
  const inside = withAllIn(folders, folder.id);
  const messages = inside.reduce((sum, { total }) => sum + (total ?? 0), 0);
  return { messages, folders: inside.length - 1 };
}

/** Whether deleting it is for good: there is no folder for deleted messages, or it is in there already. */
export function isForGood(folders: readonly FolderRow[], folder: FolderRow): boolean {
  const own = folders.filter(({ accountId }) => accountId === folder.accountId);
  const deleted = own.find(({ role }) => role === 'deleted');
  return !deleted || hangsIn(own, folder.id, deleted.id);
}
