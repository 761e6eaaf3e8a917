import { SUBMISSION_SEGMENT } from '../../../shared/exchange/names.ts';
import type { Mailbox } from './mailbox.ts';
import type { Folder, StoreNode } from './nodes.ts';
import { encodeSegment } from './url-names.ts';

/** The path segment under which every item and folder is found by its counter. */
export const FLAT_SEGMENT = '-FlatUrlSpace-';

/** Where a mailbox is seen from: hrefs carry the host that the client asked. */
export interface Place {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly mailbox: Mailbox;
}

export function mailboxUrl(place: Place): string {
  return place.origin + place.mailbox.base;
}

/** Absolute URL by names: folders end in `/`, so that clients may append to it. */
export function hrefOf(place: Place, node: StoreNode): string {
  return node.kind === 'folder'
    ? folderHref(place, node)
    : folderHref(place, node.folder) + encodeSegment(node.name);
}

function folderHref(place: Place, folder: Folder): string {
  if (folder.parent === null) return `${mailboxUrl(place)}/`;
  return `${folderHref(place, folder.parent)}${encodeSegment(folder.name)}/`;
}

/** A folder's URL as the well-known folder properties give it: without the trailing slash (reference 1.2 sample). */
export function folderUrl(place: Place, folder: Folder): string {
  return folderHref(place, folder).replace(/\/$/, '');
}

/** The permanent URL (reference 1.4): folder counter, then for items the item's counter. */
export function permanentUrl(place: Place, node: StoreNode): string {
  const key = (id: number) => `${place.mailbox.replica}-${id.toString(16)}`;
  const base = `${mailboxUrl(place)}/${FLAT_SEGMENT}/`;
  return node.kind === 'folder' ? base + key(node.id) : `${base}${key(node.folder.id)}/${key(node.id)}`;
}

/** The magic child that sends what is put there. */
export function submissionUrl(place: Place): string {
  return `${mailboxUrl(place)}/${SUBMISSION_SEGMENT}/`;
}
