import {
  DAV,
  EXCHANGE,
  HTTPMAIL,
  MAILHEADER,
  PR_MESSAGE_FLAGS,
  PROPTAG,
} from '../../../shared/exchange/names.ts';
import { composeContent } from './composed.ts';
import { edited, setRead } from './changes.ts';
import type { Mailbox } from './mailbox.ts';
import type { Folder, Item, StoreNode } from './nodes.ts';
import { canonicalName, type PropertyName } from './property-names.ts';
import type { PropValue } from './values.ts';

/** One line of a propertyupdate, in the client's order. `value` null with `set`: the text is no value of the type. */
export type Change =
  | { readonly kind: 'set'; readonly name: PropertyName; readonly value: PropValue | null }
  | { readonly kind: 'remove'; readonly name: PropertyName };

/** 200, 403 not alterable, 409 bad value, 424 something else failed (reference 3.3). */
export interface Outcome {
  readonly name: PropertyName;
  readonly status: 200 | 403 | 409 | 424;
}

const READ_ONLY: ReadonlySet<string> = new Set([
  ...words(
    DAV,
    'href getetag getcontentlength getlastmodified creationdate resourcetype lockdiscovery supportedlock isfolder iscollection ' +
      'isroot parentname id uid visiblecount objectcount childcount haschildren hassubs',
  ),
  ...words(
    HTTPMAIL,
    'unreadcount hasattachment msgfolderroot inbox outbox drafts sentitems deleteditems sendmsg calendar contacts tasks notes journal',
  ),
  ...words(EXCHANGE, 'permanenturl foldersize'),
  ...words('http://schemas.microsoft.com/repl/', 'repl-uid resourcetag contenttag'),
  ...words(
    PROPTAG,
    'x0e230003 x0e080003 x0e080014 x0fff0102 x65e00102 x0ff40003 x66590102 x670b0003 x67510003 x67520003',
  ),
]);
const READ = `${HTTPMAIL}read`;
const RECEIVED = `${HTTPMAIL}datereceived`;
const FOLDER_CLASS = `${EXCHANGE}outlookfolderclass`;
const FLAGS = PROPTAG + PR_MESSAGE_FLAGS;

/**
 * Applies all changes or none: where one is refused, the others come back 424 and nothing is written. `creating`: the
 * node was made by this request, which is the only time when PR_MESSAGE_FLAGS may be written.
 */
export function writeProperties(
  mailbox: Mailbox,
  node: StoreNode,
  changes: readonly Change[],
  creating: boolean,
): readonly Outcome[] {
  const refused = refusals(changes, creating);
  if (refused) return refused;
  const { history } = node.kind === 'item' ? node.folder : node;
  history.before(node);
  const kinds = new Set(changes.map((change) => apply(node, change)));
  if (node.kind === 'item' && node.composed !== null) node.content = composeContent(node.properties);
  if (kinds.has('renumber') || kinds.has('edit')) edited(mailbox, node, kinds.has('renumber'));
  return changes.map(({ name }) => ({ name, status: 200 }));
}

/** The outcomes where a change is refused, without writing anything; null where all may be written. */
export function refusals(changes: readonly Change[], creating: boolean): readonly Outcome[] | null {
  const outcomes = changes.map((change) => ({ name: change.name, status: verdict(change, creating) }));
  if (outcomes.every(({ status }) => status === 200)) return null;
  return outcomes.map(({ name, status }) => ({ name, status: status === 200 ? 424 : status }));
}

function verdict(change: Change, creating: boolean): Outcome['status'] {
  const key = canonicalName(change.name);
  if (READ_ONLY.has(key) || (key === FLAGS && !creating)) return 403;
  return change.kind === 'set' && change.value === null ? 409 : 200;
}

/** What a change costs: nothing but the version (read flag), the modification time, or the article number too. */
function apply(node: StoreNode, change: Change): 'flag' | 'edit' | 'renumber' {
  const key = canonicalName(change.name);
  const value = change.kind === 'set' ? change.value : null;
  if (node.kind === 'item' && applyToItem(node, key, value)) return 'flag';
  if (node.kind === 'folder' && applyToFolder(node, key, value)) return 'edit';
  if (value === null) node.properties?.delete(key);
  else (node.properties ??= new Map()).set(key, { as: change.name, value });
  return RENUMBERS.test(key) ? 'renumber' : 'edit';
}

/** Headers, bodies and the flag for follow-up (reference 4.3). */
const RENUMBERS = new RegExp(
  `^(?:${MAILHEADER}|${HTTPMAIL}(?:subject|from|to|cc|bcc|date|textdescription|htmldescription|messageflag|reply-to)$|${PROPTAG}x1090)`,
);

function applyToItem(item: Item, key: string, value: PropValue | null): boolean {
  if (key === READ) {
    setRead(item, value?.kind === 'boolean' && value.on);
    return true;
  }
  if (key === RECEIVED && value?.kind === 'date') {
    item.received = value.ms;
    return false;
  }
  if (key === FLAGS && value?.kind === 'number') {
    setRead(item, (value.value & 0x1) !== 0);
    item.draft = (value.value & 0x8) !== 0;
    item.composed = { flagsGiven: true };
    return true;
  }
  return false;
}

function applyToFolder(folder: Folder, key: string, value: PropValue | null): boolean {
  const named = value?.kind === 'string' ? value.text : '';
  if (key === FOLDER_CLASS) {
    folder.folderClass = named === '' ? 'IPF.Note' : named;
    return true;
  }
  if (key !== `${DAV}contentclass`) return false;
  folder.folderClass = CLASSES[named] ?? folder.folderClass;
  return true;
}

/** Folder classes by content class (reference 3.4). */
const CLASSES: Readonly<Record<string, string>> = {
  'urn:content-classes:mailfolder': 'IPF.Note',
  'urn:content-classes:contactfolder': 'IPF.Contact',
  'urn:content-classes:calendarfolder': 'IPF.Appointment',
  'urn:content-classes:taskfolder': 'IPF.Task',
  'urn:content-classes:notefolder': 'IPF.StickyNote',
  'urn:content-classes:journalfolder': 'IPF.Journal',
};

function words(namespace: string, names: string): readonly string[] {
  return names.split(' ').map((name) => canonicalName({ namespace, name }));
}
