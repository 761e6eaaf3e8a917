import type { LucideIcon } from 'lucide-react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { assertNever } from '../../../../shared/errors.ts';
import type { Root } from '../../../../shared/mail/roots.ts';
import type { FolderRole } from '../../../../shared/mail/types.ts';
import { groupBy } from '../../../../shared/group-by.ts';
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
/** The folders of another user that are on the list, or the public ones. */
export interface BranchItem extends Placed {
  readonly kind: 'branch';
  readonly of: Root['kind'];
  readonly name: string;
}
export interface FolderItem extends Placed {
  readonly kind: 'folder';
  readonly folder: FolderRow;
}
/** The heading over the smart folders. */
export interface SmartHeadItem extends Placed {
  readonly kind: 'smart-head';
}
export interface SmartItem extends Placed {
  readonly kind: 'smart';
  readonly smart: SmartFolder;
}
export type TreeItem = SmartHeadItem | SmartItem | AccountItem | BranchItem | FolderItem;

/** A folder that gathers messages of all accounts. */
export interface SmartFolder {
  readonly id: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly count: number;
  /** How many of them wait for the person. */
  readonly needsYou: number;
}

/** What it is called in the tree. */
export function itemName(item: TreeItem): string {
  switch (item.kind) {
    case 'smart-head':
      return 'Smart folders';
    case 'smart':
      return item.smart.name;
    case 'account':
      return item.account.name;
    case 'branch':
      return item.name;
    case 'folder':
      return item.folder.name;
    default:
      return assertNever(item);
  }
}

const SMART_HEAD = 'smart:';

const ORDER: readonly FolderRole[] = ['inbox', 'drafts', 'outbox', 'sent', 'none', 'junk', 'deleted'];

/**
 * The tree's visible lines, top to bottom: smart folders first. Accounts are open and folders closed unless `toggled` names them, so that
 * an empty memory is a good start. Folders stand by role and then by name, never by their localised order.
 */
export function visibleItems(
  accounts: readonly AccountSummary[],
  folders: readonly FolderRow[],
  toggled: ReadonlySet<string>,
  smart: readonly SmartFolder[] = [],
): readonly TreeItem[] {
  const before = smart.length > 0 ? 1 : 0;
  const own = accounts.flatMap((account, index): readonly TreeItem[] => {
    const own = folders.filter((folder) => folder.accountId === account.id);
    const expanded = !toggled.has(account.id);
    const head: AccountItem = {
      kind: 'account',
      id: account.id,
      level: 1,
      position: before + index + 1,
      siblings: before + accounts.length,
      expanded,
      parentId: null,
      account,
      empty: own.length === 0,
    };
    return expanded ? [head, ...inAccount(account, own, toggled)] : [head];
  });
  return [...smartItems(smart, before + accounts.length, !toggled.has(SMART_HEAD)), ...own];
}

/** The mailbox's own folders, then a branch for each user whose folders are on the list, then the public ones. */
function inAccount(
  account: AccountSummary,
  all: readonly FolderRow[],
  toggled: ReadonlySet<string>,
): readonly TreeItem[] {
  const own = all.filter(({ root }) => root === undefined);
  const branches = branchesOf(account);
  const top = rootsOf(own);
  const siblings = top.length + branches.length;
  const items = itemsUnder(account.id, top, 2, childrenOf(own), toggled);
  const counted = items.map((item) => (item.level === 2 ? { ...item, siblings } : item));
  const others = branches.flatMap(({ roots, ...branch }, index): readonly TreeItem[] => {
    // A mailbox that is open as a whole is its branch: its own top has no line.
    const tops = new Set(roots.filter(({ whole }) => whole).map(({ path }) => path));
    const paths = new Set(roots.map(({ path }) => path));
    const rows = all.filter(({ root, path }) => paths.has(root ?? '') && !tops.has(path));
    const position = top.length + index + 1;
    const expanded = rows.length > 0 ? !toggled.has(branch.id) : null;
    const item: BranchItem = {
      ...branch,
      kind: 'branch',
      level: 2,
      position,
      siblings,
      expanded,
      parentId: account.id,
    };
    return expanded ? [item, ...itemsUnder(branch.id, rootsOf(rows), 3, childrenOf(rows), toggled)] : [item];
  });
  return [...counted, ...others];
}

function branchesOf({ id, roots = [] }: AccountSummary) {
  const ofUsers = groupBy(
    roots.filter(({ kind }) => kind === 'user'),
    ({ owner }) => owner,
  );
  const users = [...ofUsers].map(([owner, some]) => ({
    id: `${id}|user:${owner}`,
    of: 'user' as const,
    name: owner,
    roots: some,
  }));
  users.sort((a, b) => a.name.localeCompare(b.name));
  const open = roots.filter(({ kind }) => kind === 'public');
  const name = 'Public Folders';
  return [
    ...users,
    ...(open.length > 0 ? [{ id: `${id}|public`, of: 'public' as const, name, roots: open }] : []),
  ];
}

function smartItems(smart: readonly SmartFolder[], siblings: number, expanded: boolean): readonly TreeItem[] {
  if (smart.length === 0) return [];
  const head = {
    kind: 'smart-head',
    id: SMART_HEAD,
    level: 1,
    position: 1,
    siblings,
    expanded,
    parentId: null,
  } as const;
  const inside = smart.map(
    (folder, index): SmartItem => ({
      kind: 'smart',
      id: folder.id,
      level: 2,
      position: index + 1,
      siblings: smart.length,
      expanded: null,
      parentId: SMART_HEAD,
      smart: folder,
    }),
  );
  return expanded ? [head, ...inside] : [head];
}

/** The spoken name: "Outbox, 7 items, 2 need you". */
export function smartLabel({ name, count, needsYou }: SmartFolder): string {
  if (count === 0) return name;
  const items = `${count} ${count === 1 ? 'item' : 'items'}`;
  return [name, items, needsYou > 0 && `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you`]
    .filter(Boolean)
    .join(', ');
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
  return `${folder.name}, ${count} ${isUnread(folder) ? 'unread' : count === 1 ? 'item' : 'items'}`;
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
