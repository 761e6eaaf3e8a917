import type { Folder, PageCursor } from '../../shared/mail/types.ts';
import type { CursorRow, FolderId } from '../store/tables.ts';

/** What a folder said of itself when it was listed. */
export type Seen = NonNullable<CursorRow['seen']>;

/** The facts of a listed folder that tell whether something changed in it. */
export function seenOf(folder: Folder): Seen {
  return { contentTag: folder.contentTag, total: folder.total, unread: folder.unread };
}

/** Whether a folder has to be looked at: it says something else than when it was last in step, or says nothing at all. */
export function differs(seen: Seen | null, now: Seen): boolean {
  if (seen === null) return true;
  if (now.contentTag === null && now.total === null) return true;
  return seen.contentTag !== now.contentTag || seen.total !== now.total || seen.unread !== now.unread;
}

/** A folder whose first pass is not complete. */
export interface Pass {
  readonly folderId: FolderId;
  readonly next: PageCursor;
  /** Nothing of it is here yet. */
  readonly untouched: boolean;
}

/**
 * Which folder's page comes next. First every folder's first page, those that matter first; then turns: every second
 * page goes to the folders that matter, the others share the rest in a ring, so that none starves.
 */
export function choosePass(
  passes: readonly Pass[],
  preferred: readonly FolderId[],
  turn: number,
): Pass | undefined {
  const first = preferred.map((id) => passes.find((pass) => pass.folderId === id && pass.untouched));
  const start = first.find((pass) => pass !== undefined);
  if (start) return start;
  const wanted = passes.filter((pass) => preferred.includes(pass.folderId));
  const others = passes.filter((pass) => !preferred.includes(pass.folderId));
  const half = Math.floor(turn / 2);
  const pool = others.length === 0 || (turn % 2 === 0 && wanted.length > 0) ? wanted : others;
  return pool.find((pass) => pass.untouched && pool === others) ?? pool[half % Math.max(1, pool.length)];
}
