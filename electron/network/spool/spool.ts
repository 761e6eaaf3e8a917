import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { toFailure } from '../../../shared/errors.ts';
import { type Told, toldOf } from '../../../shared/language/told.ts';
import { type Entry, openEntry } from './entry.ts';

export interface SpoolFound {
  /** In the order in which they were spooled. */
  readonly entries: readonly Entry[];
  /** Folders that hold a message and cannot be used, with the sentence that says why. They are left as they are. */
  readonly damaged: readonly (Told & { readonly id: string })[];
}

/** Ids of messages: 32 hex digits, which are also the names of their folders. */
export const SPOOL_ID = /^[0-9a-f]{32}$/;
/** A folder that was being made when the program ended: nothing of it was promised to anybody yet. */
const UNFINISHED = /^\.new-[0-9a-f]{32}$/;

/** Opens every message of a spool. */
export async function openSpool(folder: string): Promise<SpoolFound> {
  const entries: Entry[] = [];
  const damaged: (Told & { readonly id: string })[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (UNFINISHED.test(name)) await rm(path.join(folder, name), { recursive: true, force: true });
    if (!SPOOL_ID.test(name)) continue;
    try {
      entries.push(await openEntry(folder, name));
    } catch (thrown) {
      damaged.push({ id: name, ...toldOf(toFailure(thrown)) });
    }
  }
  entries.sort((a, b) => a.history.spooled.at - b.history.spooled.at);
  return { entries, damaged };
}
