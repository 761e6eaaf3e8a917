import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fail, type FailureError } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';

/** A file as it was when its length was announced. */
export interface SteadyFile {
  readonly path: string;
  /** For sentences. */
  readonly name: string;
  readonly size: number;
  readonly seen: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino' | 'dev'>;
}

/** Looks at a file and makes sure that it can be read. Rejects with 'invalid-input' where not. */
export async function lookAt(path: string, name: string): Promise<SteadyFile> {
  // Asked before it is opened: opening a pipe would wait for somebody to write to it.
  const seen = await stat(path, { bigint: true }).catch((thrown: unknown) =>
    Promise.reject(unreadable(name, thrown)),
  );
  if (!seen.isFile()) throw unreadable(name, null);
  const handle = await open(path).catch((thrown: unknown) => Promise.reject(unreadable(name, thrown)));
  await handle.close();
  return { path, name, size: Number(seen.size), seen };
}

/**
 * The bytes of a file in blocks of `blockBytes` (the last one shorter), one block read ahead. A block holds until the next
 * is asked for. The last block is held back until the file was found to be what it was: rejects with 'conflict' where it
 * grew, shrank, changed or is gone, and then never all of its bytes were given out.
 */
export async function* steadyBytes(file: SteadyFile, blockBytes: number): AsyncGenerator<Buffer, void, void> {
  const handle = await open(file.path).catch(() => Promise.reject(changed(file)));
  try {
    ensureSame(file, await handle.stat({ bigint: true }));
    const room = Math.min(blockBytes, file.size);
    const blocks = [Buffer.allocUnsafe(room), Buffer.allocUnsafe(room)] as const;
    const read = (nth: number) => filled(file, handle, blocks[nth % 2 === 0 ? 0 : 1], nth * blockBytes);
    const count = Math.ceil(file.size / blockBytes);
    let next = count > 0 ? read(0) : null;
    for (let nth = 0; next !== null; nth += 1) {
      const block = await next;
      next = nth + 1 < count ? read(nth + 1) : null;
      next?.catch(() => undefined);
      if (next === null) await ensureSteady(file, handle);
      yield block;
    }
    if (count === 0) await ensureSteady(file, handle);
  } finally {
    await handle.close();
  }
}

/** As many bytes at `at` as there were when the file was looked at; a read may bring fewer than were asked for. */
async function filled(file: SteadyFile, handle: FileHandle, room: Buffer, at: number): Promise<Buffer> {
  const block = room.subarray(0, Math.min(room.byteLength, file.size - at));
  for (let have = 0; have < block.byteLength; ) {
    const { bytesRead } = await handle
      .read(block, have, block.byteLength - have, at + have)
      .catch((thrown: unknown) => Promise.reject(broken(file, thrown)));
    if (bytesRead === 0) throw changed(file);
    have += bytesRead;
  }
  return block;
}

async function ensureSteady(file: SteadyFile, handle: FileHandle): Promise<void> {
  const beyond = await handle.read(Buffer.allocUnsafe(1), 0, 1, file.size);
  if (beyond.bytesRead > 0) throw changed(file);
  ensureSame(file, await handle.stat({ bigint: true }));
  // By its name as well: another file may have been put in its place.
  ensureSame(file, await stat(file.path, { bigint: true }).catch(() => Promise.reject(changed(file))));
}

function ensureSame(file: SteadyFile, now: SteadyFile['seen']): void {
  const { size, mtimeNs, ino, dev } = file.seen;
  if (now.size === size && now.mtimeNs === mtimeNs && now.ino === ino && now.dev === dev) return;
  throw changed(file);
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'not a file';
}

function unreadable(name: string, thrown: unknown): FailureError {
  return fail(
    'invalid-input',
    told(
      'The file "{name}" cannot be read ({code}). Retinue sent nothing of the message. Put the file back or remove it from the message.',
      { name, code: codeOf(thrown) },
    ),
    {},
    thrown,
  );
}

function broken({ name }: SteadyFile, thrown: unknown): FailureError {
  return fail(
    'invalid-input',
    told(
      'The file "{name}" could not be read to its end ({code}). Retinue ended the connection before the message was complete, so the server has not stored it. Check the disk or remove the file from the message.',
      { name, code: codeOf(thrown) },
    ),
    {},
    thrown,
  );
}

function changed({ name }: SteadyFile): FailureError {
  return fail(
    'conflict',
    told(
      'The file "{name}" was changed or removed while it was being sent. Retinue ended the connection before the message was complete, so the server has not stored it. Attach the file again.',
      { name },
    ),
  );
}
