import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../shared/errors.ts';
import { isMbox } from './mbox.ts';

/** What a Maildir says of a message by where it lies and how it is named. */
export interface MaildirFlags {
  readonly read: boolean;
  readonly flagged: boolean;
  readonly draft: boolean;
}

/** A file on disk with one message in it, or with many. */
export interface SourceFile {
  readonly kind: 'message' | 'mbox';
  readonly path: string;
  readonly flags: MaildirFlags | null;
}

/** A folder on disk with the mail files in it. */
export interface SourceFolder {
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly folders: readonly SourceFolder[];
}

/** Runs a step on a file; what fails names the file and the system's code. */
export async function onFile<T>(file: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw fail(
      'invalid-input',
      `${file} could not be read [${code}], so nothing was imported. Check that it exists and that you may read it.`,
      { detail: code },
      error,
    );
  }
}

/** The flags behind `:2,` in a Maildir file name; mail in `new` has been seen by nobody. */
function maildirFlags(name: string, isNew: boolean): MaildirFlags {
  const letters = /[:;!]2,([A-Z]*)/i.exec(name)?.[1] ?? '';
  return {
    read: !isNew && letters.includes('S'),
    flagged: letters.includes('F'),
    draft: letters.includes('D'),
  };
}

async function maildirFiles(folder: string): Promise<readonly SourceFile[]> {
  const lists = await Promise.all(
    ['cur', 'new'].map(async (part) => {
      const names = await sortedNames(path.join(folder, part));
      const files = names.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
      return files.map(({ name }) => ({
        kind: 'message' as const,
        path: path.join(folder, part, name),
        flags: maildirFlags(name, part === 'new'),
      }));
    }),
  );
  return lists.flat();
}

async function sortedNames(folder: string) {
  const entries = await onFile(folder, () => readdir(folder, { withFileTypes: true }));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Fields that a message on disk begins with; files of MH folders are called `1`, `2` and have no extension. */
const MESSAGE_START =
  /^(arc-|content-|date|delivered-to|dkim-|from|message-id|mime-version|received|reply-to|return-path|sender|subject|to|x-)[\w-]*:/i;

async function startOf(file: string): Promise<Buffer> {
  return onFile(file, async () => {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(80), 0, 80, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  });
}

/**
 * `.eml` is a message whatever is in it; a file that begins as an mbox does is one; one without an extension is a
 * message where it begins with a header field; anything else is no mail.
 */
async function kindOf(file: string): Promise<SourceFile['kind'] | null> {
  if (/\.eml$/i.test(file)) return 'message';
  const start = await startOf(file);
  if (isMbox(start)) return 'mbox';
  return path.extname(file) === '' && MESSAGE_START.test(start.toString('latin1')) ? 'message' : null;
}

/** Dots part the levels of a Maildir++ folder: `.Sent.2019` lies in `.Sent`. Elsewhere a leading dot means hidden. */
function folderName(name: string, isMaildir: boolean): string | null {
  if (!name.startsWith('.')) return name;
  return isMaildir && name.length > 1 ? name.slice(1).replaceAll('.', ' – ') : null;
}

/** A folder with everything below it. Symbolic links are left out: they may point anywhere, and round in circles. */
export async function sourceFolder(folder: string, name: string): Promise<SourceFolder> {
  const entries = await sortedNames(folder);
  const directories = entries.filter((entry) => entry.isDirectory());
  const isMaildir = ['cur', 'new'].every((part) => directories.some((entry) => entry.name === part));
  const files: SourceFile[] = isMaildir ? [...(await maildirFiles(folder))] : [];
  const folders: SourceFolder[] = [];
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      const isPart = isMaildir && ['cur', 'new', 'tmp'].includes(entry.name);
      const shown = isPart ? null : folderName(entry.name, isMaildir);
      if (shown !== null) folders.push(await sourceFolder(file, shown));
    } else if (entry.isFile() && !isMaildir && !entry.name.startsWith('.')) {
      const kind = await kindOf(file);
      if (kind !== null) files.push({ kind, path: file, flags: null });
    }
  }
  return { name, files, folders };
}

/** What a path given by name holds. A file named outright is mail even where its name and start do not say so. */
export async function sourceOf(given: string): Promise<SourceFolder> {
  const facts = await onFile(given, () => stat(given));
  if (facts.isDirectory()) return sourceFolder(given, path.basename(given));
  const kind = (await kindOf(given)) ?? 'message';
  return { name: path.basename(given), files: [{ kind, path: given, flags: null }], folders: [] };
}
