import type { BrowsedLevel } from '../../../shared/contracts/roots.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Folder } from '../../../shared/mail/types.ts';
import { collectionPath, comparablePath, identityPath, lastSegment, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { propfind } from '../dav/propfind.ts';
import { search } from '../dav/search.ts';
import { failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { FOLDER_FACTS, isMail, listTree, toFolder } from './folders.ts';
import { countOf, flagOf, P, textOf } from './properties.ts';
import { column, selectSql } from './sql.ts';

/** Where the default public folder tree is (reference 1.1). */
const PUBLIC = '/public/';

/** One level: folders and nothing that lies beside them, however much that is (reference 7.2, step 5). */
const LEVEL = selectSql({
  select: [P.displayName, P.folderClass, P.hasFolders],
  depth: 'hierarchical',
  where: [`${column(P.isFolder)} = True`, `${column(P.isHidden)} = False`],
  orderBy: P.displayName,
});

/** A root as the account's list shows it: the folder itself and, of a mailbox, what is in it. */
export async function* listRoot(
  session: Session,
  { path, href, whole }: { readonly path: string; readonly href: string; readonly whole: boolean },
  signal: AbortSignal,
): AsyncGenerator<readonly Folder[], null, void> {
  const at = collectionPath(requestPath(href));
  const { response } = await propfind(session, at, FOLDER_FACTS, 'folder', signal);
  yield [{ ...toFolder(response, '', new Map()), path, href: at, parentPath: null }];
  if (!whole) return null;
  for await (const rows of listTree(session, at, signal)) {
    const inside = rows
      .filter((row) => isMail(row) && comparablePath(row.href) !== comparablePath(at))
      .map((row) => toFolder(row, '', new Map()));
    if (inside.length > 0) yield inside;
  }
  return null;
}

/** Folders of one level of the public tree, `from` so many on. A level may hold more than anybody wants to see. */
export async function browse(
  session: Session,
  folder: string | null,
  from: number,
  signal: AbortSignal,
): Promise<BrowsedLevel> {
  const path = collectionPath(requestPath(folder ?? PUBLIC));
  const count = LIMITS.browsedFolders;
  const rows: DavResponse[] = [];
  const source = search(session, path, LEVEL, { first: from, count }, signal);
  try {
    for (;;) {
      const next = await source.next();
      if (next.done) {
        const { total } = next.value;
        const seen = from + rows.length;
        const more = rows.length > 0 && (total === null ? rows.length >= count : seen < total);
        return { folders: rows.map(toBrowsed), next: more ? seen : null };
      }
      rows.push(...next.value);
    }
  } catch (thrown) {
    // Sites without public folders have nothing at this address, or a filter before it (reference 7.1).
    if (folder === null && failureOf(thrown)?.kind === 'not-found') throw fail('unsupported', NO_PUBLIC);
    throw thrown;
  }
}

function toBrowsed(row: DavResponse) {
  return {
    path: identityPath(row.href),
    href: collectionPath(requestPath(row.href)),
    name: textOf(row.found, P.displayName) || lastSegment(row.href),
    isMail: isMail(row),
    hasFolders: flagOf(row.found, P.hasFolders) || (countOf(row.found, P.hasFolders) ?? 0) > 0,
  };
}

const NO_PUBLIC = told(
  'This server has no public folders at the usual place (404). Retinue changed nothing. Ask its administrator whether there are any.',
);
