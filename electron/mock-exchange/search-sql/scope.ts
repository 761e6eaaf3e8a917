import { assertNever } from '../../../shared/errors.ts';
import { refuse } from '../http/refusal.ts';
import { parentOf } from '../store/log.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { descendants, type Folder, type StoreNode } from '../store/nodes.ts';

/** A scope whose URL has been found. */
export interface FoundScope {
  readonly depth: 'shallow' | 'deep' | 'hierarchical';
  readonly folder: Folder;
}

/** What lies in a scope, hidden folders left out. A search folder gives what it shows. */
export function* nodesOf({ depth, folder }: FoundScope): Generator<StoreNode> {
  if (depth === 'deep') yield* descendants(folder);
  else for (const child of folder.folders.values()) if (!child.hidden) yield child;
  if (depth === 'shallow') yield* folder.items.values();
  if (depth !== 'hierarchical' && folder.shows) yield* folder.shows();
}

/** True where the store still holds the node and the scope covers it. Not for search folders. */
export function covers(scope: FoundScope, node: StoreNode, mailbox: Mailbox): boolean {
  const kept = node.kind === 'item' ? mailbox.itemsById : mailbox.foldersById;
  if (kept.get(node.id) !== node || (node.kind === 'folder' && node.hidden)) return false;
  return coversPlace(scope, parentOf(node)) && (scope.depth !== 'hierarchical' || node.kind === 'folder');
}

/** True where something in this folder is, or was, in the scope. */
export function coversPlace({ depth, folder }: FoundScope, parent: Folder | null): boolean {
  switch (depth) {
    case 'shallow':
    case 'hierarchical':
      return parent === folder;
    case 'deep':
      for (let at = parent; at !== null; at = at.parent) {
        if (at === folder) return true;
        if (at.hidden) return false;
      }
      return false;
    default:
      return assertNever(depth);
  }
}

/** 404 for a scope that names nothing, 400 for one that is no folder. */
export function folderOrRefuse(node: StoreNode | null, url: string): Folder {
  if (node === null) return refuse(404, `The scope "${url}" does not exist.`);
  return node.kind === 'folder' ? node : refuse(400, `The scope "${url}" is not a folder.`);
}
