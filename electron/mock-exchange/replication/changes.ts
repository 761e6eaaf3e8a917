import type { Query } from '../search-sql/ast.ts';
import { compile } from '../search-sql/evaluate.ts';
import { orderBy } from '../search-sql/order.ts';
import { covers, coversPlace, type FoundScope } from '../search-sql/scope.ts';
import type { LogEntry } from '../store/log.ts';
import { resourceTag } from '../store/node-properties.ts';
import type { StoreNode } from '../store/nodes.ts';
import type { Place } from '../store/urls.ts';
import type { ReplicaRow } from './chunks.ts';

/**
 * What changed in the scopes since a change number, from the store's log: what matches now, in the query's order, then
 * what left the scopes or matches no more. A client may be told of something gone that it never had (reference 3.14:
 * it looks for the repl-uid).
 */
export function changedRows(
  query: Query,
  scopes: readonly FoundScope[],
  place: Place,
  since: number,
): readonly ReplicaRow[] {
  const matches = compile(query.where);
  const order = orderBy(query.orderBy, place);
  const [present, gone] = [new Set<StoreNode>(), new Map<StoreNode, LogEntry>()];
  for (const entry of place.mailbox.root.log.since(since)) {
    const { node } = entry;
    if (scopes.some((scope) => covers(scope, node, place.mailbox)) && matches(node, place)) present.add(node);
    else if (wasIn(scopes, entry)) gone.set(node, entry);
  }
  const changes = Array.from(present, order.row).sort(order.compare);
  const departed = [...gone.values()].sort((left, right) => left.node.id - right.node.id);
  return [
    ...changes.map(({ node }): ReplicaRow => ({ node, folder: null, gone: false })),
    ...departed.map(({ node, folder }): ReplicaRow => ({ node, folder, gone: true })),
  ];
}

/** Leaves out what the client says it has in its present state already (`resourcetaglist`). */
export function withoutKnown(
  rows: readonly ReplicaRow[],
  tags: ReadonlySet<string>,
  place: Place,
): readonly ReplicaRow[] {
  if (tags.size === 0) return rows;
  return rows.filter(({ node, gone }) => gone || !tags.has(resourceTag(node, place)));
}

function wasIn(scopes: readonly FoundScope[], { node, folder }: LogEntry): boolean {
  return scopes.some(
    (scope) => coversPlace(scope, folder) && (scope.depth !== 'hierarchical' || node.kind === 'folder'),
  );
}
