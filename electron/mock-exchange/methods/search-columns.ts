import type { Column } from '../search-sql/ast.ts';
import type { Group } from '../search-sql/group.ts';
import type { StoreNode } from '../store/nodes.ts';
import { propertyNames, type Reader, readerOf } from '../store/properties.ts';
import { hrefOf, type Place } from '../store/urls.ts';
import type { DavResponse, NamedValue, PropStat } from '../xml/multistatus.ts';

/** Makes a response of a row: property names are looked up once, not for each of 100,000 rows. */
export function rowRenderer(
  columns: readonly Column[] | null,
  place: Place,
  brief: boolean,
): (node: StoreNode) => DavResponse {
  if (columns === null) return (node) => renderAll(node, place);
  // The body stream is a property of PROPFIND only (reference 3.2).
  const readers = columns.map(
    ({ property }): Reader => (/x66590102$/i.test(property.name) ? () => undefined : readerOf(property)),
  );
  return (node) => ({
    href: hrefOf(place, node),
    propstats: propstatsOf(columns, brief, (_, at) => readers[at]?.(node, place)),
  });
}

/** A group has no address of its own: it answers under the folder that was asked. */
export function renderGroup(
  columns: readonly Column[],
  group: Group,
  href: string,
  brief: boolean,
): DavResponse {
  return { href, propstats: propstatsOf(columns, brief, ({ property }) => group.value(property)) };
}

function propstatsOf(
  columns: readonly Column[],
  brief: boolean,
  read: (column: Column, at: number) => NamedValue['value'],
): readonly PropStat[] {
  const found: NamedValue[] = [];
  const missing: NamedValue[] = [];
  for (const [at, column] of columns.entries()) {
    const value = read(column, at);
    // An aliased column comes back as an element in no namespace.
    const name = column.alias === null ? column.property : { namespace: '', name: column.alias };
    if (value === undefined) missing.push(name);
    else found.push({ ...name, value });
  }
  const propstats: PropStat[] = found.length > 0 ? [{ status: 200, props: found }] : [];
  if (missing.length > 0 && !brief) propstats.push({ status: 404, props: missing });
  return propstats;
}

function renderAll(node: StoreNode, place: Place): DavResponse {
  const names = propertyNames(node, place, false);
  const props = names.map((name) => ({ ...name, value: readerOf(name)(node, place) }));
  return { href: hrefOf(place, node), propstats: [{ status: 200, props }] };
}
