import type { ContactsEnd } from '../../../shared/contracts/people.ts';
import type { ListedContact } from '../../../shared/people/contact.ts';
import { shortHash } from '../../../shared/short-hash.ts';
import { collectionPath, comparablePath, lastSegment, requestPath } from '../dav/href.ts';
import { propfind } from '../dav/propfind.ts';
import type { Session } from '../session.ts';
import { CONTENT_CLASS, SELECT, toListed } from './contact-properties.ts';
import type { Discovery } from './discovery.ts';
import { LIST_CLASS } from './distribution-list.ts';
import { listTree } from './folders.ts';
import { countOf, flagOf, P, textOf } from './properties.ts';
import { allRows } from './rows.ts';
import { equals } from './sql.ts';

/** People, and lists of people. */
const PEOPLE = `(${equals(CONTENT_CLASS, 'urn:content-classes:person')} OR ${equals(P.messageClass, LIST_CLASS)})`;

interface ContactFolder {
  readonly path: string;
  /** null: the account's own folder of contacts. */
  readonly name: string | null;
  readonly tag: string | null;
}

/** The people in an account's own folder of contacts and in those inside of it, unless the folders say that nothing changed since `seen`. */
export async function* listContacts(
  session: Session,
  { contacts }: Discovery,
  seen: string | null,
  signal: AbortSignal,
): AsyncGenerator<readonly ListedContact[], ContactsEnd, void> {
  if (contacts === null) return { kind: 'none' };
  // Taken before the listing: what changes meanwhile is seen at the next look.
  const folders = await contactFolders(session, contacts, signal);
  const tag = tagOf(folders);
  if (seen !== null && tag === seen) return { kind: 'unchanged' };
  for (const { path, name } of folders)
    for await (const batch of allRows(session, { path, select: SELECT, where: [PEOPLE] }, signal))
      yield batch.map((row) => toListed(row, name));
  return { kind: 'listed', tag };
}

async function contactFolders(
  session: Session,
  path: string,
  signal: AbortSignal,
): Promise<readonly ContactFolder[]> {
  const { response } = await propfind(session, path, [P.contentTag, P.hasFolders], 'folder', signal);
  const folders: ContactFolder[] = [{ path, name: null, tag: textOf(response.found, P.contentTag) }];
  const hasFolders = flagOf(response.found, P.hasFolders) || (countOf(response.found, P.hasFolders) ?? 0) > 0;
  if (!hasFolders) return folders;
  for await (const rows of listTree(session, path, signal))
    for (const { href, found } of rows) {
      const isContacts = /^IPF\.Contact(?:\.|$)/i.test(textOf(found, P.folderClass) ?? '');
      if (!isContacts || comparablePath(href) === comparablePath(path)) continue;
      folders.push({
        path: collectionPath(requestPath(href)),
        name: textOf(found, P.displayName) || lastSegment(href),
        tag: textOf(found, P.contentTag),
      });
    }
  return folders;
}

/** One for all folders; null where one of them says none. A folder that comes or goes makes another one. */
function tagOf(folders: readonly ContactFolder[]): string | null {
  if (folders.some(({ tag }) => tag === null)) return null;
  return shortHash(JSON.stringify(folders.map(({ path, tag }) => [path, tag])));
}
