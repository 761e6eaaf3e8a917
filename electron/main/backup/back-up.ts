import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { fail, type FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { DataFolders } from '../folders.ts';
import { ABOUT, keptPlaces, WHOLE } from './contents.ts';
import { TAR_END, tarHead, tarPadding } from './tar.ts';

const LOOKS = 3;

/**
 * Writes all that is only on this computer into one archive (.tar.gz): accounts without passwords, categories, searches,
 * drafts, mail on its way out, marks, the mail on this computer. Under its name it is whole, or not there. Rejects with a
 * FailureError.
 */
export async function backUp(
  folders: DataFolders,
  target: string,
  now: number,
): Promise<{ readonly files: number }> {
  const part = `${target}.${randomBytes(4).toString('hex')}.part`;
  const counted = { files: 0 };
  try {
    await pipeline(
      Readable.from(archive(folders, now, counted), { objectMode: false }),
      createGzip({ level: 6 }),
      createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await rename(part, target);
    return counted;
  } catch (thrown) {
    // Where there is no such folder, there is nothing to remove either.
    await rm(part, { force: true }).catch(() => undefined);
    throw writeFailure(thrown, target);
  }
}

async function* archive(
  folders: DataFolders,
  now: number,
  counted: { files: number },
): AsyncGenerator<Buffer, void, void> {
  yield* textEntry(ABOUT, { version: 1, at: now }, now);
  for (const [top, place] of keptPlaces(folders)) {
    // A message is another file when its marks change: those that moved on meanwhile are found at the next look.
    const seen = new Set<string>();
    for (let look = 0; look < LOOKS; look += 1) {
      let missed = 0;
      for await (const { file, name, isFolder } of filesBelow(place, top)) {
        const key = name.replace(/[:;]2,[^/]*$/, '').replace(/\/(?:new|cur)\/([^/]+)$/, '/cur/$1');
        if (seen.has(key)) continue;
        if (isFolder) {
          seen.add(key);
          yield tarHead({ name, size: 0, time: now, isFolder });
          continue;
        }
        const handle = await opened(file);
        if (!handle) {
          missed += 1;
          continue;
        }
        seen.add(key);
        counted.files += 1;
        yield* fileEntry(handle, name);
      }
      if (missed === 0) break;
    }
  }
  yield* textEntry(WHOLE, { version: 1, files: counted.files }, now);
  yield Buffer.alloc(TAR_END);
}

async function* filesBelow(
  place: string,
  name: string,
): AsyncGenerator<{ readonly file: string; readonly name: string; readonly isFolder: boolean }, void, void> {
  const stats = await lstat(place).catch(nothing);
  if (stats?.isFile()) yield { file: place, name, isFolder: false };
  if (!stats?.isDirectory()) return;
  yield { file: place, name, isFolder: true };
  // What is being written is nothing yet.
  if (name.endsWith('/tmp')) return;
  for (const each of (await readdir(place).catch(nothing)) ?? [])
    yield* filesBelow(path.join(place, each), `${name}/${each}`);
}

/** As long as it was when it was opened: a journal may grow meanwhile. */
async function* fileEntry(handle: FileHandle, name: string): AsyncGenerator<Buffer, void, void> {
  try {
    const { size, mtimeMs } = await handle.stat();
    yield tarHead({ name, size, time: mtimeMs });
    for (let at = 0; at < size; ) {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(Math.min(256 * 1024, size - at)),
        0,
        null,
        at,
      );
      if (bytesRead === 0) throw fail('conflict', SHORTER);
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    yield tarPadding(size);
  } finally {
    await handle.close();
  }
}

// oxlint-disable-next-line require-await -- in a row with those of files
async function* textEntry(name: string, value: unknown, time: number): AsyncGenerator<Buffer, void, void> {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  yield tarHead({ name, size: bytes.length, time });
  yield bytes;
  yield tarPadding(bytes.length);
}

async function opened(file: string): Promise<FileHandle | null> {
  return await open(file, 'r').catch(nothing);
}

/** null for what is not there; anything else is a fault. */
function nothing(thrown: unknown): null {
  if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw thrown;
}

const SHORTER = told(
  'A file became shorter while it was backed up. Retinue kept no half back-up. Try again when nothing is being sent.',
);

function writeFailure(thrown: unknown, target: string): Error | FailureError {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === undefined) return thrown instanceof Error ? thrown : new Error(String(thrown));
  const where = path.dirname(target);
  return code === 'ENOSPC'
    ? fail(
        'storage-full',
        told('The disk is full ({code}). Retinue kept no half back-up. Make room, then try again.', { code }),
        { detail: code },
      )
    : fail(
        'forbidden',
        told('The back-up could not be written to {where} ({code}). Choose another folder.', { where, code }),
        {
          detail: code,
        },
      );
}
