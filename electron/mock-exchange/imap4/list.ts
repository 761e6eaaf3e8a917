import type { Folder } from '../store/nodes.ts';
import { BadCommand, type Cursor } from './cursor.ts';
import { DELIMITER, fits, folderAt, foldersOf } from './folders.ts';
import { stringOf } from './format.ts';
import { decodeMailboxName, encodeMailboxName } from './mailbox-names.ts';
import { done, type Handler, no, type Outcome, ownerOf, type Session } from './session.ts';
import { mailIn } from '../line-server/mail-items.ts';

/** No folder has a longer path; a pattern is tried on every one of them. */
const MOST_PATTERN = 1000;

/** LIST and LSUB: to whoever may only read, all folders are subscribed. */
export function list(verb: 'LIST' | 'LSUB'): Handler {
  return async (session, cursor) => {
    cursor.space();
    const reference = cursor.astring('a reference');
    cursor.space();
    const pattern = cursor.pattern('a pattern');
    cursor.end();
    await session.connection.write(listed(session, verb, reference, pattern));
    return done(`${verb} completed.`);
  };
}

function listed(session: Session, verb: string, reference: string, pattern: string): string {
  // An empty pattern asks for the delimiter (RFC 3501 section 6.3.8).
  if (pattern === '') return `* ${verb} (\\Noselect) "${DELIMITER}" ""\r\n`;
  const wanted = decodeMailboxName(reference + pattern);
  if (wanted === null || wanted.length > MOST_PATTERN) throw new BadCommand('That is no pattern of names.');
  const isWanted = (path: string) =>
    fits(wanted, path) || (/^INBOX(\/|$)/.test(path) && fits(wanted.toUpperCase(), path.toUpperCase()));
  return foldersOf(ownerOf(session).mailbox)
    .filter(({ path }) => isWanted(path))
    .map(({ path, hasChildren }) => {
      const children = hasChildren ? '\\HasChildren' : '\\HasNoChildren';
      return `* ${verb} (${children}) "${DELIMITER}" ${stringOf(encodeMailboxName(path))}\r\n`;
    })
    .join('');
}

export async function namespace(session: Session, cursor: Cursor): Promise<Outcome> {
  cursor.end();
  await session.connection.write(`* NAMESPACE (("" "${DELIMITER}")) NIL NIL\r\n`);
  return done('NAMESPACE completed.');
}

/** Reads the name of a folder; null where the mailbox has none of that name. */
export function readFolder(
  session: Session,
  cursor: Cursor,
): { readonly name: string; readonly folder: Folder | null } {
  const given = cursor.astring('the name of a folder');
  const path = decodeMailboxName(given);
  const folder = path === null ? undefined : folderAt(ownerOf(session).mailbox, path);
  return { name: given, folder: folder ?? null };
}

export const NO_FOLDER = no('[NONEXISTENT] There is no folder of that name.');

export async function status(session: Session, cursor: Cursor): Promise<Outcome> {
  cursor.space();
  const { name, folder } = readFolder(session, cursor);
  cursor.space();
  cursor.expect('(');
  const items: string[] = [];
  do items.push(cursor.atom('an item of STATUS').toUpperCase());
  while (cursor.eat(' '));
  cursor.expect(')');
  cursor.end();
  if (folder === null) return NO_FOLDER;
  const shown = items.map((item) => `${item} ${statusValue(folder, item)}`).join(' ');
  await session.connection.write(`* STATUS ${stringOf(name)} (${shown})\r\n`);
  return done('STATUS completed.');
}

function statusValue(folder: Folder, item: string): number {
  switch (item) {
    case 'MESSAGES':
      return mailIn(folder).length;
    case 'RECENT':
      return 0;
    case 'UIDNEXT':
      return folder.nextArticle;
    case 'UIDVALIDITY':
      return folder.id;
    case 'UNSEEN':
      return mailIn(folder).filter(({ read }) => !read).length;
    default:
      throw new BadCommand(`STATUS has no item ${item}.`);
  }
}
