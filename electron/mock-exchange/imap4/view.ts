import { mailIn } from '../line-server/mail-items.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Folder, Item } from '../store/nodes.ts';
import { type Flag, storedFlags } from './flags.ts';

/** A message as the client knows it: its number is its place in the list, its UID the article number (reference 4.3). */
export interface Entry {
  readonly item: Item;
  readonly uid: number;
  /** What the client set for the length of its session; null where it set nothing (RFC 3501 section 7.1, PERMANENTFLAGS). */
  own: readonly Flag[] | null;
  /** As the client was told last. */
  told: string;
}

/** The selected folder as the client knows it, which may be behind what the folder holds by now. */
export interface View {
  readonly mailbox: Mailbox;
  readonly folder: Folder;
  entries: Entry[];
  /** Of the folder, when the client was told last. */
  changes: number;
  /** The first UID that the client was not told of. */
  next: number;
}

export function newView(mailbox: Mailbox, folder: Folder): View {
  const entries = mailIn(folder).map(entryOf);
  return { mailbox, folder, entries, changes: folder.changes, next: folder.nextArticle };
}

function entryOf(item: Item): Entry {
  return { item, uid: item.article, own: null, told: `(${storedFlags(item).join(' ')})` };
}

/** The flags as this client sees them. */
export function flagsOf({ item, own }: Entry): readonly Flag[] {
  return own ?? storedFlags(item);
}

export function flagText(entry: Entry): string {
  return `(${flagsOf(entry).join(' ')})`;
}

/** Brings the view up to date and says what the client must be told: what went, what came, which flags changed. */
export function refresh(view: View): readonly string[] {
  const { folder, changes } = view;
  if (folder.changes === changes) return [];
  view.changes = folder.changes;
  return [...expunged(view), ...arrived(view), ...reflagged(view)];
}

/** True while a message is where the client saw it: one that changed has a new article number, as if it had come anew. */
export function isThere({ mailbox, folder }: View, { item, uid }: Entry): boolean {
  return mailbox.itemsById.get(item.id) === item && item.folder === folder && item.article === uid;
}

/** From the last to the first, so that no number moves before it was named. */
function expunged(view: View): readonly string[] {
  const lines: string[] = [];
  for (let place = view.entries.length - 1; place >= 0; place--) {
    const entry = view.entries[place];
    if (entry && !isThere(view, entry)) lines.push(`* ${place + 1} EXPUNGE\r\n`);
  }
  if (lines.length > 0) view.entries = view.entries.filter((entry) => isThere(view, entry));
  return lines;
}

function arrived(view: View): readonly string[] {
  const { folder, next } = view;
  if (folder.nextArticle === next) return [];
  view.next = folder.nextArticle;
  const fresh = mailIn(folder).filter(({ article }) => article >= next);
  if (fresh.length === 0) return [];
  view.entries = [...view.entries, ...fresh.map(entryOf)];
  return [`* ${view.entries.length} EXISTS\r\n`];
}

function reflagged({ entries }: View): readonly string[] {
  return entries.flatMap((entry, place) => {
    const now = flagText(entry);
    if (now === entry.told) return [];
    entry.told = now;
    return [`* ${place + 1} FETCH (FLAGS ${now})\r\n`];
  });
}
