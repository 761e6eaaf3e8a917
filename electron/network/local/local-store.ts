import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../shared/errors.ts';
import { told, type Told } from '../../../shared/language/told.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { flagState } from '../../../shared/mail/follow-up.ts';
import { type StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import { syncFolder } from '../transfer/part/journal.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { type Categories, putAside, readCategories, writeCategories } from './categories-file.ts';
import { type FollowUps, putFollowUpsAside, readFollowUps, setFollowUp } from './follow-ups-file.ts';
import { localFailure } from './local-failure.ts';
import { type Kept, type Maildir, makeMaildir, type NewMail, openMaildir } from './maildir.ts';
import { directoryName, folderName } from './names.ts';

/** A message and all that is kept of it. */
export interface StoredMessage extends Kept {
  /** `/Folder/Sub/UNIQUE`: its identity in this mailbox. */
  readonly path: string;
  readonly marks: StoredMarks;
}

/**
 * Mail on this computer: a folder is a Maildir with its subfolders beside `cur`, `new` and `tmp` (dovecot's LAYOUT=fs).
 * These are the only copies. Paths are names between slashes, from `/` on. One change at a time; each rejects with a
 * FailureError.
 */
export interface LocalStore {
  readonly root: string;
  /** Names of the folders in a folder. */
  folders(folder: string): Promise<readonly string[]>;
  messages(folder: string): Promise<readonly StoredMessage[]>;
  /** A message, and where its file is; null: there is no such message. */
  find(message: string): Promise<(StoredMessage & { readonly place: string }) | null>;
  add(
    folder: string,
    message: NewMail,
  ): Promise<{ readonly message: StoredMessage; readonly isNew: boolean }>;
  /** false: there is no such message. */
  mark(message: string, change: (marks: StoredMarks) => StoredMarks): Promise<boolean>;
  /** Where it is now; null: it is neither here nor there. */
  move(message: string, target: string): Promise<string | null>;
  remove(message: string): Promise<void>;
  hasFolder(folder: string): Promise<boolean>;
  /** With those that it is in; one that is there is as good. */
  makeFolder(folder: string): Promise<void>;
  /** Never over another one: the caller has looked. */
  moveFolder(folder: string, to: string): Promise<void>;
  removeFolder(folder: string): Promise<void>;
}

/** Opens the mailbox in a folder of the disk, which is made at first use. */
export function openLocalStore(root: string, onProblem: (problem: Told) => void): LocalStore {
  const inTurn = createInTurn();
  const aside = putAside(onProblem);
  const followUpsAside = putFollowUpsAside(onProblem);
  /** By folder; what is listed is what was there at the last change of ours, or the last look. */
  const listed = new Map<string, Listing>();
  const directoryOf = (folder: string) =>
    path.join(
      root,
      ...folder
        .split('/')
        .filter((name) => name !== '')
        .map(directoryName),
    );
  const maildirOf = (folder: string): Maildir => openMaildir(directoryOf(folder));
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw signalOf(thrown) ?? localFailure(thrown, root);
    }
  };
  const change = <T>(work: () => Promise<T>): Promise<T> => inTurn(() => guarded(work));

  const look = async (folder: string) => {
    const directory = directoryOf(folder);
    const [kept, categories, followUps] = await Promise.all([
      maildirOf(folder).list(),
      readCategories(directory, aside),
      readFollowUps(directory, followUpsAside),
    ]);
    const listing = createListing();
    for (const each of kept) listing.note(toStored(folder, each, categories, followUps));
    listed.set(folder, listing);
    return listing;
  };
  const find = async (message: string): Promise<StoredMessage | null> => {
    const { folder, name } = apart(message);
    const known = listed.get(folder)?.byName.get(name);
    if (known && (await isFile(maildirOf(folder).pathOf(known)))) return known;
    return (await look(folder)).byName.get(name) ?? null;
  };
  /** A folder that nobody has looked at is not begun by one message. */
  const note = (message: StoredMessage) => listed.get(apart(message.path).folder)?.note(message);
  const forget = (message: StoredMessage) => listed.get(apart(message.path).folder)?.forget(message);
  /** What a file's name has no room for; null: the message is no longer in this folder. */
  const setBeside = async (folder: string, name: string, marks: StoredMarks | null) => {
    const directory = directoryOf(folder);
    await setCategories(directory, name, marks?.categories ?? []);
    await setFollowUp(directory, name, marks?.followUp, followUpsAside);
  };
  const setCategories = async (directory: string, name: string, names: readonly string[]) => {
    const before = await readCategories(directory, aside);
    if (names.join('\n') === (before.get(name) ?? []).join('\n')) return;
    await writeCategories(directory, new Map(before).set(name, names));
  };

  return {
    root,
    folders: (folder) => guarded(() => foldersIn(directoryOf(folder))),
    messages: (folder) =>
      change(async () => {
        // In turn with what writes: nothing is under way.
        if (!listed.has(folder)) await maildirOf(folder).sweep();
        return [...(await look(folder)).byName.values()];
      }),
    find: (message) =>
      guarded(async () => {
        const found = await find(message);
        return found && { ...found, place: maildirOf(apart(message).folder).pathOf(found) };
      }),
    add: (folder, message) =>
      change(async () => {
        const there = listed.get(folder) ?? (await look(folder));
        const { kept, isNew } = await maildirOf(folder).add(message, there.byDigest);
        const same = isNew ? undefined : there.byDigest.get(kept.digest ?? '');
        if (same && (await find(same.path))) return { message: same, isNew: false };
        if (!isNew) throw fail('conflict', CHANGED);
        await setBeside(folder, kept.unique, message.marks);
        const stored = { ...kept, path: `${folder}/${kept.unique}`, marks: message.marks };
        note(stored);
        return { message: stored, isNew };
      }),
    mark: (message, changed) =>
      change(async () => {
        const found = await find(message);
        if (!found) return false;
        const { folder, name } = apart(message);
        const marks = changed(found.marks);
        await setBeside(folder, name, marks);
        note({ ...found, ...(await maildirOf(folder).mark(found, marks)), marks });
        return true;
      }),
    move: (message, target) =>
      change(async () => {
        const { folder, name } = apart(message);
        const found = await find(message);
        const there = listed.get(target) ?? (await look(target));
        const moved = `${target}/${name}`;
        if (!found) return there.byName.has(name) ? moved : null;
        if (folder === target) return message;
        const same = there.byDigest.get(found.digest ?? '');
        // The same bytes are there: that is the message, once they are seen to be there.
        if (same && (await find(same.path))) {
          await maildirOf(folder).remove(found);
          forget(found);
          return same.path;
        }
        // What lies beside it first: a line too many says nothing, one too few would lose them.
        await setBeside(target, name, found.marks);
        const from = maildirOf(folder).pathOf(found);
        const to = path.join(directoryOf(target), 'cur', found.file);
        await rename(from, to);
        await Promise.all([syncFolder(path.dirname(to)), syncFolder(path.dirname(from))]);
        await setBeside(folder, name, null);
        forget(found);
        note({ ...found, where: 'cur', path: moved });
        return moved;
      }),
    remove: (message) =>
      change(async () => {
        const found = await find(message);
        if (!found) return;
        const { folder, name } = apart(message);
        await maildirOf(folder).remove(found);
        forget(found);
        await setBeside(folder, name, null);
      }),
    hasFolder: (folder) => guarded(() => isDirectory(path.join(directoryOf(folder), 'cur'))),
    makeFolder: (folder) =>
      change(async () => {
        const directory = directoryOf(folder);
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await makeMaildir(directory);
        await syncFolder(path.dirname(directory));
      }),
    moveFolder: (folder, to) =>
      change(async () => {
        listed.clear();
        await rename(directoryOf(folder), directoryOf(to));
        await syncFolder(path.dirname(directoryOf(to)));
      }),
    removeFolder: (folder) =>
      change(async () => {
        listed.clear();
        await rm(directoryOf(folder), { recursive: true, force: true });
      }),
  };
}

