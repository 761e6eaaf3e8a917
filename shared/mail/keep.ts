import * as v from 'valibot';
import { isInFolder, movedId } from './folder-path.ts';

/** A folder whose messages are all fetched, to be read without a network. */
export const keepSchema = v.object({
  /** The folder's identity, as in `Folder`. */
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
  /** Larger messages are fetched when they are opened only; null: there is no limit. */
  upToBytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Keep = v.InferOutput<typeof keepSchema>;

/** Which folders are kept after one was moved, with all that is in it. The list itself where that is no difference. */
export function keepsMoved(keeps: readonly Keep[], from: string, to: string): readonly Keep[] {
  const moved = keeps.filter(({ path }) => isInFolder(path, from));
  if (from === to || moved.length === 0) return keeps;
  // What else is said of the new places was said of folders that are there no more.
  const others = keeps.filter(({ path }) => !isInFolder(path, from) && !isInFolder(path, to));
  return [...others, ...moved.map((keep) => ({ ...keep, path: movedId(keep.path, from, to) }))];
}
