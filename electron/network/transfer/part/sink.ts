import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { LIMITS } from '../../limits.ts';
import type { Note } from './journal-lines.ts';

/** Puts bytes into a file behind their writers' backs, within a bound; several streams may write beside one another. */
export interface Sink {
  /** Resolves when more may come. Throws what the disk threw. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Everything taken so far is in the file (not yet synced). */
  flush(): Promise<void>;
}

/** Bytes of one stream that belong together. */
interface Run {
  readonly from: number;
  to: number;
  readonly chunks: Uint8Array[];
  /** Settles when it is in the file; null while it is too short to be written. It grows until its turn comes. */
  done: Promise<void> | null;
}

/**
 * `onWritten` is told of each run that is in the file, with its CRC-32. One run is written at a time, because writers
 * of one file only wait for one another in the kernel, and those that wait grow: on a slow line a run is short, so that
 * little is lost when the process is killed, and on a fast one the disk gets few large writes.
 */
export function createSink(file: FileHandle, onWritten: (note: Note) => void): Sink {
  /** Not yet in the file, the one that is being written excepted. */
  const open: Run[] = [];
  let last: Promise<void> = Promise.resolve();
  let behind = 0;
  let fault: { readonly thrown: unknown } | null = null;

  const put = (run: Run) => {
    run.done = last = last.then(async () => {
      open.splice(open.indexOf(run), 1);
      try {
        if (!fault) onWritten(await written(file, run));
      } catch (thrown) {
        fault = { thrown };
      } finally {
        behind -= run.to - run.from;
      }
    });
  };
  const check = () => {
    if (fault) throw fault.thrown;
  };
  const runAt = (offset: number): Run => {
    const found = open.find(({ from, to }) => to === offset && to - from < LIMITS.partRunBytes);
    if (found) return found;
    const oldest = open.length >= LIMITS.partOpenRuns ? open.find(({ done }) => done === null) : undefined;
    if (oldest) put(oldest);
    const run: Run = { from: offset, to: offset, chunks: [], done: null };
    open.push(run);
    return run;
  };

  return {
    async write(offset, bytes) {
      check();
      const run = runAt(offset);
      run.chunks.push(bytes);
      run.to += bytes.byteLength;
      behind += bytes.byteLength;
      if (run.done === null && run.to - run.from >= LIMITS.partNoteBytes) put(run);
      while (behind >= LIMITS.partBehindBytes) await (open.find(({ done }) => done !== null)?.done ?? last);
      check();
    },
    async flush() {
      for (const run of open) if (run.done === null) put(run);
      await last;
      check();
    },
  };
}

async function written(file: FileHandle, { from, to, chunks }: Run): Promise<Note> {
  const crc = chunks.reduce((sum, chunk) => crc32(chunk, sum), 0);
  const { bytesWritten } = await file.writev(chunks, from);
  // A write may be short, at the end of a disk for one; the next one says why.
  if (bytesWritten < to - from) await rest(file, Buffer.concat(chunks), from, bytesWritten);
  return { from, to, crc };
}

async function rest(file: FileHandle, bytes: Buffer, position: number, done: number): Promise<void> {
  for (let at = done; at < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.byteLength - at, position + at);
    at += bytesWritten;
  }
}
