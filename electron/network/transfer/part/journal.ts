import { constants } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LIMITS } from '../../limits.ts';
import { codeOf } from './disk-faults.ts';

/** An append-only file of lines. Lines that come while it is busy are written together. */
export interface Journal {
  /** Bytes in it, those on their way included. */
  size(): number;
  /** Queues whole lines; a fault of the disk comes out of the next `sync`. */
  append(lines: string): void;
  /** All that was appended is on disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Text of the journal, or null where there is none. Never follows a link; reads no more than a bound. */
export async function journalText(path: string): Promise<string | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.min(size, LIMITS.partJournalReadBytes));
      const { bytesRead } = await file.read({ buffer, position: 0 });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/** Replaces what stands at `path` by `text`, in one step and for good, and goes on behind it. */
export async function startJournal(path: string, text: string): Promise<Journal> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
    await rename(fresh, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
  return appending(file, Buffer.byteLength(text));
}

function appending(file: FileHandle, start: number): Journal {
  let end = start;
  let waiting = '';
  let work: Promise<void> | null = null;
  let fault: { readonly thrown: unknown } | null = null;

  const drain = async () => {
    while (waiting !== '' && !fault) {
      const lines = waiting;
      waiting = '';
      try {
        await file.appendFile(lines);
      } catch (thrown) {
        fault = { thrown };
      }
    }
  };
  const settled = async () => {
    while (work) await work;
    if (fault) throw (fault as { readonly thrown: unknown }).thrown;
  };
  return {
    size: () => end,
    append(lines) {
      waiting += lines;
      end += lines.length;
      // After a fault nothing more is written; the next sync says why.
      work ??= drain().finally(() => {
        work = null;
      });
    },
    async sync() {
      await settled();
      await file.datasync();
    },
    async close() {
      while (work) await work;
      await file.close();
    },
  };
}

/** A new or changed name is on disk only when its folder is. Windows knows no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (thrown) {
    // Some network file systems refuse to sync a folder and write names through anyway.
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes(codeOf(thrown))) throw thrown;
  } finally {
    await handle.close();
  }
}
