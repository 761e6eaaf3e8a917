import { MAILHEADER } from '../../../shared/exchange/names.ts';
import { FOLDER_PROPERTIES } from './folder-properties.ts';
import { headerNames, headerValue } from './headers.ts';
import { ITEM_PROPERTIES, MESSAGE_PROPERTIES } from './item-properties.ts';
import { NODE_PROPERTIES } from './node-properties.ts';
import type { Item, StoreNode } from './nodes.ts';
import { canonicalName, type PropertyName, splitName } from './property-names.ts';
import type { Place } from './urls.ts';
import { type PropValue, text } from './values.ts';

export type Reader = (node: StoreNode, place: Place) => PropValue | undefined;

/** A function that reads one property of any node: looked up once, called for each of 100,000 rows. */
export function readerOf(name: PropertyName): Reader {
  const key = canonicalName(name);
  const common = NODE_PROPERTIES.get(key);
  const ofItem = ITEM_PROPERTIES.get(key);
  const ofMessage = MESSAGE_PROPERTIES.get(key) ?? headerReader(name);
  const ofFolder = FOLDER_PROPERTIES.get(key);
  return (node, place) => {
    const set = node.properties?.get(key);
    if (set !== undefined) return set.value;
    const shared = common?.(node, place);
    if (shared !== undefined) return shared;
    if (node.kind === 'folder') return ofFolder?.(node, place);
    return ofItem?.(node, place) ?? (node.documentType === null ? ofMessage?.(node, place) : undefined);
  };
}

/** One property of one node. */
export function readProperty(node: StoreNode, place: Place, name: PropertyName): PropValue | undefined {
  return readerOf(name)(node, place);
}

/** Names of all properties that a node has, the ones that cost a body conversion left out (`allprop`, `propname`). */
export function propertyNames(node: StoreNode, place: Place, all: boolean): readonly PropertyName[] {
  const tables =
    node.kind === 'folder' ? [NODE_PROPERTIES, FOLDER_PROPERTIES] : [NODE_PROPERTIES, ITEM_PROPERTIES];
  const known: (readonly string[])[] = tables.map((table) => [...table.keys()]);
  if (node.kind === 'item' && node.documentType === null) known.push([...MESSAGE_PROPERTIES.keys()]);
  const names = known
    .flat()
    .filter((key) => all || !EXPENSIVE.test(key))
    .map(splitName);
  const set = [...(node.properties?.entries() ?? [])].filter(
    ([key]) => !known.some((keys) => keys.includes(key)),
  );
  const headers = all && node.kind === 'item' && node.documentType === null ? headerProperties(node) : [];
  const given = [...names, ...headers].filter((name) => readProperty(node, place, name) !== undefined);
  return [...given, ...set.map(([, stored]) => stored.as)];
}

/** Left out of a plain `allprop`: whole bodies and header blocks. */
const EXPENSIVE = /(textdescription|htmldescription|x007d001f|x66590102)$/;

function headerProperties(item: Item): readonly PropertyName[] {
  return headerNames(item.content.summary.rawHeaders).map((name) => ({ namespace: MAILHEADER, name }));
}

/** Every header field is a property, as it stands in the message (reference 4.2). */
function headerReader({
  namespace,
  name,
}: PropertyName): ((item: Item) => PropValue | undefined) | undefined {
  if (namespace !== MAILHEADER) return undefined;
  return (item) => {
    const value = headerValue(item.content.summary.rawHeaders, name);
    return value === undefined ? undefined : text(value);
  };
}
