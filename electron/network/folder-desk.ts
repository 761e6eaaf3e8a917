import type { FolderPlace } from '../../shared/contracts/folders.ts';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import type { DialectName } from '../../shared/mail/dialects.ts';
import { cleanFolderName, folderNameFault, folderSegment } from '../../shared/mail/folder-name.ts';
import { INTO_ITSELF, SPECIAL_FOLDER } from '../../shared/mail/folder-words.ts';
import { makeCollection, moveCollection, removeCollection } from './dav/folder-changes.ts';
import { collectionPath, comparablePath, identityPath, lastSegment, requestPath } from './dav/href.ts';
import { LIMITS } from './limits.ts';
import type { Session } from './session.ts';

/** What is true of a mailbox when its folders are changed. */
export interface FolderRoom {
  readonly dialect: DialectName;
  readonly session: Session;
  /** With a trailing slash. */
  readonly root: string;
  /** Whether the folder at this path belongs to the mailbox, like the Inbox. */
  readonly isSpecial: (path: string) => boolean;
  /** A request filter may stand before the server that lets nobody reach a name with `+` or `%` (reference 1.3). */
  readonly isFiltered: boolean;
  /** What a new folder says of itself; absent where the server takes no body. */
  readonly body?: string;
}
/** Where a folder is to be, and whether "name 2" is as good where its name is taken. */
export interface FolderMove {
  /** null: at the top of the mailbox. */
  readonly parent: string | null;
  readonly name: string;
  readonly anyName: boolean;
}

/** Makes a folder in another one (null: at the top of the mailbox). `again`: see `NewCollection`. */
export async function createFolder(
  room: FolderRoom,
  parent: string | null,
  name: string,
  again: boolean,
  signal: AbortSignal,
): Promise<FolderPlace> {
  const path = addressOf(room, parent, name);
  const { session, body } = room;
  const made = await makeCollection(
    session,
    { path, again, ...(body === undefined ? {} : { body }) },
    signal,
  );
  return placeOf(made);
}

/** Moves or renames a folder with all that is in it, never over another. */
export async function moveFolder(
  room: FolderRoom,
  folder: string,
  { parent, name, anyName }: FolderMove,
  signal: AbortSignal,
): Promise<FolderPlace> {
  const from = collectionPath(requestPath(folder));
  refuseSpecial(room, from);
  const first = addressOf(room, parent, name);
  if (identityPath(first) === identityPath(from)) return placeOf(from);
  const key = keyOf(room);
  if (key(first) === key(from)) throw fail('invalid-input', RESPELT);
  if (isWithin(room, first, from)) throw fail('invalid-input', INTO_ITSELF);
  // The filter looks at what is asked for, not at Destination: the folder would go where nobody can reach it.
  const isLost = room.isFiltered && !/[+%]/.test(lastSegment(from)) && /[+%]/.test(name);
  if (isLost) throw fail('unsupported', FILTERED);
  const more = anyName ? furtherNames(cleanFolderName(name), room.dialect) : [];
  const addresses = [first, ...more.map((each) => addressOf(room, parent, each))];
  return placeOf(await moveCollection(room.session, from, addresses, signal));
}

/** Removes a folder with all that is in it, for good. */
export async function removeFolder(room: FolderRoom, folder: string, signal: AbortSignal): Promise<null> {
  const path = collectionPath(requestPath(folder));
  refuseSpecial(room, path);
  await removeCollection(room.session, path, signal);
  return null;
}

function addressOf({ dialect, root }: FolderRoom, parent: string | null, name: string): string {
  const clean = cleanFolderName(name);
  const fault = folderNameFault(clean, dialect);
  if (fault !== null) throw fail('invalid-input', fault);
  const into = collectionPath(requestPath(parent ?? root));
  return `${into}${encodeURIComponent(folderSegment(clean, dialect))}/`;
}

function refuseSpecial(room: FolderRoom, path: string): void {
  if (room.isSpecial(path) || isWithin(room, room.root, path)) throw fail('invalid-input', SPECIAL_FOLDER);
}

/** The same, or somewhere inside. */
function isWithin(room: FolderRoom, path: string, folder: string): boolean {
  const key = keyOf(room);
  return `${key(path)}/`.startsWith(`${key(folder)}/`);
}

/** By what two paths are compared: the names of Exchange's store are case-insensitive (reference 1.3). */
function keyOf({ dialect }: FolderRoom): (path: string) => string {
  return dialect === 'exchange' ? comparablePath : identityPath;
}

function placeOf(path: string): FolderPlace {
  return { path: identityPath(path), href: collectionPath(path) };
}

/** "name 2" and so on. */
function furtherNames(name: string, dialect: DialectName): readonly string[] {
  const names = Array.from({ length: LIMITS.plainNames - 1 }, (_, nth) => `${name} ${nth + 2}`);
  return names.filter((each) => folderNameFault(each, dialect) === null);
}

const RESPELT = told(
  'The server takes both spellings for one name, so it would not rename this folder. Retinue changed nothing. Give it another name first, then this one.',
);
const FILTERED = told(
  'Servers of this version are mostly set up so that a folder with + or % in its name cannot be reached any more. Retinue changed nothing. Choose a name without them.',
);
