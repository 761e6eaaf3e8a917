import type { MessageContent } from './content.ts';
import { attach, detach, touch } from './links.ts';
import { addFolder, addItem, type Mailbox } from './mailbox.ts';
import type { Folder, Item, StoreNode } from './nodes.ts';
import { nameKey } from './url-names.ts';

/** Removes a node for good, a folder with all that is in it. */
export function remove(mailbox: Mailbox, node: StoreNode): void {
  if (node.kind === 'item') {
    const from = node.folder;
    detach(node);
    mailbox.itemsById.delete(node.id);
    from.log.tell({ kind: 'removed', node, from });
    return;
  }
  for (const item of node.items.values()) remove(mailbox, item);
  for (const folder of node.folders.values()) remove(mailbox, folder);
  mailbox.foldersById.delete(node.id);
  if (!node.parent) return;
  node.history.before(node);
  node.history.beforeChildren(node.parent);
  touch(node.parent);
  node.parent.folders.delete(nameKey(node.name));
  node.parent.comings++;
  node.log.tell({ kind: 'removed', node, from: node.parent });
}

/** Moves a node under a name that is free there. An item gets a new article number; its permanent id stays. */
export function move(node: StoreNode, target: Folder, name: string): void {
  if (node.kind === 'item') {
    const left = node.folder;
    detach(node);
    node.name = name;
    attach(target, node);
    node.version++;
    target.log.tell({ kind: 'moved', node, from: left, to: target });
    return;
  }
  const from = node.parent;
  node.history.before(node);
  node.history.beforeChildren(target);
  if (from) node.history.beforeChildren(from);
  if (from) touch(from);
  touch(target);
  from?.folders.delete(nameKey(node.name));
  if (from) from.comings++;
  node.name = name;
  node.parent = target;
  node.version++;
  target.folders.set(nameKey(name), node);
  target.comings++;
  if (from) target.log.tell({ kind: 'moved', node, from, to: target });
}

/** Copies a node, a folder with all that is in it (or without, for Depth 0). */
export function copy(
  mailbox: Mailbox,
  node: StoreNode,
  target: Folder,
  name: string,
  deep = true,
): StoreNode {
  const properties = node.properties ? new Map(node.properties) : null;
  if (node.kind === 'item') {
    const { content, received, read, draft, unsentForGood, fromMe, mapiOnly, documentType, composed } = node;
    return addItem(mailbox, target, {
      name,
      content,
      received,
      read,
      draft,
      unsentForGood,
      fromMe,
      mapiOnly,
      documentType,
      composed,
      properties,
    });
  }
  const folder = addFolder(mailbox, target, name, node.folderClass);
  folder.properties = properties;
  folder.shows = node.shows;
  if (deep) {
    for (const child of node.folders.values()) copy(mailbox, child, folder, child.name);
    for (const item of node.items.values()) copy(mailbox, item, folder, item.name);
  }
  return folder;
}

/** A new stream for an item, as PUT brings it. Properties that were set over the old one's headers are gone. */
export function replaceContent(
  mailbox: Mailbox,
  item: Item,
  content: MessageContent,
  documentType: string | null,
): void {
  item.folder.history.before(item);
  item.content = content;
  item.documentType = documentType;
  item.composed = null;
  item.mapiOnly = false;
  for (const key of item.properties?.keys() ?? []) {
    if (/^urn:schemas:(httpmail|mailheader):/.test(key)) item.properties?.delete(key);
  }
  edited(mailbox, item, true);
}

/** Marks a node changed; header, body and follow-up flag also cost an item its article number (reference 4.3). */
export function edited(mailbox: Mailbox, node: StoreNode, renumber: boolean): void {
  const folder = node.kind === 'item' ? node.folder : node;
  folder.history.before(node);
  touch(folder);
  node.modified = mailbox.now();
  node.version++;
  if (node.kind === 'item' && renumber) node.article = node.folder.nextArticle++;
  folder.log.tell({ kind: 'changed', node });
}

/** The read flag changes neither modification time nor article number (reference 4.1, 8). */
export function setRead(item: Item, read: boolean): void {
  if (item.read === read) return;
  item.folder.history.before(item);
  touch(item.folder);
  item.read = read;
  item.folder.unread += read ? -1 : 1;
  item.version++;
  item.folder.log.tell({ kind: 'changed', node: item });
}

/** Takes a message out of the submission queue: it is a draft again (reference 5.4). */
export function withdraw(item: Item): void {
  item.folder.history.before(item);
  touch(item.folder);
  item.submitted = false;
  item.draft = true;
  item.version++;
  item.folder.log.tell({ kind: 'changed', node: item });
}

/** The MIME stream is gone, the properties stay (KB 329067): size and GET tell it, identity and state are the same. */
export function loseStream(item: Item): void {
  item.folder.history.before(item);
  touch(item.folder);
  item.mapiOnly = true;
  item.folder.log.tell({ kind: 'changed', node: item });
}
