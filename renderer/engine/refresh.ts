import { fail } from '../../shared/errors.ts';
import { FIRST_PAGE, type PageCursor } from '../../shared/mail/types.ts';
import { landedIn, placedMessages } from '../store/placed.ts';
import type { FolderId, FolderRow } from '../store/tables.ts';
import { catchUp } from './catch-up.ts';
import { fetchIds, fetchMarked, fetchPage } from './listing.ts';
import { IDENTITIES_FEW, NEWEST_ROWS, PAGE_ROWS } from './limits.ts';
import { fetchMissing } from './fetch-missing.ts';
import { mendSpans } from './mend-spans.ts';
import { differs, type Seen, seenOf } from './plan.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told } from '../../shared/language/told.ts';

/** What was learnt of a folder's listing in this run, so that an odd server is not asked for everything at every poll. */
export interface FolderMemory {
  /** Messages that the server names but never lists. */
  readonly unlisted: Set<string>;
  /** How far the server's count is from the rows that it lists, when nothing changed in between. */
  skew: number;
  /** The same, not yet seen a second time: what changed between two questions looks just like a wrong count. */
  suspected: { readonly skew: number; readonly seen: Seen } | null;
}
export type FolderMemories = Map<FolderId, FolderMemory>;

/**
 * Brings a folder that has changed into step. Every `yield` is a moment at which something more urgent may go first.
 * Where the server tells what changed, that is all. Else new mail is on top, so the newest page is looked at first; then
 * read flags of other clients; then, only when the counts still differ, identities: what has gone is removed, what came
 * in with an old date is listed. `complete`: its first pass is done; otherwise only the new mail on top is fetched.
 */
export async function* refreshFolder(
  deps: SyncDeps,
  folder: FolderRow,
  complete: boolean,
  memories: FolderMemories,
): AsyncGenerator<void, void, void> {
  if (!complete) return yield* fetchNewest(deps, folder);
  const seen = seenOf(folder);
  const { cursors } = deps.database;
  const cursor = await cursors.get(folder.id);
  const isAsked = cursor?.compare === true;
  const since = isAsked ? null : (cursor?.mark ?? null);
  const caught = yield* catchUp(deps, folder, since, memories.get(folder.id)?.skew ?? 0);
  const { mark } = caught;
  const after = { folderId: folder.id, next: null, mark };
  if (caught.inStep) return await deps.writer.cursor({ ...after, seen, completeAt: deps.clock.now() });
  // The mark is from before the comparison, which has to come to its end before the mark says anything.
  const before = { seen: null, completeAt: cursor?.completeAt ?? null } as const;
  if (mark !== null) await deps.writer.cursor({ ...after, ...before, compare: true });
  yield* fetchNewest(deps, folder);
  await deps.writer.unread(folder.id, await fetchIds(deps, 'messages.unread', folder));
  await deps.writer.marked(folder.id, await fetchMarked(deps, folder));
  yield;
  // A mark that the server has forgotten leaves a gap which the counts may not show.
  const isWhole = isAsked || (since !== null && !caught.known);
  const isSteady = yield* compareIdentities(deps, folder, isWhole, memories);
  // A wish that was given up meanwhile has taken the mark away: what is here is not what the server told.
  const isOurs = mark === null || (await cursors.get(folder.id))?.mark === mark;
  const kept = isOurs ? { mark, seen: isSteady ? seen : null } : { mark: null, seen: null };
  await deps.writer.cursor({ ...after, ...kept, completeAt: deps.clock.now() });
}

async function* fetchNewest(deps: SyncDeps, folder: FolderRow): AsyncGenerator<void, void, void> {
  let from: PageCursor | null = FIRST_PAGE;
  for (let rows = NEWEST_ROWS; from; rows = PAGE_ROWS) {
    const page = await fetchPage(deps, folder, from, rows, deps.signal);
    const result = await deps.writer.page(folder.id, page.rows, null);
    yield;
    // A page with something known in it reaches down to what is here already.
    if (result.known > 0 || result.added === 0) return;
    from = page.next;
  }
}

/**
 * Who is there and who is here. Equal counts say enough of a large folder, unless it is to be looked at whole: in a
 * small one, one message that went and one that came in with an old date are found for the price of a request. False:
 * look once more at the next poll.
 */
async function* compareIdentities(
  deps: SyncDeps,
  folder: FolderRow,
  isWhole: boolean,
  memories: FolderMemories,
): AsyncGenerator<void, boolean, void> {
  const memory: FolderMemory = memories.get(folder.id) ?? { unlisted: new Set(), skew: 0, suspected: null };
  memories.set(folder.id, memory);
  const count = await deps.writer.count(folder.id);
  const landed = await landedIn(deps.database, folder.id);
  const isLarge = folder.total !== null && folder.total > IDENTITIES_FEW;
  if (isLarge && !isWhole && landed.length === 0 && (folder.total ?? 0) - count === memory.skew) return true;
  if (isLarge && !isWhole && landed.length === 0 && (yield* mendSpans(deps, folder))) return true;
  const onServer = await fetchIds(deps, 'messages.identities', folder);
  const here = await idsHere(deps, folder.id);
  yield;
  refuseEmpty(folder, onServer, here);
  await deps.writer.remove([...here].filter((id) => !onServer.has(id)));
  const missing = new Set([...onServer].filter((id) => !here.has(id) && !memory.unlisted.has(id)));
  yield* fetchMissing(deps, folder, missing, FIRST_PAGE, null);
  await deps.writer.dropLanded(folder.id);
  for (const id of missing) memory.unlisted.add(id);
  return steadied(memory, folder, await deps.writer.count(folder.id));
}

/** A folder that counts messages and lists none did not answer whole: nothing is removed because of that. */
function refuseEmpty(folder: FolderRow, onServer: ReadonlySet<string>, here: ReadonlySet<string>): void {
  if (onServer.size > 0 || here.size === 0 || !folder.total) return;
  throw fail(
    'malformed-response',
    told(
      'The server says that this folder holds {count, plural, one {# message} other {# messages}}, and listed none. Retinue left the folder here as it was and asks again later.',
      { count: folder.total },
    ),
  );
}

/** Takes a difference of the counts for the server's own only when it is the same while nothing changed. */
function steadied(memory: FolderMemory, folder: FolderRow, count: number): boolean {
  const skew = folder.total === null ? 0 : folder.total - count;
  const seen = seenOf(folder);
  const { suspected } = memory;
  const isSteady = skew === 0 || (suspected?.skew === skew && !differs(suspected.seen, seen));
  memory.skew = isSteady ? skew : 0;
  memory.suspected = { skew, seen };
  return isSteady;
}

/** What the server should list: also what was put elsewhere here, and not what was put here. */
async function idsHere(deps: SyncDeps, folderId: FolderId): Promise<ReadonlySet<string>> {
  const placed = await placedMessages(deps.database);
  const range = deps.database.messages
    .where('[folderId+nd]')
    .between([folderId, Number.NEGATIVE_INFINITY], [folderId, Number.POSITIVE_INFINITY], true, true);
  const own = (await range.primaryKeys()).filter((id) => (placed.get(id) ?? folderId) === folderId);
  const away = [...placed].filter(([, there]) => there === folderId).map(([id]) => id);
  return new Set([...own, ...away]);
}
