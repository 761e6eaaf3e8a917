import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFailure } from './transfer/part/disk-faults.ts';
import { exists, pathsOf } from './transfer/part/found.ts';

/** The private folder of fetched files. Names are hex ids of our own, never from a message. */
export interface Files {
  /** Keeps bytes as a file: on disk first, then its name, in one step. Rejects with a FailureError and leaves nothing. */
  readonly folder: string;
  keep(bytes: Uint8Array): Promise<string>;
  path(id: string): string;
  has(id: string): Promise<boolean>;
  /** Bytes. Throws the system's error where there is none. */
  sizeOf(id: string): Promise<number>;
  /** Removes the file and whatever is unfinished of it. */
  remove(id: string): Promise<void>;
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
      const { target, part, journal } = pathsOf(path(id));
      for (const file of [target, part, journal]) await rm(file, { force: true });
    },
    async keep(bytes) {
      const id = newId();
      await written(path(id), bytes);
      return id;
    },
  };
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
