import type { MessageContent } from './content.ts';
import type { StoreHistory } from './history.ts';
import type { StoreLog } from './log.ts';
import type { PropertyName } from './property-names.ts';
import type { Grants } from './rights.ts';
import type { PropValue } from './values.ts';

/** A property that a client set: its value and the spelling to answer `propname` with. */
export interface StoredProperty {
  readonly as: PropertyName;
  readonly value: PropValue;
}

/** What items and folders have in common. Only mailbox.ts, changes.ts and write-properties.ts change nodes. */
interface Node {
  /** Counter of the source key: unique in the mailbox, never reused, printed in the permanent URL. */
  readonly id: number;
  /** The stored form (url-names.ts): the last segment of the URL before percent-encoding. */
  name: string;
  readonly created: number;
  modified: number;
  /** Grows at every change, the read flag included: the ETag and the resource tag are made of it. */
  version: number;
  /** By canonical name; null while nothing was set, because a mailbox may hold 100,000 items. */
  properties: Map<string, StoredProperty> | null;
}

/** A message or, where `documentType` is given, a file that is no mail (any other WebDAV client may PUT one). */
export interface Item extends Node {
  readonly kind: 'item';
  folder: Folder;
  content: MessageContent;
  documentType: string | null;
  /** Made of properties by PROPPATCH, with no stream of its own yet; null once a stream was put. */
  composed: { readonly flagsGiven: boolean } | null;
  read: boolean;
  draft: boolean;
  /** Made by POST to a folder: a draft whatever is put there later (reference 3.6). */
  readonly unsentForGood: boolean;
  /** In the submission queue of the store: PR_MESSAGE_FLAGS 0x4 (reference 5.4). */
  submitted: boolean;
  /** The copy of what the owner sent: PR_MESSAGE_FLAGS 0x20 (reference 5.3). */
  fromMe: boolean;
  /** Only properties exist, no MIME stream: every GET converts (KB 329067, reference 6.3). */
  mapiOnly: boolean;
  received: number;
  /** PR_INTERNET_ARTICLE_NUMBER: unique in the folder, renewed when headers, body or follow-up flag change. */
  article: number;
}

/** A folder. Children are found by `nameKey`; an item and a folder never share a name. */
export interface Folder extends Node {
  readonly kind: 'folder';
  parent: Folder | null;
  folderClass: string;
  /** Whom it lets in besides its owner; null: as the folder above. */
  grants: Grants | null;
  /** Not listed: NON_IPM_SUBTREE. */
  readonly hidden: boolean;
  readonly folders: Map<string, Folder>;
  readonly items: Map<string, Item>;
  unread: number;
  deletedTotal: number;
  nextArticle: number;
  /** The next number to try for a name that clashes, so that 10,000 equal subjects do not try 10,000 names each. */
  readonly nextSuffix: Map<string, number>;
  /** Changes of the folder, of anything in it and below it. */
  changes: number;
  /** How often a member came or went: a directory of a plain server has another ETag then. */
  comings: number;
  /** One for the whole store. */
  readonly log: StoreLog;
  /** One for the whole store. */
  readonly history: StoreHistory;
  /** A search folder: the messages that it shows, found anew each time. undefined on folders that hold their own. */
  shows: (() => readonly Item[]) | undefined;
}

export type StoreNode = Item | Folder;

/** True where `inner` is `outer` or lies below it. */
export function isWithin(inner: Folder, outer: Folder): boolean {
  for (let at: Folder | null = inner; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** Folders and items below a folder, hidden folders left out, parents first. */
export function* descendants(folder: Folder): Generator<StoreNode> {
  for (const child of folder.folders.values()) {
    if (child.hidden) continue;
    yield child;
    yield* descendants(child);
  }
  yield* folder.items.values();
}

/** The messages in a folder, or those that a search folder shows. */
export function itemCount(folder: Folder): number {
  return folder.shows?.().length ?? folder.items.size;
}

/** The unread ones among them. */
export function unreadCount(folder: Folder): number {
  return folder.shows?.().filter(({ read }) => !read).length ?? folder.unread;
}
