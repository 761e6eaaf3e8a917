import type { Folder, Item, StoreNode } from './nodes.ts';

/** Something that happened in a store, told after it is done. */
export type StoreEvent =
  | { readonly kind: 'added'; readonly node: StoreNode; readonly folder: Folder }
  | { readonly kind: 'changed'; readonly node: StoreNode }
  | { readonly kind: 'moved'; readonly node: StoreNode; readonly from: Folder; readonly to: Folder }
  | { readonly kind: 'removed'; readonly node: StoreNode; readonly from: Folder }
  /** Transport brought a new message; it follows the `added` of the same item. */
  | { readonly kind: 'delivered'; readonly node: Item; readonly folder: Folder };

/** The last thing that is known of a node in a folder: there in the state of change `number`, or gone from it. */
export interface LogEntry {
  readonly number: number;
  readonly node: StoreNode;
  /** The folder that holds (or held) the node. */
  readonly folder: Folder;
  readonly gone: boolean;
}

/**
 * What changed in a store since it was opened, one entry for each node and folder: as long as the list of nodes that
 * were touched, however often. What the store was opened with is not in it.
 */
export interface StoreLog {
  /** The number of the last change; 0 at the beginning. */
  readonly last: number;
  /** A new one after each `restart`: what was kept before holds no more. */
  readonly era: object;
  /** From now on changes count; before, the store is being filled. */
  open(): void;
  /** Back to the beginning: the store is as it was when it was opened, and nobody watches. */
  restart(): void;
  tell(event: StoreEvent): void;
  /** Entries with a higher number, oldest first. */
  since(number: number): readonly LogEntry[];
  /** Calls back at every event until the function that comes back is called. */
  watch(watcher: (event: StoreEvent) => void): () => void;
}

export function newStoreLog(): StoreLog {
  const watchers = new Set<(event: StoreEvent) => void>();
  let isOpen = false;
  let era = {};
  let last = 0;
  let entries: LogEntry[] = [];
  let latest = new Map<string, LogEntry>();

  const add = (node: StoreNode, folder: Folder | null, gone: boolean) => {
    if (folder === null) return;
    const entry = { number: last, node, folder, gone };
    latest.set(`${folder.id} ${node.id}`, entry);
    entries.push(entry);
    if (entries.length > 2 * latest.size + 1000) entries = entries.filter(isLatest);
  };
  const isLatest = (entry: LogEntry) => latest.get(`${entry.folder.id} ${entry.node.id}`) === entry;
  const note = (event: StoreEvent) => {
    switch (event.kind) {
      case 'added':
        return add(event.node, event.folder, false);
      case 'changed':
        return add(event.node, parentOf(event.node), false);
      case 'removed':
        return add(event.node, event.from, true);
      case 'moved':
        add(event.node, event.from, true);
        for (const each of withBelow(event.node)) add(each, parentOf(each), false);
        return;
      case 'delivered':
        return;
    }
  };
  return {
    get last() {
      return last;
    },
    get era() {
      return era;
    },
    open: () => {
      isOpen = true;
    },
    restart: () => {
      [era, last, entries, latest] = [{}, 0, [], new Map()];
      watchers.clear();
    },
    tell: (event) => {
      if (!isOpen) return;
      if (event.kind !== 'delivered') last++;
      note(event);
      for (const watcher of watchers) watcher(event);
    },
    since: (number) => {
      let from = entries.length;
      while (from > 0 && (entries[from - 1]?.number ?? 0) > number) from--;
      return entries.slice(from).filter(isLatest);
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The folder that holds a node; null for the root. */
export function parentOf(node: StoreNode): Folder | null {
  return node.kind === 'folder' ? node.parent : node.folder;
}

/** A folder that moves brings everything below it to new addresses. */
function* withBelow(node: StoreNode): Generator<StoreNode> {
  yield node;
  if (node.kind === 'item') return;
  for (const folder of node.folders.values()) yield* withBelow(folder);
  yield* node.items.values();
}
