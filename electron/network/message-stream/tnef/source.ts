import { type FileHandle, open } from 'node:fs/promises';

/** Bytes that are read here and there: a package of gigabytes is never in memory. */
export interface Source {
  readonly size: number;
  /** Fewer where it ends. */
  read(from: number, length: number): Promise<Buffer>;
}

/** A file as a source, for as long as `work` takes. */
export async function withSource<T>(path: string, work: (source: Source) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await work({ size, read: (from, length) => readAt(file, from, length) });
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, from);
  return buffer.subarray(0, bytesRead);
}

/** Part of a source as one of its own. */
export function within(source: Source, from: number, size: number): Source {
  return {
    size,
    read: (at, length) => source.read(from + at, Math.max(0, Math.min(length, size - at))),
  };
}
