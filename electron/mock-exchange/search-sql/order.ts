import type { StoreNode } from '../store/nodes.ts';
import { readerOf } from '../store/properties.ts';
import type { Place } from '../store/urls.ts';
import type { SortKey } from './ast.ts';
import { compareValues, type SortValue, sortValue } from './match.ts';

/** A node with the values that it is sorted by, read once. */
export interface Row {
  readonly node: StoreNode;
  readonly values: readonly SortValue[];
}

/** An ORDER BY as functions. Without one, and among equals, folders come first and then what was made first. */
export interface Order {
  readonly row: (node: StoreNode) => Row;
  readonly compare: (left: Row, right: Row) => number;
}

export function orderBy(keys: readonly SortKey[], place: Place): Order {
  const readers = keys.map(({ property }) => readerOf(property));
  const signs = keys.map(({ descending }) => (descending ? -1 : 1));
  return {
    row: (node) => ({ node, values: readers.map((read) => sortValue(read(node, place))) }),
    compare(left, right) {
      for (const [at, sign] of signs.entries()) {
        const order = compareValues(left.values[at] ?? null, right.values[at] ?? null);
        if (order !== 0) return order * sign;
      }
      return (
        Number(left.node.kind === 'item') - Number(right.node.kind === 'item') || left.node.id - right.node.id
      );
    },
  };
}

/** Puts a row into its place in a sorted list. */
export function insert(rows: Row[], row: Row, { compare }: Order): void {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const there = rows[middle];
    if (there !== undefined && compare(there, row) < 0) from = middle + 1;
    else to = middle;
  }
  rows.splice(from, 0, row);
}
