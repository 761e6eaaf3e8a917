import type { NewFolder, NewMailbox } from './content.ts';
import { addFolder, childOf, deliverInto, freeName, type Mailbox, newFolder, replicaOf } from './mailbox.ts';
import { ROOT_ID } from './history.ts';
import type { Folder, Item } from './nodes.ts';
import { encodeSegment, nameKey, storedName } from './url-names.ts';
import { classOfRole, type Language, ROLES, type Role, roleName } from './well-known.ts';

/** Fills a mailbox from what the generator or the importer made; well-known folders that it lacks are added empty. */
export function openMailbox(
  from: NewMailbox & { readonly password: string },
  language: Language,
  now: () => number,
): Mailbox {
  const root = newFolder(ROOT_ID, '', 'IPF.Note', now(), null);
  const nextId = () => ++root.history.ids.last;
  const roles = new Map<Role, Folder>();
  const mailbox: Mailbox = {
    user: from.user,
    displayName: from.displayName,
    address: from.address,
    password: from.password,
    base: `/exchange/${encodeSegment(from.user)}`,
    replica: replicaOf(from.user),
    root,
    roles,
    itemsById: new Map<number, Item>(),
    foldersById: new Map([[root.id, root]]),
    nextId,
    now,
  };
  root.grants = from.grants ?? null;
  addHiddenSubtree(mailbox);
  for (const role of ROLES) {
    roles.set(role, addFolder(mailbox, root, storedName(roleName(role, language)), classOfRole(role)));
  }
  for (const folder of from.folders) fill(mailbox, root, folder);
  root.log.open();
  root.history.open();
  return mailbox;
}

/** The public folder tree: no well-known folders, no owner (reference 1.1). */
export function openPublicStore(folders: readonly NewFolder[], now: () => number): Mailbox {
  const root = newFolder(ROOT_ID, '', 'IPF.Note', now(), null);
  const nextId = () => ++root.history.ids.last;
  const store: Mailbox = {
    user: 'public',
    displayName: 'Public Folders',
    address: '',
    password: '',
    base: '/public',
    replica: replicaOf('/public'),
    root,
    roles: new Map(),
    itemsById: new Map(),
    foldersById: new Map([[root.id, root]]),
    nextId,
    now,
  };
  addHiddenSubtree(store);
  for (const folder of folders) fill(store, root, folder);
  root.log.open();
  root.history.open();
  return store;
}

function fill(mailbox: Mailbox, parent: Folder, from: NewFolder): void {
  const folder = (from.role && mailbox.roles.get(from.role)) ?? folderFor(mailbox, parent, from);
  if (from.folderClass !== undefined) folder.folderClass = from.folderClass;
  if (from.grants !== undefined) folder.grants = from.grants;
  for (const message of from.messages) deliverInto(mailbox, folder, message);
  for (const child of from.folders ?? []) fill(mailbox, folder, child);
}

/** A name that is taken by a folder means that folder: an import may bring an Inbox of its own. */
function folderFor(mailbox: Mailbox, parent: Folder, from: NewFolder): Folder {
  const name = storedName(from.name.trim() === '' ? 'No Name' : from.name);
  const there = childOf(parent, name);
  if (there?.kind === 'folder' && !there.hidden) return there;
  return addFolder(mailbox, parent, freeName(parent, name), from.folderClass ?? 'IPF.Note');
}

/** Never listed, but its properties name the well-known folders just as the root's do (reference 1.2). */
function addHiddenSubtree(mailbox: Mailbox): void {
  const name = 'NON_IPM_SUBTREE';
  const folder = newFolder(mailbox.nextId(), name, 'IPF.Note', mailbox.now(), mailbox.root, true);
  mailbox.root.folders.set(nameKey(name), folder);
  mailbox.foldersById.set(folder.id, folder);
}
