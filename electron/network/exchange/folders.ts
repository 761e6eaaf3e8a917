import type { Folder } from '../../../shared/mail/types.ts';
import { comparablePath, identityPath, lastSegment, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { search } from '../dav/search.ts';
import type { Session } from '../session.ts';
import type { Discovery } from './discovery.ts';
import { countOf, P, textOf } from './properties.ts';
import { column, selectSql } from './sql.ts';

/** What is asked of every folder. */
export const FOLDER_FACTS = [P.displayName, P.folderClass, P.visibleCount, P.unreadCount, P.contentTag];
const TREE = selectSql({
  select: FOLDER_FACTS,
  depth: 'deep',
  where: [`${column(P.isFolder)} = True`, `${column(P.isHidden)} = False`],
});

/** The mail folders below the root, in one SEARCH. Calendars, contacts, tasks and notes are left out. */
export async function* listFolders(
  session: Session,
  { root, roles }: Discovery,
  signal: AbortSignal,
): AsyncGenerator<readonly Folder[], null, void> {
  const rootPath = comparablePath(root);
  for await (const batch of listTree(session, root, signal)) {
    const folders = batch
      .filter((response) => isMail(response) && comparablePath(response.href) !== rootPath)
      .map((response) => toFolder(response, rootPath, roles));
    if (folders.length > 0) yield folders;
  }
  return null;
}

/** All folders in one, at all levels, as rows of FOLDER_FACTS. */
export function listTree(
  session: Session,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<readonly DavResponse[], unknown, void> {
  return search(session, path, TREE, null, signal);
}

/** A folder without a class is a mail folder (reference 4.4). */
export function isMail({ found }: DavResponse): boolean {
  const kind = textOf(found, P.folderClass) ?? '';
  return kind === '' || /^IPF\.Note(?:\.|$)/i.test(kind);
}

/** A row of FOLDER_FACTS as a folder; what hangs in `rootPath` is at the top. */
export function toFolder({ href, found }: DavResponse, rootPath: string, roles: Discovery['roles']): Folder {
  const path = identityPath(href);
  const parent = path.slice(0, path.lastIndexOf('/'));
  return {
    path,
    href: requestPath(href),
    parentPath: parent === '' || parent.toLowerCase() === rootPath ? null : parent,
    name: textOf(found, P.displayName) || lastSegment(href),
    role: roles.get(comparablePath(href)) ?? 'none',
    total: countOf(found, P.visibleCount),
    unread: countOf(found, P.unreadCount),
    contentTag: textOf(found, P.contentTag),
  };
}
