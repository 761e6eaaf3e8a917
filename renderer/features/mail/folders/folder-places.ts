import type { FolderRow } from '../../../store/tables.ts';

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
): readonly FolderSite[] {
  const own = folders.filter((each) => each.accountId === accountId && each.root === undefined);
  const inside = without
    ? new Set([without.id, ...descendants(own, without).map(({ id }) => id)])
    : new Set();
  const sites = own
    .filter(({ id }) => !inside.has(id))
    .map((folder) => ({ id: folder.id, label: labelOf(own, folder) }))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  return [{ id: null, label: 'The top of the mailbox' }, ...sites];
}

/** All folders that hang in a folder. */
export function descendants(folders: readonly FolderRow[], folder: FolderRow): readonly FolderRow[] {
  const found: FolderRow[] = [];
  for (let level = [folder]; level.length > 0; ) {
    const paths = new Set(level.map(({ path }) => path));
    level = folders.filter(
      (each) =>
        each.accountId === folder.accountId &&
        each.parentPath !== null &&
        paths.has(each.parentPath) &&
        each.id !== folder.id &&
        !found.includes(each),
    );
    found.push(...level);
  }
  return found;
}

function labelOf(folders: readonly FolderRow[], folder: FolderRow, depth = 0): string {
  const parent = folders.find(({ path }) => path === folder.parentPath);
  // A server can list a circle.
  return parent && depth < 50 ? `${labelOf(folders, parent, depth + 1)} / ${folder.name}` : folder.name;
}

/** What a deletion takes along: "12 messages and 2 folders". */
export function contentsOf(folders: readonly FolderRow[], folder: FolderRow) {
  const inside = descendants(folders, folder);
  const messages = [folder, ...inside].reduce((sum, { total }) => sum + (total ?? 0), 0);
  return { messages, folders: inside.length };
}

/** Whether deleting it is for good: there is no folder for deleted messages, or it is in there already. */
export function isForGood(folders: readonly FolderRow[], folder: FolderRow): boolean {
  const own = folders.filter(({ accountId }) => accountId === folder.accountId);
  const deleted = own.find(({ role }) => role === 'deleted');
  return !deleted || descendants(own, deleted).some(({ id }) => id === folder.id);
}
