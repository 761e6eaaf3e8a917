import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { codeOf, diskFailure } from './transfer/part/disk-faults.ts';
import { exists } from './transfer/part/found.ts';

/** The private folder of fetched files. Names are hex ids of our own, never from a message. */
export interface Files {
  /** Keeps bytes as a file: on disk first, then its name, in one step. Rejects with a FailureError and leaves nothing. */
  readonly folder: string;
  keep(bytes: Uint8Array): Promise<string>;
  path(id: string): string;
  has(id: string): Promise<boolean>;
  /** Bytes. Throws the system's error where there is none. */
  sizeOf(id: string): Promise<number>;
  /** Removes the file, whatever is unfinished of it, and the files that were taken out of it. */
  remove(id: string): Promise<void>;
  /** The id of the nth file that is taken out of the file `id`. */
  innerId(id: string, nth: number): string;
  /** Where it is kept what a file was found to hold. */
  indexPath(id: string): string;
  /** The beginning of a file. Rejects with 'not-found' where it is gone. */
  read(id: string, limit: number): Promise<{ readonly bytes: Uint8Array; readonly size: number }>;
}

const ID_CHARS = 32;
/** Which id a name in the folder belongs to; undefined for a name that is not of an id. */
export function ownerOf(name: string): string | undefined {
  return /^[0-9a-f]{32}/.exec(name)?.[0];
}

/** Opens the folder (mode 0700, made when missing). `newId` gives 32 hex digits. */
export async function openFiles(folder: string, newId: () => string): Promise<Files> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (id: string) => join(folder, id);
  return {
    folder,
    path,
    has: async (id) => (await exists(path(id))) !== null,
    sizeOf: async (id) => (await stat(path(id))).size,
    async remove(id) {
      for (const name of await readdir(folder))
        if (ownerOf(name) === id) await rm(join(folder, name), { force: true });
    },
    innerId: (id, nth) => id.slice(0, ID_CHARS) + nth.toString(16).padStart(4, '0'),
    indexPath: (id) => `${path(id)}.index.json`,
    read: (id, limit) => beginningOf(path(id), limit),
    async keep(bytes) {
      const id = newId();
      await written(path(id), bytes);
      return id;
    },
  };
}

async function beginningOf(
  path: string,
  limit: number,
): Promise<{ readonly bytes: Uint8Array; readonly size: number }> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.min(size, limit));
      const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, 0);
      return { bytes: bytes.subarray(0, bytesRead), size };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT')
      throw fail(
        'not-found',
        told('This file is no longer on this computer. Retinue can fetch it again from the server.'),
      );
    throw diskFailure(thrown, path);
  }
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.new`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw diskFailure(thrown, path);
  }
}

/** 32 hex digits: the id of a file that this process keeps. */
export function newFileId(): string {
  return randomBytes(16).toString('hex');
}
