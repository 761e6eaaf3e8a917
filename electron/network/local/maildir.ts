import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import { syncFolder } from '../transfer/part/journal.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { fileNameOf, type MailFile, readMailFile, separatorOf, uniqueName } from './names.ts';

/** A message of a Maildir and where its file is. */
export interface Kept extends MailFile {
  readonly where: 'cur' | 'new';
}

/** One Maildir: `cur` and `new` hold messages, `tmp` what is being written. Nothing here writes over a message. */
export interface Maildir {
  readonly directory: string;
  list(): Promise<readonly Kept[]>;
  /** Removes what an earlier run began to write and never named. Only while nothing is being written. */
  sweep(): Promise<void>;
  pathOf(kept: Kept): string;
  /**
   * Writes a message: to disk first, then under its name, in one step. One with the same bytes that is there already is
   * that message, and nothing is written.
   */
  add(
    message: NewMail,
    known: Pick<ReadonlySet<string>, 'has'>,
  ): Promise<{ readonly kept: Kept; readonly isNew: boolean }>;
  /** Other marks, which is another name. */
  mark(kept: Kept, marks: StoredMarks): Promise<Kept>;
  remove(kept: Kept): Promise<void>;
}
export interface NewMail {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly marks: StoredMarks;
  /** ms since 1970, where its header says none. */
  readonly time: (header: Uint8Array) => number;
}

const PARTS = ['cur', 'new', 'tmp'] as const;
const HEADER = 64 * 1024;

/** Makes the three folders where they are missing. */
export async function makeMaildir(directory: string): Promise<void> {
  for (const part of PARTS) await mkdir(path.join(directory, part), { recursive: true, mode: 0o700 });
  await syncFolder(directory);
}

export function openMaildir(directory: string, platform = process.platform): Maildir {
  const separator = separatorOf(platform);
  const at = (part: string, file: string) => path.join(directory, part, file);
  const pathOf = ({ where, file }: Kept) => at(where, file);
  return {
    directory,
    pathOf,
    async list() {
      const kept = await Promise.all(
        (['cur', 'new'] as const).map(async (where) => {
          const files = (await filesIn(path.join(directory, where))).filter((file) => !file.startsWith('.'));
          return await Promise.all(
            files.map((file) => measured(at(where, file), { ...readMailFile(file), where })),
          );
        }),
      );
      return kept.flat().filter((each) => each !== null);
    },
    async sweep() {
      const begun = (await filesIn(path.join(directory, 'tmp'))).filter((file) => file.endsWith('.retinue'));
      for (const file of begun) await rm(at('tmp', file), { force: true });
    },
    async add({ bytes, marks, time }, known) {
      // An older copy of the mailbox may lack the empty ones.
      await mkdir(path.join(directory, 'tmp'), { recursive: true, mode: 0o700 });
      const temporary = at('tmp', `${randomUUID()}.retinue`);
      try {
        const { digest, size, header } = await written(temporary, bytes);
        const unique = uniqueName(digest, size, time(header));
        const kept: Kept = {
          ...readMailFile(fileNameOf({ unique, marks, isTrashed: false }, separator)),
          where: 'cur',
        };
        if (known.has(digest)) return { kept, isNew: false };
        await rename(temporary, pathOf(kept));
        await syncFolder(path.join(directory, 'cur'));
        return { kept, isNew: true };
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async mark(kept, marks) {
      const next: Kept = {
        ...kept,
        ...readMailFile(fileNameOf({ ...kept, marks }, separator)),
        where: 'cur',
      };
      if (next.file === kept.file && kept.where === 'cur') return kept;
      await rename(pathOf(kept), pathOf(next));
      await syncFolder(path.join(directory, 'cur'));
      return next;
    },
    async remove(kept) {
      await rm(pathOf(kept), { force: true });
      await syncFolder(path.join(directory, kept.where));
    },
  };
}

async function filesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

/** Names of other programs do not say size and time; null: it went meanwhile. */
async function measured(file: string, kept: Kept): Promise<Kept | null> {
  if (kept.size !== null && kept.time !== null) return kept;
  try {
    const { size, mtimeMs } = await stat(file);
    return { ...kept, size, time: kept.time ?? mtimeMs };
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

async function written(file: string, bytes: AsyncIterable<Uint8Array>) {
  const handle = await open(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    let header = Buffer.alloc(0);
    for await (const piece of bytes) {
      hash.update(piece);
      size += piece.byteLength;
      if (header.length < HEADER) header = Buffer.concat([header, piece.subarray(0, HEADER - header.length)]);
      await handle.writeFile(piece);
    }
    await handle.sync();
    return { digest: hash.digest('hex').slice(0, 40), size, header };
  } finally {
    await handle.close();
  }
}
