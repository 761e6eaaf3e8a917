import { type FileHandle, lstat, rm } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import { codeOf, diskFailure } from './disk-faults.ts';
import { journalText } from './journal.ts';
import { type JournalState, looksOurs, type Note, readJournal } from './journal-lines.ts';
import type { Span } from './part.ts';
import { addSpan, clip } from './spans.ts';

/** Where a part's files are. */
export interface PartPaths {
  readonly target: string;
  readonly part: string;
  readonly journal: string;
}
export const pathsOf = (target: string): PartPaths => ({
  target,
  part: `${target}.part`,
  journal: `${target}.part.json`,
});

/** A journal of this item that can be gone on with; null to begin afresh. Throws 'conflict' for anybody else's files. */
export async function foundJournal(
  { target, part, journal }: PartPaths,
  item: string,
): Promise<JournalState | null> {
  const name = path.basename(target);
  const text = await journalText(journal);
  if (text === null) {
    if (await exists(part)) throw foreign(`${name}.part`);
    return null;
  }
  const state = readJournal(text);
  if (state === null && looksOurs(text)) return null;
  if (state === null) throw foreign(`${name}.part.json`);
  if (state.item === item) return state;
  throw fail(
    'invalid-input',
    told(
      'There is an unfinished download of another item under the name {name}. Retinue left it as it is. Choose another name, or remove {name}.part and {name}.part.json.',
      { name },
    ),
  );
}

/** What of a journal's word the bytes bear out: what was synced, and what still has its checksum. */
export async function heldBytes(file: FileHandle, state: JournalState): Promise<readonly Span[]> {
  const { size } = await file.stat();
  let held = clip(state.safe, size);
  for (const note of state.notes) if (await isIntact(file, note)) held = addSpan(held, note);
  return held;
}

async function isIntact(file: FileHandle, { from, to, crc }: Note): Promise<boolean> {
  if (to <= from || to - from > 2 ** 26) return false;
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(to - from), position: from });
  return bytesRead === to - from && crc32(buffer) === crc;
}

/**
 * True when the file was whole and got its name before the process ended, which only had no time to clean up; that is
 * done now. Ask before a part is opened: the name is taken then, by what was wanted. Rejects with a FailureError.
 */
export async function finishedAs(target: string, item: string): Promise<boolean> {
  try {
    return await isFinished(pathsOf(target), item);
  } catch (thrown) {
    throw diskFailure(thrown, target);
  }
}

async function isFinished(paths: PartPaths, item: string): Promise<boolean> {
  const { target } = paths;
  const text = await journalText(paths.journal);
  const state = text === null ? null : readJournal(text);
  if (state?.item !== item || state.finishing === null) return false;
  const [whole, part] = [await exists(target), await exists(paths.part)];
  if (whole && part && state.finishing.placeholder && whole.size === 0) {
    // Our own empty file that keeps the name; the part is still to be moved over it.
    await rm(target);
    return false;
  }
  const isOurs = whole?.size === state.finishing.size && (part === null || part.ino === whole.ino);
  if (!isOurs) return false;
  for (const file of [paths.part, paths.journal, `${paths.part}.lock`]) await rm(file, { force: true });
  return true;
}

/** What stands under a name, links not followed; null for nothing. */
export async function exists(file: string): Promise<{ readonly size: number; readonly ino: number } | null> {
  try {
    return await lstat(file);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

function foreign(name: string) {
  return fail(
    'invalid-input',
    told(
      'There is a file {name} that Retinue did not make. It was left as it is. Choose another name, or move that file away.',
      { name },
    ),
  );
}
