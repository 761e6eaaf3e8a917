import type { MessageContent } from './content.ts';
import { attach, detach, touch } from './links.ts';
import { addFolder, addItem, type Mailbox } from './mailbox.ts';
import type { Folder, Item, StoreNode } from './nodes.ts';
import { nameKey } from './url-names.ts';

/** Removes a node for good, a folder with all that is in it. */
export function remove(mailbox: Mailbox, node: StoreNode): void {
  if (node.kind === 'item') {
    detach(node);
    mailbox.itemsById.delete(node.id);
    return;
  }
  for (const item of node.items.values()) remove(mailbox, item);
  for (const folder of node.folders.values()) remove(mailbox, folder);
  mailbox.foldersById.delete(node.id);
  node.parent?.folders.delete(nameKey(node.name));
  if (node.parent) touch(node.parent);
}

/** Moves a node under a name that is free there. An item gets a new article number; its permanent id stays. */
export function move(node: StoreNode, target: Folder, name: string): void {
  if (node.kind === 'item') {
    detach(node);
    node.name = name;
    attach(target, node);
    node.version++;
    return;
  }
  const from = node.parent;
  from?.folders.delete(nameKey(node.name));
  node.name = name;
  node.parent = target;
  node.version++;
  target.folders.set(nameKey(name), node);
  if (from) touch(from);
  touch(target);
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
    const { content, received, read, draft, submitted, mapiOnly, documentType, composed } = node;
    return addItem(mailbox, target, {
      name,
      content,
      received,
      read,
      draft,
      submitted,
      mapiOnly,
      documentType,
      composed,
      properties,
    });
  }
  const folder = addFolder(mailbox, target, name, node.folderClass);
  folder.properties = properties;
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
  node.modified = mailbox.now();
  node.version++;
  if (node.kind === 'item' && renumber) node.article = node.folder.nextArticle++;
  touch(node.kind === 'item' ? node.folder : node);
}

/** The read flag changes neither modification time nor article number (reference 4.1, 8). */
export function setRead(item: Item, read: boolean): void {
  if (item.read === read) return;
  item.read = read;
  item.folder.unread += read ? -1 : 1;
  item.version++;
  touch(item.folder);
}
