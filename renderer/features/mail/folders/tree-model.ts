import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import type { FolderRole } from '../../../../shared/mail/types.ts';
import type { FolderRow } from '../../../store/tables.ts';

interface Placed {
  readonly id: string;
  readonly level: number;
  /** Position among its siblings, from 1, and their number. */
  readonly position: number;
  readonly siblings: number;
  /** null: nothing to open. */
  readonly expanded: boolean | null;
  readonly parentId: string | null;
}
export interface AccountItem extends Placed {
  readonly kind: 'account';
  readonly account: AccountSummary;
  readonly empty: boolean;
}
export interface FolderItem extends Placed {
  readonly kind: 'folder';
  readonly folder: FolderRow;
}
export type TreeItem = AccountItem | FolderItem;

const ORDER: readonly FolderRole[] = ['inbox', 'drafts', 'outbox', 'sent', 'none', 'junk', 'deleted'];

/**
 * The tree's visible lines, top to bottom. Accounts are open and folders closed unless `toggled` names them, so that
 * an empty memory is a good start. Folders stand by role and then by name, never by their localised order.
 */
export function visibleItems(
  accounts: readonly AccountSummary[],
  folders: readonly FolderRow[],
  toggled: ReadonlySet<string>,
): readonly TreeItem[] {
  return accounts.flatMap((account, index): readonly TreeItem[] => {
    const own = folders.filter((folder) => folder.accountId === account.id);
    const expanded = !toggled.has(account.id);
    const head: AccountItem = {
      kind: 'account',
      id: account.id,
      level: 1,
      position: index + 1,
      siblings: accounts.length,
      expanded,
      parentId: null,
      account,
      empty: own.length === 0,
    };
    return expanded ? [head, ...itemsUnder(account.id, rootsOf(own), 2, childrenOf(own), toggled)] : [head];
  });
}

/** Drafts, Outbox and Junk count all items, the others unread ones; 0 shows nothing. */
export function countOf(folder: FolderRow): number {
  const all = folder.role === 'drafts' || folder.role === 'outbox' || folder.role === 'junk';
  return (all ? folder.total : folder.unread) ?? 0;
}

/** True where the name and number stand semibold. */
export function isUnread(folder: FolderRow): boolean {
  return (
    (folder.unread ?? 0) > 0 && folder.role !== 'drafts' && folder.role !== 'outbox' && folder.role !== 'junk'
  );
}

/** The spoken name: "Inbox, 23 unread". */
export function folderLabel(folder: FolderRow): string {
  const count = countOf(folder);
  if (count === 0) return folder.name;
  return `${folder.name}, ${count} ${isUnread(folder) ? 'unread' : 'items'}`;
}

type Children = ReadonlyMap<string, readonly FolderRow[]>;

function rootsOf(folders: readonly FolderRow[]): readonly FolderRow[] {
  const paths = new Set(folders.map((folder) => folder.path));
  return sorted(folders.filter(({ parentPath }) => parentPath === null || !paths.has(parentPath)));
}

function childrenOf(folders: readonly FolderRow[]): Children {
  const children = new Map<string, FolderRow[]>();
  for (const folder of folders) {
    if (folder.parentPath === null) continue;
    const siblings = children.get(folder.parentPath);
    if (siblings) siblings.push(folder);
    else children.set(folder.parentPath, [folder]);
  }
  return children;
}

function itemsUnder(
  parentId: string,
  folders: readonly FolderRow[],
  level: number,
  children: Children,
  toggled: ReadonlySet<string>,
): readonly TreeItem[] {
  return folders.flatMap((folder, index): readonly TreeItem[] => {
    const inside = sorted(children.get(folder.path) ?? []);
    const expanded = inside.length > 0 ? toggled.has(folder.id) : null;
    const item: FolderItem = {
      kind: 'folder',
      id: folder.id,
      level,
      position: index + 1,
      siblings: folders.length,
      expanded,
      parentId,
      folder,
    };
    return expanded ? [item, ...itemsUnder(folder.id, inside, level + 1, children, toggled)] : [item];
  });
}

function sorted(folders: readonly FolderRow[]): readonly FolderRow[] {
  return folders.toSorted(
    (a, b) =>
      ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
      a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
}
