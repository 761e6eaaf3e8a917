import { refuse } from '../http/refusal.ts';
import type { AttachmentPart } from './content.ts';
import { childOf, type Mailbox } from './mailbox.ts';
import type { Folder, Item } from './nodes.ts';
import { decodeSegment, storedName } from './url-names.ts';
import { FLAT_SEGMENT } from './urls.ts';
import { attachmentNames } from './attachments.ts';

/** What a path leads to. `missing` keeps the parent (null: it does not exist either) and the name that is free. */
export type Target =
  | { readonly kind: 'folder'; readonly folder: Folder }
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'attachment'; readonly item: Item; readonly part: AttachmentPart; readonly name: string }
  | { readonly kind: 'submission' }
  | { readonly kind: 'missing'; readonly parent: Folder | null; readonly name: string };

/** The folder that it is or lies in, or would lie in; null where there is none. */
export function folderAt(target: Target): Folder | null {
  switch (target.kind) {
    case 'folder':
      return target.folder;
    case 'item':
    case 'attachment':
      return target.item.folder;
    case 'missing':
      return target.parent;
    case 'submission':
      return null;
  }
}

/** The segments of a path, each decoded once; undecodable paths end in 400. */
export function splitPath(path: string): readonly string[] {
  const segments = path
    .replace(/^\/+/, '')
    .split('/')
    .filter((each) => each !== '');
  return segments.map(
    (each) => decodeSegment(each) ?? refuse(400, 'The path holds an escape that is not allowed in it.'),
  );
}

/**
 * 400 for a fragment, which no request may send: cut off, a DELETE would hit the folder instead of the file. The
 * submission URI alone is often written with its `#` unescaped (reference 1.3).
 */
export function refuseFragment(path: string): void {
  if (path.replace(/##DavMailSubmissionURI##/i, '').includes('#'))
    refuse(400, 'The address holds a fragment. A number sign in a name is written %23.');
}

/**
 * Finds what the decoded segments below a mailbox name, by names or by permanent URL. `plain`: only by the very names
 * that clients gave, with none of Exchange's escapes, permanent URLs, attachments or submission URI.
 */
export function locate(mailbox: Mailbox, segments: readonly string[], plain = false): Target {
  if (plain) return withoutAttachment(walk(mailbox.root, segments));
  // A client may send `?` or `~` percent-encoded instead of in the store's own escapes.
  const path = segments.map(storedName);
  if (path[0]?.toLowerCase() === '##davmailsubmissionuri##') return { kind: 'submission' };
  if (path[0]?.toLowerCase() === FLAT_SEGMENT.toLowerCase()) return locateFlat(mailbox, path.slice(1));
  return walk(mailbox.root, path);
}

function withoutAttachment(target: Target): Target {
  return target.kind === 'attachment' ? { kind: 'missing', parent: null, name: target.name } : target;
}

function walk(from: Folder, path: readonly string[]): Target {
  let folder = from;
  for (const [depth, name] of path.entries()) {
    const found = childOf(folder, name);
    const rest = path.slice(depth + 1);
    if (found === undefined) return { kind: 'missing', parent: rest.length === 0 ? folder : null, name };
    if (found.kind === 'item') return within(found, rest);
    folder = found;
  }
  return { kind: 'folder', folder };
}

/** `-FlatUrlSpace-/<guid>-<folder>[/<guid>-<item>[/attachment]]`; below a folder's flat URL, names work too. */
function locateFlat(mailbox: Mailbox, path: readonly string[]): Target {
  const [first, second, ...rest] = path;
  const gone: Target = { kind: 'missing', parent: null, name: second ?? first ?? '' };
  const item = second === undefined ? undefined : mailbox.itemsById.get(counterOf(mailbox, second) ?? -1);
  if (item) return within(item, rest);
  const folder = mailbox.foldersById.get(counterOf(mailbox, first ?? '') ?? -1);
  if (!folder) return gone;
  if (second !== undefined && counterOf(mailbox, second) !== null) return gone;
  return walk(folder, path.slice(1));
}

function counterOf(mailbox: Mailbox, key: string): number | null {
  const digits = key.toLowerCase().startsWith(`${mailbox.replica}-`)
    ? key.slice(mailbox.replica.length + 1)
    : '';
  return /^[0-9a-f]{1,12}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}

function within(item: Item, rest: readonly string[]): Target {
  const [name, ...deeper] = rest;
  if (name === undefined) return { kind: 'item', item };
  const index =
    deeper.length > 0
      ? -1
      : attachmentNames(item.content).findIndex((each) => each.toLowerCase() === name.toLowerCase());
  const part = item.content.attachments()[index];
  return part ? { kind: 'attachment', item, part, name } : { kind: 'missing', parent: null, name };
}
