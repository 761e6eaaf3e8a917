import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { LIMITS } from '../../limits.ts';
import type { Note } from './journal-lines.ts';

/** Puts bytes into a file behind their writers' backs, within a bound; several streams may write beside one another. */
export interface Sink {
  /** Resolves when more may come. Throws what the disk threw. `onDone` is called when the bytes are in the file and no longer looked at. */
  write(offset: number, bytes: Uint8Array, onDone?: (bytes: Uint8Array) => void): Promise<void>;
  /** Everything taken so far is in the file (not yet synced). */
  flush(): Promise<void>;
}

/** Bytes of one stream that belong together. */
interface Run {
  readonly from: number;
  to: number;
  readonly chunks: Uint8Array[];
  readonly onDone: (() => void)[];
  /** Of the bytes so far: summed up while they are still in the processor's cache. */
  crc: number;
  /** Settles when it is in the file; null while it is too short to be written. It grows until its turn comes. */
  done: Promise<void> | null;
}

/**
 * `onWritten` is told of each run that is in the file, with its CRC-32. Two runs are written at a time: the kernel lets
 * one writer of a file after the other in, and the second one stands ready meanwhile. Those that wait grow: on a slow
 * line a run is short, so that little is lost when the process is killed, and on a fast one the disk gets few large writes.
 */
export function createSink(file: FileHandle, onWritten: (note: Note) => void): Sink {
  /** Not yet in the file, those that are being written excepted. */
  const open: Run[] = [];
  let last: Promise<void> = Promise.resolve();
  let lastButOne: Promise<void> = Promise.resolve();
  let behind = 0;
  let fault: { readonly thrown: unknown } | null = null;

  const put = (run: Run) => {
    const turn = lastButOne.then(async () => {
      open.splice(open.indexOf(run), 1);
      try {
        if (!fault) onWritten(await written(file, run));
        for (const done of run.onDone) done();
      } catch (thrown) {
        fault = { thrown };
      } finally {
        behind -= run.to - run.from;
      }
    });
    lastButOne = last;
    run.done = last = turn;
  };
  const check = () => {
    if (fault) throw fault.thrown;
  };
  const runAt = (offset: number): Run => {
    const found = open.find(({ from, to }) => to === offset && to - from < LIMITS.partRunBytes);
    if (found) return found;
    const oldest = open.length >= LIMITS.partOpenRuns ? open.find(({ done }) => done === null) : undefined;
    if (oldest) put(oldest);
    const run: Run = { from: offset, to: offset, chunks: [], onDone: [], crc: 0, done: null };
    open.push(run);
    return run;
  };

  return {
    async write(offset, bytes, onDone) {
      check();
      const run = runAt(offset);
      run.chunks.push(bytes);
      if (onDone) run.onDone.push(() => onDone(bytes));
      run.crc = crc32(bytes, run.crc);
      run.to += bytes.byteLength;
      behind += bytes.byteLength;
      if (run.done === null && run.to - run.from >= LIMITS.partNoteBytes) put(run);
      while (behind >= LIMITS.partBehindBytes) await (open.find(({ done }) => done !== null)?.done ?? last);
      check();
    },
    async flush() {
      for (const run of open) if (run.done === null) put(run);
      await Promise.all([lastButOne, last]);
      check();
    },
  };
}

async function written(file: FileHandle, { from, to, chunks, crc }: Run): Promise<Note> {
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
