import path from 'node:path';
import * as v from 'valibot';
import type { DataFolders } from '../folders.ts';

/** What is in a back-up. Never: passwords, and what can be fetched again. */
const KEPT = [
  'accounts',
  'settings',
  'categories',
  'searches',
  'filing',
  'drafts',
  'spool',
  'flags',
  'local',
  'people',
] as const;

/** Says what the archive is, at its beginning. */
export const ABOUT = 'retinue-backup.json';
/** Says that it is whole, at its end. */
export const WHOLE = 'retinue-backup-whole.json';

export const aboutSchema = v.object({ version: v.literal(1), at: v.number() });
export const wholeSchema = v.object({ version: v.literal(1), files: v.pipe(v.number(), v.integer()) });

/** The files and folders of a profile that are backed up, by the first part of their names in the archive. */
export function keptPlaces(folders: DataFolders): ReadonlyMap<string, string> {
  return new Map(KEPT.map((key) => [path.basename(folders[key]), folders[key]]));
}

/** Where an entry of an archive goes below the folder; null for a name that Retinue never writes. */
export function placeOf(name: string, folder: string, tops: ReadonlySet<string>): string | null {
  const parts = name.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  return isPlain && tops.has(parts[0] ?? '') ? path.join(folder, ...parts) : null;
}
