import type { Mailbox } from './mailbox.ts';
import type { Folder, StoreNode } from './nodes.ts';
import { isPublicStore } from './public-store.ts';

/** What somebody may do in a folder that is not theirs, as Outlook's roles call it: nothing, read, or read, write and delete. */
export type Rights = 'none' | 'reviewer' | 'editor';

/** By lower-case alias; `*` is everybody who is not named. */
export type Grants = Readonly<Record<string, Rights>>;

/** Rights in the order in which one holds the ones before it. */
const ORDER: readonly Rights[] = ['none', 'reviewer', 'editor'];

/**
 * What a user may do in a folder: the owner of a mailbox everything, others what the folder, or the nearest one above
 * that says something, grants. Nobody else sees anything of a mailbox, and everybody writes into public folders, where
 * nothing is said.
 */
export function rightsOf(user: string, mailbox: Mailbox, folder: Folder): Rights {
  if (mailbox.user === user) return 'editor';
  for (let at: Folder | null = folder; at !== null; at = at.parent)
    if (at.grants) return at.grants[user.toLowerCase()] ?? at.grants['*'] ?? 'none';
  return isPublicStore(mailbox) ? 'editor' : 'none';
}

/** Whether a user may do as much in the folder as `wanted` stands for. */
export function mayIn(user: string, mailbox: Mailbox, folder: Folder, wanted: Rights): boolean {
  return ORDER.indexOf(rightsOf(user, mailbox, folder)) >= ORDER.indexOf(wanted);
}

/** Whether a user may read a folder, or the item in its folder. */
export function mayRead(user: string, mailbox: Mailbox, node: StoreNode): boolean {
  return mayIn(user, mailbox, node.kind === 'folder' ? node : node.folder, 'reviewer');
}
