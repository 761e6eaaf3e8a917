import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { diskFailure } from '../transfer/part/disk-faults.ts';

/** A file that is being taken out of a message. Its bytes are on their way to disk; memory holds what the disk has not. */
export interface FoundFile {
  readonly id: string;
  /** Resolves when more may come. Rejects with a FailureError where the disk does not take it. */
  write(bytes: Uint8Array): Promise<void>;
  /** All of it is in the file. Bytes. */
  end(): Promise<number>;
  /** Nothing more comes: what is there stays and is written over by the next pass. */
  abandon(): Promise<void>;
}
/** Begins the next file of a message. */
export type BeginFile = () => Promise<FoundFile>;

const WRITE_BYTES = 256 * 1024;

/** Makes the file at `path`, in place of what an interrupted pass left there. */
export async function beginFile(id: string, path: string): Promise<FoundFile> {
  const file = await guarded(path, () => open(path, 'w', 0o600));
  let waiting: Uint8Array[] = [];
  let held = 0;
  let size = 0;
  const flush = async () => {
    const chunks = waiting;
    waiting = [];
    held = 0;
    if (chunks.length > 0) await guarded(path, () => writeAll(file, Buffer.concat(chunks)));
  };
  return {
    id,
    async write(bytes) {
      waiting.push(bytes);
      held += bytes.byteLength;
      size += bytes.byteLength;
      if (held >= WRITE_BYTES) await flush();
    },
    async end() {
      try {
        await flush();
      } finally {
        await file.close();
      }
      return size;
    },
    abandon: () => file.close(),
  };
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, at);
    at += bytesWritten;
  }
}

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw diskFailure(thrown, path);
  }
}
