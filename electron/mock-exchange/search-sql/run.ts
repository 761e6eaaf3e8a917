import { refuse } from '../http/refusal.ts';
import { descendants, type Folder, type StoreNode } from '../store/nodes.ts';
import { readerOf } from '../store/properties.ts';
import type { Place } from '../store/urls.ts';
import type { Query, SortKey } from './ast.ts';
import { compile } from './evaluate.ts';
import { compareValues, type SortValue, sortValue } from './match.ts';

/** A scope whose URL has been found. */
export interface FoundScope {
  readonly depth: 'shallow' | 'deep' | 'hierarchical';
  readonly folder: Folder;
}

/** The rows of a query in order. Row sets are kept until something in their folders changes. */
export interface RowCache {
  rows(query: Query, scopes: readonly FoundScope[], place: Place): readonly StoreNode[];
}

/** As many listings as a few clients look at in turn; each holds a reference for every row. */
const MAX_KEPT = 16;

/**
 * A client that pages through 100,000 rows asks the same query with another range each time: filtering and sorting are
 * done once. `changes` of a folder counts everything in and below it.
 */
export function rowCache(): RowCache {
  const kept = new Map<string, { readonly state: string; readonly rows: readonly StoreNode[] }>();
  return {
    rows(query, scopes, place) {
      const where = scopes.map(({ depth, folder }) => `${depth} ${folder.id}`).join();
      const key = `${place.mailbox.user} ${place.origin} ${where} ${query.tail}`;
      const state = scopes.map(({ folder }) => folder.changes).join();
      const found = kept.get(key);
      kept.delete(key);
      const entry = found?.state === state ? found : { state, rows: select(query, scopes, place) };
      kept.set(key, entry);
      if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? '');
      return entry.rows;
    },
  };
}

function select(query: Query, scopes: readonly FoundScope[], place: Place): readonly StoreNode[] {
  const matches = compile(query.where);
  const rows = new Set<StoreNode>();
  for (const scope of scopes) for (const node of nodesOf(scope)) if (matches(node, place)) rows.add(node);
  return sorted([...rows], query.orderBy, place);
}

function* nodesOf({ depth, folder }: FoundScope): Generator<StoreNode> {
  if (depth === 'deep') return yield* descendants(folder);
  for (const child of folder.folders.values()) if (!child.hidden) yield child;
  if (depth === 'shallow') yield* folder.items.values();
}

function sorted(rows: readonly StoreNode[], keys: readonly SortKey[], place: Place): readonly StoreNode[] {
  if (keys.length === 0) return rows;
  const readers = keys.map(({ property }) => readerOf(property));
  const signs = keys.map(({ descending }) => (descending ? -1 : 1));
  const decorated = rows.map((node) => ({
    node,
    values: readers.map((read): SortValue => sortValue(read(node, place))),
  }));
  decorated.sort((left, right) => {
    for (const [at, sign] of signs.entries()) {
      const order = compareValues(left.values[at] ?? null, right.values[at] ?? null);
      if (order !== 0) return order * sign;
    }
    return left.node.id - right.node.id;
  });
  return decorated.map(({ node }) => node);
}

/** 404 for a scope that names nothing, 400 for one that is no folder. */
export function folderOrRefuse(node: StoreNode | null, url: string): Folder {
  if (node === null) return refuse(404, `The scope "${url}" does not exist.`);
  return node.kind === 'folder' ? node : refuse(400, `The scope "${url}" is not a folder.`);
}
