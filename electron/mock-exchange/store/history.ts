import type { Mailbox } from './mailbox.ts';
import type { Folder, Item, StoreNode } from './nodes.ts';

/**
 * How a store was when it was opened, as far as it is no longer so: a copy of every node before its first change. Going
 * back costs what was changed, not what there is, so that a mailbox of 100,000 messages is reset in a moment. Whoever
 * changes a node calls `before` first; whoever changes a folder's children calls `beforeChildren` too.
 */
export interface StoreHistory {
  /** The counters of source keys; the next node gets `last + 1`. */
  readonly ids: { last: number };
  /** From now on changes count; before, the store is being filled. */
  open(): void;
  before(node: StoreNode): void;
  beforeChildren(folder: Folder): void;
  /** Everything as it was at `open`. Nodes that were made since are gone, removed ones are back. */
  rewind(stored: Pick<Mailbox, 'itemsById' | 'foldersById'>): void;
}

/** The root's own counter: the first of its store. */
export const ROOT_ID = 0x101;

type Children = Pick<Folder, 'items' | 'folders' | 'nextSuffix'>;

export function newHistory(): StoreHistory {
  const ids = { last: ROOT_ID };
  const nodes = new Map<StoreNode, StoreNode>();
  const children = new Map<Folder, Children>();
  let openedAt: number | null = null;
  return {
    ids,
    open: () => {
      openedAt = ids.last;
    },
    before: (node) => {
      if (openedAt === null || node.id > openedAt || nodes.has(node)) return;
      nodes.set(node, { ...node, properties: node.properties && new Map(node.properties) });
    },
    beforeChildren: (folder) => {
      if (openedAt === null || folder.id > openedAt || children.has(folder)) return;
      const { items, folders, nextSuffix } = folder;
      children.set(folder, {
        items: new Map(items),
        folders: new Map(folders),
        nextSuffix: new Map(nextSuffix),
      });
    },
    rewind: (stored) => {
      const kept = openedAt ?? ids.last;
      for (let id = kept + 1; id <= ids.last; id++) {
        stored.itemsById.delete(id);
        stored.foldersById.delete(id);
      }
      for (const [node, copy] of nodes) Object.assign(node, copy);
      for (const [folder, copy] of children) Object.assign(folder, copy);
      for (const node of nodes.keys()) putBack(stored, node);
      nodes.clear();
      children.clear();
      ids.last = kept;
    },
  };
}

function putBack(stored: Pick<Mailbox, 'itemsById' | 'foldersById'>, node: StoreNode): void {
  if (node.kind === 'item') put<Item>(stored.itemsById, node);
  else put<Folder>(stored.foldersById, node);
}

function put<Node extends StoreNode>(byId: Map<number, Node>, node: Node): void {
  if (!byId.has(node.id)) byId.set(node.id, node);
}

/** A mailbox as it was when it was opened; what depends on its log begins anew. */
export function rewindMailbox(mailbox: Mailbox): void {
  mailbox.root.history.rewind(mailbox);
  mailbox.root.log.restart();
}
