import { createHash } from 'node:crypto';
import type { MessageContent, NewMessage } from './content.ts';
import { attach, touch } from './links.ts';
import { newHistory } from './history.ts';
import { newStoreLog } from './log.ts';
import type { Folder, Item, StoredProperty, StoreNode } from './nodes.ts';
import { nameKey, nameOfSubject, numbered } from './url-names.ts';
import type { Role } from './well-known.ts';

/** A mailbox and its indexes: every item and folder by the counter of its permanent URL, well-known folders by role. */
export interface Mailbox {
  readonly user: string;
  readonly displayName: string;
  readonly address: string;
  readonly password: string;
  /** Encoded path of the root without trailing slash: `/exchange/alex`, or `/public` for the public folder tree. */
  readonly base: string;
  /** 32 hex digits, the replica GUID of permanent URLs. */
  readonly replica: string;
  readonly root: Folder;
  readonly roles: ReadonlyMap<Role, Folder>;
  readonly itemsById: Map<number, Item>;
  readonly foldersById: Map<number, Folder>;
  readonly nextId: () => number;
  readonly now: () => number;
}

/** An item to be: `name` in stored form. */
export interface ItemSeed {
  readonly name: string;
  readonly content: MessageContent;
  readonly received: number;
  /** Now by default; delivered mail is as old as its delivery. */
  readonly created?: number;
  readonly read: boolean;
  readonly draft: boolean;
  readonly unsentForGood?: boolean;
  readonly submitted?: boolean;
  readonly fromMe?: boolean;
  readonly mapiOnly?: boolean;
  readonly documentType?: string | null;
  readonly composed?: Item['composed'];
  readonly properties?: Map<string, StoredProperty> | null;
}

/** The replica GUID of a user: the same at every start, so that permanent URLs survive a restart of the mock. */
export function replicaOf(user: string): string {
  return createHash('sha256').update(user).digest('hex').slice(0, 32);
}

export function childOf(folder: Folder, name: string): StoreNode | undefined {
  const key = nameKey(name);
  return folder.items.get(key) ?? folder.folders.get(key);
}

/** Adds an item under a name that is free. */
export function addItem(mailbox: Mailbox, folder: Folder, seed: ItemSeed): Item {
  const created = seed.created ?? mailbox.now();
  const item: Item = {
    kind: 'item',
    id: mailbox.nextId(),
    name: seed.name,
    folder,
    content: seed.content,
    documentType: seed.documentType ?? null,
    composed: seed.composed ?? null,
    read: seed.read,
    draft: seed.draft,
    unsentForGood: seed.unsentForGood ?? false,
    submitted: seed.submitted ?? false,
    fromMe: seed.fromMe ?? false,
    mapiOnly: seed.mapiOnly ?? false,
    received: seed.received,
    created,
    modified: created,
    version: 1,
    properties: seed.properties ?? null,
    article: 0,
  };
  mailbox.itemsById.set(item.id, item);
  attach(folder, item);
  folder.log.tell({ kind: 'added', node: item, folder });
  return item;
}

/** Delivers as transport does: named after the subject, with `-2` and so on where the name is taken. */
export function deliverInto(mailbox: Mailbox, folder: Folder, message: NewMessage): Item {
  const flagged = message.flagged ? followUp() : null;
  const subject = message.content.summary.subject;
  const item = addItem(mailbox, folder, {
    name: freeName(folder, nameOfSubject(subject), (attempt) => nameOfSubject(subject, attempt)),
    content: message.content,
    received: message.received,
    created: message.received,
    read: message.read,
    draft: message.draft ?? false,
    submitted: message.submitted ?? false,
    fromMe: message.fromMe ?? false,
    mapiOnly: message.mapiOnly ?? false,
    // A copy: the same message is delivered anew at each reset.
    properties: message.properties ? new Map(message.properties) : flagged,
    composed: message.composed ? { flagsGiven: false } : null,
  });
  folder.log.tell({ kind: 'delivered', node: item, folder });
  return item;
}

/** The first name that nothing in the folder has. */
export function freeName(folder: Folder, wanted: string, nth = (n: number) => numbered(wanted, n)): string {
  if (childOf(folder, wanted) === undefined) return wanted;
  const key = nameKey(wanted);
  folder.history.beforeChildren(folder);
  let attempt = folder.nextSuffix.get(key) ?? 2;
  while (childOf(folder, nth(attempt)) !== undefined) attempt++;
  folder.nextSuffix.set(key, attempt + 1);
  return nth(attempt);
}

/** Adds an empty folder under a name that is free. */
export function addFolder(mailbox: Mailbox, parent: Folder, name: string, folderClass: string): Folder {
  const folder = newFolder(mailbox.nextId(), name, folderClass, mailbox.now(), parent);
  parent.history.beforeChildren(parent);
  touch(parent);
  parent.folders.set(nameKey(name), folder);
  parent.comings++;
  mailbox.foldersById.set(folder.id, folder);
  parent.log.tell({ kind: 'added', node: folder, folder: parent });
  return folder;
}

/** A folder that hangs nowhere yet. */
export function newFolder(
  id: number,
  name: string,
  folderClass: string,
  now: number,
  parent: Folder | null,
  hidden = false,
): Folder {
  return {
    kind: 'folder',
    id,
    name,
    parent,
    folderClass,
    grants: null,
    hidden,
    folders: new Map(),
    items: new Map(),
    unread: 0,
    deletedTotal: 0,
    nextArticle: 1,
    nextSuffix: new Map(),
    changes: 0,
    comings: 0,
    created: now,
    modified: now,
    version: 1,
    properties: null,
    log: parent?.log ?? newStoreLog(),
    shows: undefined,
    history: parent?.history ?? newHistory(),
  };
}

function followUp(): Map<string, StoredProperty> {
  const as = { namespace: 'http://schemas.microsoft.com/mapi/proptag/', name: 'x10900003' };
  return new Map([[as.namespace + as.name, { as, value: { kind: 'number', dt: 'int', value: 2 } }]]);
}
