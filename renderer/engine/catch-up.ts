import { ALL_TIMES, type MessageChange } from '../../shared/contracts/changes.ts';
import { landedIn } from '../store/placed.ts';
import { messageIdOf } from '../store/rows.ts';
import type { FolderRow } from '../store/tables.ts';
import { PAGE_ROWS } from './limits.ts';
import { fetchChanges, fetchCount, fetchIds } from './listing.ts';
import type { SyncDeps } from './sync-deps.ts';

export interface CaughtUp {
  /** The server knew the mark, and told all changes since then. */
  readonly known: boolean;
  /** The folder is as the server has it, as far as counts tell. False: it has to be compared. */
  readonly inStep: boolean;
  /** To be kept once the folder is in step. */
  readonly mark: string | null;
}

/**
 * Asks the server what changed in a folder since a mark (null: for the mark of now) and takes it over: a constant number
 * of requests, however large the folder. The new mark is kept with the last of the changes, in one transaction; until
 * then the old one is there, and they are told again. Where the counts say otherwise the server is not believed.
 */
export async function* catchUp(
  deps: SyncDeps,
  folder: FolderRow,
  since: string | null,
  skew: number,
): AsyncGenerator<void, CaughtUp, void> {
  const { items, end } = await fetchChanges(deps, folder, since);
  const { mark } = end;
  if (!end.known) return { known: false, inStep: false, mark };
  const listed = items.flatMap((each) => (each.kind === 'listed' ? [each.message] : []));
  const last = Math.max(0, listed.length - PAGE_ROWS);
  for (let at = 0; at < last; at += PAGE_ROWS) {
    await deps.writer.changes(folder.id, listed.slice(at, Math.min(last, at + PAGE_ROWS)), [], null);
    yield;
  }
  const cursor = await deps.database.cursors.get(folder.id);
  // A wish was given up meanwhile: what is here is not what the server told.
  if (cursor?.mark !== since) return { known: true, inStep: false, mark: null };
  const after = { folderId: folder.id, next: null, seen: null, mark, completeAt: cursor?.completeAt ?? null };
  await deps.writer.changes(folder.id, listed.slice(last), goneOf(deps, items), after);
  // What stands in for a moved message was not among them: it may have been told of before.
  if ((await landedIn(deps.database, folder.id)).length > 0) return { known: true, inStep: false, mark };
  return { known: true, inStep: await isCounted(deps, folder, skew), mark };
}

/** One that is told as gone and as there in one breath is there: it was renamed. */
function goneOf({ accountId }: SyncDeps, items: readonly MessageChange[]): readonly string[] {
  const there = new Set(items.flatMap((each) => (each.kind === 'listed' ? [each.message.key] : [])));
  return items.flatMap((each) =>
    each.kind === 'gone' && !there.has(each.key) ? [messageIdOf(accountId, each.key)] : [],
  );
}

/**
 * Whether the server counts as many messages as there are here; what changed since it listed its folders is counted once
 * more. Where only the unread ones differ, the server says which they are.
 */
async function isCounted(deps: SyncDeps, folder: FolderRow, skew: number): Promise<boolean> {
  const { database, writer } = deps;
  const count = await writer.count(folder.id);
  if (folder.total !== null && folder.total - count !== skew) {
    const now = await fetchCount(deps, folder, ALL_TIMES);
    if (now === null || now !== count) return false;
  }
  const told = (await database.folders.get(folder.id))?.unread ?? null;
  const here = await database.messages.where('[folderId+unread]').equals([folder.id, 1]).count();
  if (told !== null && told !== here)
    await writer.unread(folder.id, await fetchIds(deps, 'messages.unread', folder));
  return true;
}
