import type { StoreLog } from '../store/log.ts';
import type { StoreNode } from '../store/nodes.ts';
import type { Place } from '../store/urls.ts';
import type { Query } from './ast.ts';
import { compile } from './evaluate.ts';
import { insert, type Order, orderBy, type Row } from './order.ts';
import { covers, type FoundScope, nodesOf } from './scope.ts';

/** The rows of a query in order. Row sets are kept, and follow the changes of the store. */
export interface RowCache {
  rows(query: Query, scopes: readonly FoundScope[], place: Place): readonly Row[];
}

/** As many listings as a few clients look at in turn, and what they are filtered from; each holds a few words for every row. */
const MAX_KEPT = 24;
/** With more changes than this since the last look, filtering and sorting anew is as cheap. */
const MAX_FOLLOWED = 500;

interface Listing {
  readonly era: object;
  readonly number: number;
  readonly rows: readonly Row[];
}

/**
 * A client that pages through 100,000 rows asks the same query with another range each time: filtering and sorting are
 * done once, and after that only for what the store's log names. One that names the date at which the next page begins
 * asks another query each time: what is sorted is then kept from the page before, and only filtered.
 */
export function newRowCache(): RowCache {
  const kept = new Map<string, Listing>();
  const listing = (key: string, log: StoreLog, work: Work): readonly Row[] => {
    const found = kept.get(key);
    kept.delete(key);
    const rows = (found?.era === log.era ? followed(found, log, work) : null) ?? work.all();
    kept.set(key, { era: log.era, number: log.last, rows });
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? '');
    return rows;
  };
  return {
    rows(query, scopes, place) {
      const { log } = place.mailbox.root;
      const matches = compile(query.where);
      const everything = workOf(query, scopes, place, () => true);
      // What a search folder shows is kept under the search folder's own query.
      if (scopes.some(({ folder }) => folder.shows !== undefined))
        return everything.all().filter(({ node }) => matches(node, place));
      const where = scopes.map(({ depth, folder }) => `${depth} ${folder.id}`).join();
      const key = `${place.mailbox.base} ${place.origin} ${where}`;
      const all = () =>
        listing(`${key} ${JSON.stringify(query.orderBy)}`, log, everything).filter(({ node }) =>
          matches(node, place),
        );
      return listing(`${key} ${query.tail}`, log, { ...workOf(query, scopes, place, matches), all });
    },
  };
}

interface Work {
  readonly order: Order;
  readonly all: () => readonly Row[];
  readonly wants: (node: StoreNode) => boolean;
}

function workOf(
  { orderBy: keys }: Query,
  scopes: readonly FoundScope[],
  place: Place,
  matches: (node: StoreNode, place: Place) => boolean,
): Work {
  const order = orderBy(keys, place);
  return {
    order,
    all: () =>
      Array.from(new Set(scopes.flatMap((scope) => [...nodesOf(scope)])), order.row).sort(order.compare),
    wants: (node) => scopes.some((scope) => covers(scope, node, place.mailbox)) && matches(node, place),
  };
}

/** The listing with what changed taken out and put back where it belongs now; null where too much changed. */
function followed(listing: Listing, log: StoreLog, { order, wants }: Work): readonly Row[] | null {
  if (log.last === listing.number) return listing.rows;
  const entries = log.since(listing.number);
  if (entries.length > MAX_FOLLOWED) return null;
  // A folder's counts change with what is in it.
  const touched = new Set(entries.flatMap(({ node, folder }) => [node, folder]));
  const rows = listing.rows.filter(({ node }) => !touched.has(node));
  for (const node of touched) if (wants(node)) insert(rows, order.row(node), order);
  return rows;
}