const CHANGED = told(
  'Another program changed this folder while Retinue wrote into it. Retinue removed nothing there. Try again.',
);

/** What a folder holds, by name and by content. */
interface Listing {
  readonly byName: ReadonlyMap<string, StoredMessage>;
  readonly byDigest: ReadonlyMap<string, StoredMessage>;
  note(message: StoredMessage): void;
  forget(message: StoredMessage): void;
}

function createListing(): Listing {
  const byName = new Map<string, StoredMessage>();
  const byDigest = new Map<string, StoredMessage>();
  return {
    byName,
    byDigest,
    note(message) {
      byName.set(message.unique, message);
      if (message.digest !== null) byDigest.set(message.digest, message);
    },
    forget({ unique, digest }) {
      byName.delete(unique);
      if (digest !== null) byDigest.delete(digest);
    },
  };
}

function toStored(folder: string, kept: Kept, categories: Categories, followUps: FollowUps): StoredMessage {
  const marks = {
    ...kept.marks,
    ...flagState(kept.marks.flagged, followUps.get(kept.unique)),
    categories: categories.get(kept.unique) ?? [],
  };
  return { ...kept, path: `${folder}/${kept.unique}`, marks };
}

/** A stop that was asked for is no fault of the disk. */
function signalOf(thrown: unknown): Error | null {
  return thrown instanceof Error && thrown.name === 'AbortError' ? thrown : null;
}

function apart(message: string): { readonly folder: string; readonly name: string } {
  const at = message.lastIndexOf('/');
  return { folder: message.slice(0, at), name: message.slice(at + 1) };
}

async function foldersIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.flatMap((entry) => (entry.isDirectory() ? [folderName(entry.name)] : []));
    return names.filter((name) => name !== null).sort((a, b) => a.localeCompare(b));
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function isDirectory(directory: string): Promise<boolean> {
  return stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
