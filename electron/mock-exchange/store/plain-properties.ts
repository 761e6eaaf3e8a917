import { DAV } from '../../../shared/exchange/names.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Mailbox } from './mailbox.ts';
import type { Item, StoreNode } from './nodes.ts';
import type { PropertyName } from './property-names.ts';
import { resourceType } from './node-properties.ts';
import { type PropValue, text } from './values.ts';
import type { Change, Outcome } from './write-properties.ts';

type PlainReader = (node: StoreNode, mailbox: Mailbox) => PropValue | undefined;

/** Live properties as RFC 4918 section 15 types them; `lockdiscovery` and `supportedlock` come from the lock table. */
const LIVE: ReadonlyMap<string, PlainReader> = new Map<string, PlainReader>([
  [plainKey({ namespace: DAV, name: 'creationdate' }), (node) => text(new Date(node.created).toISOString())],
  [plainKey({ namespace: DAV, name: 'displayname' }), displayName],
  [plainKey({ namespace: DAV, name: 'getcontentlength' }), ofItem((item) => String(item.content.size))],
  [
    plainKey({ namespace: DAV, name: 'getcontenttype' }),
    ofItem((item) => item.documentType ?? 'message/rfc822'),
  ],
  [plainKey({ namespace: DAV, name: 'getetag' }), (node) => text(tagOf(node))],
  [
    plainKey({ namespace: DAV, name: 'getlastmodified' }),
    (node) => text(new Date(node.modified).toUTCString()),
  ],
  [plainKey({ namespace: DAV, name: 'resourcetype' }), resourceType],
]);
const UNPROTECTED = plainKey({ namespace: DAV, name: 'displayname' });
const LOCKS = ['lockdiscovery', 'supportedlock'].map((name) => plainKey({ namespace: DAV, name }));

/**
 * Names are a pair on a plain server (RFC 4918 section 4.4); `canonicalName`, which joins the two and knows spellings,
 * is Exchange's. The line end keeps the kinds of keys apart.
 */
function plainKey({ namespace, name }: PropertyName): string {
  return `${namespace}\n${name}`;
}

/**
 * The ETag of a plain server. It stays while the body does: dead properties are no reason to fetch a file again (RFC
 * 4918 section 8.6). At Exchange every write changes it.
 */
export function contentTag(item: Item): string {
  return `"${item.id.toString(16)}-${item.article.toString(16)}"`;
}

/** A directory has another when a member comes or goes, as on Apache; what is written into a member does not show in it. */
function tagOf(node: StoreNode): string {
  return node.kind === 'item' ? contentTag(node) : `"${node.id.toString(16)}-${node.comings.toString(16)}"`;
}

/** One property of a node on a plain server, without those of locks. */
export function readPlain(node: StoreNode, mailbox: Mailbox, name: PropertyName): PropValue | undefined {
  const key = plainKey(name);
  return node.properties?.get(key)?.value ?? LIVE.get(key)?.(node, mailbox);
}

/** The names of all properties that a node has on a plain server, without those of locks. */
export function plainNames(node: StoreNode, mailbox: Mailbox): readonly PropertyName[] {
  const live = [...LIVE].flatMap(([key, read]) => (read(node, mailbox) === undefined ? [] : [nameOf(key)]));
  const dead = [...(node.properties ?? [])].filter(([key]) => key.includes('\n') && key !== UNPROTECTED);
  return [...live, ...dead.map(([, stored]) => stored.as)];
}

/** The outcomes where a protected property is to be changed; null where all may be written. */
export function plainRefusals(changes: readonly Change[]): readonly Outcome[] | null {
  const isProtected = ({ name }: Change) => {
    const key = plainKey(name);
    return key !== UNPROTECTED && (LIVE.has(key) || LOCKS.includes(key));
  };
  if (!changes.some(isProtected)) return null;
  return changes.map((change) => ({ name: change.name, status: isProtected(change) ? 403 : 424 }));
}

/** Writes dead properties, all or none. Neither the date nor the ETag of the resource changes. */
export function writePlain(node: StoreNode, changes: readonly Change[]): readonly Outcome[] {
  const refused = plainRefusals(changes);
  if (refused) return refused;
  const { history } = node.kind === 'item' ? node.folder : node;
  history.before(node);
  for (const change of changes) {
    const key = plainKey(change.name);
    if (change.kind === 'remove' || change.value === null) node.properties?.delete(key);
    else (node.properties ??= new Map()).set(key, { as: change.name, value: change.value });
  }
  return changes.map(({ name }) => ({ name, status: 200 }));
}

/** The value of a dead property: all of the element's content and attributes (RFC 4918 section 4.3). */
export function plainValue({ attributes, children }: XmlElement): PropValue {
  return { kind: 'xml', attributes, children };
}

function ofItem(read: (item: Item) => string) {
  return (node: StoreNode) => (node.kind === 'item' ? text(read(node)) : undefined);
}

function displayName(node: StoreNode, mailbox: Mailbox): PropValue {
  return text(node.kind === 'folder' && node.parent === null ? mailbox.displayName : node.name);
}

function nameOf(key: string): PropertyName {
  const [namespace = '', name = ''] = key.split('\n');
  return { namespace, name };
}
