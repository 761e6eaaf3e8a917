import { DAV, HTTPMAIL } from '../../../shared/exchange/names.ts';
import type { StoreNode } from '../store/nodes.ts';
import { readerOf } from '../store/properties.ts';
import { canonicalName, type PropertyName } from '../store/property-names.ts';
import type { Place } from '../store/urls.ts';
import { int, type PropValue } from '../store/values.ts';
import type { Query } from './ast.ts';
import { compareValues, sortValue } from './match.ts';

/** One distinct value (or combination of values) of GROUP BY; absent values make a group of their own. */
export interface Group {
  /** The value of a grouped property or a count of the group; undefined for anything else. */
  value(name: PropertyName): PropValue | undefined;
}

/** The groups of the rows, in the query's order: one row each with its counts (reference 3.9). */
export function groupRows(query: Query, nodes: Iterable<StoreNode>, place: Place): readonly Group[] {
  const readers = query.groupBy.map(readerOf);
  const keys = query.groupBy.map(canonicalName);
  const counts = new Map<
    string,
    { values: readonly (PropValue | undefined)[]; visible: number; unread: number }
  >();
  for (const node of nodes) {
    const values = readers.map((read) => read(node, place));
    const key = JSON.stringify(values.map(sortValue));
    const count = counts.get(key) ?? { values, visible: 0, unread: 0 };
    if (node.kind === 'item') count.visible++;
    if (node.kind === 'item' && !node.read) count.unread++;
    counts.set(key, count);
  }
  const groups = Array.from(counts.values(), ({ values, visible, unread }): Group => {
    const known = new Map<string, PropValue | undefined>([
      [`${DAV}visiblecount`, int(visible)],
      [`${HTTPMAIL}unreadcount`, int(unread)],
      ...keys.map((key, at): [string, PropValue | undefined] => [key, values[at]]),
    ]);
    return { value: (name) => known.get(canonicalName(name)) };
  });
  return groups.sort((left, right) => compareGroups(query, left, right));
}

/** By ORDER BY, else by the grouped values. */
function compareGroups({ orderBy, groupBy }: Query, left: Group, right: Group): number {
  const keys = orderBy.length > 0 ? orderBy : groupBy.map((property) => ({ property, descending: false }));
  for (const { property, descending } of keys) {
    const order = compareValues(sortValue(left.value(property)), sortValue(right.value(property)));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}
