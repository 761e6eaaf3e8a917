import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A file or folder that holds mail, and the folder (names from the top) that its mail goes into. */
export type FoundMail = {
  readonly kind: 'eml' | 'mbox' | 'maildir';
  readonly path: string;
  readonly folder: readonly string[];
  readonly size: number;
};
export type Found = FoundMail | { readonly kind: 'other'; readonly path: string; readonly isChosen: boolean };

const HEAD = 4096;
const DEPTH = 32;

/**
 * All mail at a place that a person chose: a message, an mbox, a Maildir, or a folder of those. Thunderbird's `NAME.sbd`
 * hold the folders in NAME; Maildirs hold theirs beside `cur` (dovecot), or in front of a dot (Maildir++). Links are not
 * followed. What holds no mail is told as such.
 */
export async function* findMail(chosen: string): AsyncGenerator<Found, void, void> {
  const { name } = path.parse(chosen);
  const stats = await lstat(chosen);
  if (stats.isDirectory()) yield* inDirectory(chosen, [folderOf(path.basename(chosen))], 0);
  else yield await inFile(chosen, stats.size, [path.basename(path.dirname(chosen)) || name], [], true);
}

async function* inDirectory(
  directory: string,
  folder: readonly string[],
  depth: number,
): AsyncGenerator<Found, void, void> {
  const entries = (await readdir(directory, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const isMaildir = entries.some((entry) => entry.isDirectory() && entry.name === 'cur');
  if (isMaildir) yield { kind: 'maildir', path: directory, folder, size: await sizeOf(directory) };
  for (const { name } of entries) {
    const inside = path.join(directory, name);
    const stats = await lstat(inside);
    if (stats.isDirectory() && depth < DEPTH) {
      if (isMaildir && ['cur', 'new', 'tmp'].includes(name)) continue;
      const names = name.startsWith('.') ? plusNames(name) : [folderOf(name)];
      // Hidden folders of programs are no mail; those in a Maildir are its folders.
      if (name.startsWith('.') && !isMaildir) continue;
      yield* inDirectory(inside, [...folder, ...names], depth + 1);
    } else if (stats.isFile()) {
      // What lies beside the messages of a Maildir is the index of some program.
      if (isMaildir) yield { kind: 'other', path: inside, isChosen: false };
      else yield await inFile(inside, stats.size, folder, folder, false);
    } else yield { kind: 'other', path: inside, isChosen: false };
  }
}

/** A message goes into the folder that it lies in, an mbox is a folder itself. */
async function inFile(
  file: string,
  size: number,
  beside: readonly string[],
  parent: readonly string[],
  isChosen: boolean,
): Promise<Found> {
  const kind = await kindOf(file, size);
  const folder = [...parent, folderOf(path.basename(file))];
  if (kind === 'other') return { kind, path: file, isChosen };
  return { kind, path: file, folder: kind === 'mbox' ? folder : beside, size };
}

async function kindOf(file: string, size: number): Promise<'eml' | 'mbox' | 'other'> {
  const { ext } = path.parse(file.toLowerCase());
  if (ext === '.msf' || size === 0) return ext === '.eml' ? 'eml' : ext === '.mbox' ? 'mbox' : 'other';
  const start = await startOf(file);
  if (/^From (?:\S|\r?\n)/.test(start)) return 'mbox';
  if (ext === '.eml') return 'eml';
  if (ext === '.mbox') return 'mbox';
  // A message by another name: two fields of a header that no other file has.
  const fields =
    start.match(/^(?:from|to|date|subject|received|message-id|return-path|mime-version):/gim) ?? [];
  return /^[!-9;-~]+:/.test(start) && fields.length >= 2 ? 'eml' : 'other';
}

async function startOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** What a folder is called that is called so on disk. */
function folderOf(name: string): string {
  return name.replace(/\.(?:sbd|mbox|mbx)$/i, '') || name;
}

/** `.Work.2009` is the folder 2009 in Work (Maildir++). */
function plusNames(name: string): readonly string[] {
  return name.split('.').filter((each) => each !== '');
}

async function sizeOf(maildir: string): Promise<number> {
  let size = 0;
  for (const part of ['cur', 'new'])
    for (const name of await readdir(path.join(maildir, part)).catch(() => []))
      size += (await lstat(path.join(maildir, part, name)).catch(() => ({ size: 0 }))).size;
  return size;
}
