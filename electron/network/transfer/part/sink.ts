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
}

/** `onWritten` is told of each run that is in the file, with its CRC-32. */
export function createSink(file: FileHandle, onWritten: (note: Note) => void): Sink {
  const open: Run[] = [];
  const underWay = new Set<Promise<void>>();
  let behind = 0;
  let fault: { readonly thrown: unknown } | null = null;

  const put = (run: Run) => {
    const at = open.indexOf(run);
    if (at >= 0) open.splice(at, 1);
    const work = written(file, run)
      .then(onWritten)
      .catch((thrown: unknown) => {
        fault ??= { thrown };
      })
      .finally(() => {
        behind -= run.to - run.from;
        underWay.delete(work);
      });
    underWay.add(work);
  };
  const check = () => {
    if (fault) throw fault.thrown;
  };
  const runAt = (offset: number): Run => {
    const found = open.find(({ to }) => to === offset);
    if (found) return found;
    const oldest = open.length >= LIMITS.partOpenRuns ? open[0] : undefined;
    if (oldest) put(oldest);
    const run: Run = { from: offset, to: offset, chunks: [] };
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
      if (run.to - run.from >= LIMITS.partNoteBytes) put(run);
      while (behind >= LIMITS.partBehindBytes && underWay.size > 0) await Promise.race(underWay);
      check();
    },
    async flush() {
      for (const run of open.splice(0)) put(run);
      while (underWay.size > 0) await Promise.all(underWay);
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
