import { DAV, EXCHANGE, PR_URL_COMP_NAME, PROPTAG, REPL } from '../../../shared/exchange/names.ts';
import type { StoreNode } from './nodes.ts';
import { base64, date, flag, int, type PropValue, text } from './values.ts';
import { plainName, urlCompName } from './url-names.ts';
import { folderUrl, hrefOf, mailboxUrl, permanentUrl, type Place } from './urls.ts';

type NodeReader = (node: StoreNode, place: Place) => PropValue | undefined;

/** Properties that items and folders share (reference 4.1, 3.14), by canonical name. */
export const NODE_PROPERTIES: ReadonlyMap<string, NodeReader> = new Map<string, NodeReader>([
  [`${DAV}href`, (node, place) => text(hrefOf(place, node))],
  [`${DAV}displayname`, (node, place) => text(displayName(node, place))],
  [`${DAV}creationdate`, (node) => date(node.created)],
  [`${DAV}getlastmodified`, (node) => date(node.modified)],
  [`${DAV}getetag`, (node) => text(etagOf(node))],
  [`${DAV}isfolder`, (node) => flag(node.kind === 'folder')],
  [`${DAV}iscollection`, (node) => flag(node.kind === 'folder')],
  [`${DAV}ishidden`, (node) => flag(node.kind === 'folder' && node.hidden)],
  [`${DAV}isreadonly`, () => flag(false)],
  [`${DAV}isroot`, (node) => flag(node.kind === 'folder' && node.parent === null)],
  [`${DAV}isstructureddocument`, () => flag(false)],
  [`${DAV}isdeleted`, () => flag(false)],
  [`${DAV}resourcetype`, resourceType],
  [`${DAV}parentname`, parentName],
  [`${DAV}id`, (node, place) => text(sourceKey(node, place))],
  [`${DAV}uid`, (node, place) => text(sourceKey(node, place))],
  [`${EXCHANGE}permanenturl`, (node, place) => text(permanentUrl(place, node))],
  [PROPTAG + PR_URL_COMP_NAME, (node) => text(urlCompName(node.name))],
  [`${PROPTAG}x10f4000b`, (node) => flag(node.kind === 'folder' && node.hidden)],
  [`${PROPTAG}x10f6000b`, () => flag(false)],
  [`${PROPTAG}x0ff40003`, () => int(ALL_ACCESS)],
  [
    `${PROPTAG}x65e00102`,
    (node, place) => base64(Buffer.from(sourceKey(node, place), 'hex').toString('base64')),
  ],
  [
    `${PROPTAG}x0fff0102`,
    (node, place) => base64(Buffer.from(sourceKey(node, place), 'hex').toString('base64')),
  ],
  [`${REPL}repl-uid`, (node, place) => text(replUid(node, place))],
  [`${REPL}resourcetag`, (node, place) => text(resourceTag(node, place))],
]);

/** PR_ACCESS: modify, read, delete, create hierarchy, contents and associated contents. */
const ALL_ACCESS = 0x3f;

/** Changes at every write, the read flag included (reference 3.5). Quoted, strong. */
export function etagOf(node: StoreNode): string {
  return `"${node.id.toString(16)}-${node.version.toString(16)}"`;
}

/** `rid:` and the 22 bytes of the source key. */
export function replUid(node: StoreNode, place: Place): string {
  return `rid:${sourceKey(node, place)}`;
}

/** `rt:`, the identity and the state: equal tags mean an identical resource. */
export function resourceTag(node: StoreNode, place: Place): string {
  return `rt:${sourceKey(node, place)}${node.version.toString(16).padStart(12, '0')}`;
}

function sourceKey(node: StoreNode, place: Place): string {
  return place.mailbox.replica + node.id.toString(16).padStart(12, '0');
}

function displayName(node: StoreNode, place: Place): string {
  return node.kind === 'folder' && node.parent === null ? place.mailbox.displayName : plainName(node.name);
}

function parentName(node: StoreNode, place: Place): PropValue {
  const parent = node.kind === 'folder' ? node.parent : node.folder;
  return text(parent ? folderUrl(place, parent) : mailboxUrl(place).replace(/\/[^/]*$/, ''));
}

/** `collection` for folders, empty for items. */
export function resourceType(node: StoreNode): PropValue {
  const collection = { namespace: DAV, name: 'collection', attributes: [], children: [] };
  return { kind: 'xml', attributes: [], children: node.kind === 'folder' ? [collection] : [] };
}
