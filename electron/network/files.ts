import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type FailureError } from '../../shared/errors.ts';

/** A file that is being written. It has its name only once it is complete. */
export interface PartFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Cuts it to nothing, to begin again. */
  restart(): Promise<void>;
  /** Data on disk, then the name, in one step. */
  commit(): Promise<void>;
  /** Closes and removes it; no error when it is committed already. */
  abandon(): Promise<void>;
}
/** The private folder of fetched files. Names are hex ids of our own, never from a message. */
export interface Files {
  /** Begins a file and gives its id. */
  begin(): Promise<{ readonly id: string; readonly part: PartFile }>;
  path(id: string): string;
  /** Throws 'storage-full' when `bytes` more would not fit. */
  ensureRoom(bytes: number): Promise<void>;
}

/** Opens the folder (mode 0700, made when missing). `newId` gives 32 hex digits. */
export async function openFiles(folder: string, newId: () => string): Promise<Files> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (id: string) => join(folder, id);
  return {
    path,
    async begin() {
      const id = newId();
      return { id, part: await openPart(path(id)) };
    },
    async ensureRoom(bytes) {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < bytes) throw diskFull(bavail * bsize, bytes);
    },
  };
}

async function openPart(path: string): Promise<PartFile> {
  const part = `${path}.part`;
  const file = await open(part, 'wx', 0o600);
  let committed = false;
  let offset = 0;
  return {
    async write(bytes) {
      try {
        // A single write may be short.
        for (let done = 0; done < bytes.byteLength; ) {
          const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, offset);
          done += bytesWritten;
          offset += bytesWritten;
        }
      } catch (thrown) {
        throw isDiskFull(thrown) ? diskFull(0, bytes.byteLength, thrown) : thrown;
      }
    },
    async restart() {
      await file.truncate(0);
      offset = 0;
    },
    async commit() {
      await file.sync();
      await file.close();
      await rename(part, path);
      committed = true;
    },
    async abandon() {
      if (committed) return;
      await file.close();
      await rm(part, { force: true });
    },
  };
}

function isDiskFull(thrown: unknown): boolean {
  return (
    thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT')
  );
}

function diskFull(left: number, needed: number, cause?: unknown): FailureError {
  const mb = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
  return fail(
    'storage-full',
    `This computer has ${mb(left)} left; the file needs ${mb(needed)} more. Retinue stopped the download and removed the part. Make room and try again.`,
    {},
    cause,
  );
}
