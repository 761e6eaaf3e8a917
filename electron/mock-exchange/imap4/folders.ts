import type { Mailbox } from '../store/mailbox.ts';
import type { Folder } from '../store/nodes.ts';
import { nameKey, plainName } from '../store/url-names.ts';

/** Parts the levels of a folder's path. */
export const DELIMITER = '/';

/** A folder under the path that IMAP4 knows it by, decoded. */
export interface NamedFolder {
  readonly path: string;
  readonly folder: Folder;
  readonly hasChildren: boolean;
}

/**
 * All folders that can be listed, parents first. The Inbox is INBOX whatever it is called in the mailbox's language
 * (RFC 3501 section 5.1). Search folders are left out: article numbers are not unique in them.
 */
export function foldersOf(mailbox: Mailbox): readonly NamedFolder[] {
  const inbox = mailbox.roles.get('inbox');
  const below = (parent: Folder, prefix: string): readonly NamedFolder[] =>
    childrenOf(parent).flatMap((folder) => {
      const path = prefix + (folder === inbox ? 'INBOX' : segmentOf(folder));
      const hasChildren = childrenOf(folder).length > 0;
      return [{ path, folder, hasChildren }, ...below(folder, path + DELIMITER)];
    });
  return below(mailbox.root, '');
}

function childrenOf(folder: Folder): readonly Folder[] {
  return [...folder.folders.values()].filter((child) => !child.hidden && child.shows === undefined);
}

/** A delimiter inside of a name stays in the form that the store gives it. */
function segmentOf(folder: Folder): string {
  return plainName(folder.name).replaceAll(DELIMITER, '_xF8FF_');
}

/** The folder of a path, INBOX in any case. Names are compared as everywhere in the store. */
export function folderAt(mailbox: Mailbox, path: string): Folder | undefined {
  const wanted = nameKey(path);
  return foldersOf(mailbox).find((each) => nameKey(each.path) === wanted)?.folder;
}

/** True where a path fits a pattern of LIST: `*` stands for anything, `%` for anything within one level. */
export function fits(given: string, path: string): boolean {
  const pattern = Array.from(given);
  // The ends of all beginnings of the pattern that fit the path so far: no pattern makes it try again.
  let ends = spread(pattern, new Set([0]));
  for (const character of path) {
    const next = new Set<number>();
    for (const end of ends) {
      const wanted = pattern[end];
      if (wanted === '*' || (wanted === '%' && character !== DELIMITER)) next.add(end);
      else if (wanted === character) next.add(end + 1);
    }
    ends = spread(pattern, next);
  }
  return ends.has(pattern.length);
}

/** Wildcards may stand for nothing. */
function spread(pattern: readonly string[], ends: Set<number>): Set<number> {
  for (const end of ends) if (pattern[end] === '*' || pattern[end] === '%') ends.add(end + 1);
  return ends;
}
