import { ALL_TIMES, type TimeSpan } from '../../shared/contracts/changes.ts';
import { FIRST_PAGE } from '../../shared/mail/types.ts';
import { dayBounds, UNDATED } from '../store/days.ts';
import { placedMessages } from '../store/placed.ts';
import type { FolderId, FolderRow } from '../store/tables.ts';
import { differingSpans, type Stretch } from './differing-spans.ts';
import { fetchMissing } from './fetch-missing.ts';
import { SPAN_FEW } from './limits.ts';
import { fetchCount, fetchIds } from './listing.ts';
import type { SyncDeps } from './sync-deps.ts';

/**
 * Brings a large folder into step by counts, where the server can only count: identities are asked of those times alone
 * in which the counts differ. False: that did not bring it about (some messages have no time, some are on their way, or
 * what is listed is not what was counted), and the whole folder has to be compared.
 */
export async function* mendSpans(deps: SyncDeps, folder: FolderRow): AsyncGenerator<void, boolean, void> {
  const total = await fetchCount(deps, folder, ALL_TIMES);
  if (total === null) return false;
  if (total === (await deps.writer.count(folder.id))) return true;
  const stretches = await stretchesOf(deps, folder.id);
  if (stretches === null) return false;
  const count = (span: TimeSpan) => fetchCount(deps, folder, span);
  const spans = yield* differingSpans(stretches, total, SPAN_FEW, count);
  if (spans === null) return false;
  const onServer = new Set<string>();
  for (const { span, there } of spans) {
    const ids = await fetchIds(deps, 'messages.identities', folder, span);
    if (ids.size !== there) return false;
    for (const id of ids) onServer.add(id);
    yield;
  }
  for (const { span } of spans) yield* mendSpan(deps, folder, span, onServer);
  return (await deps.writer.count(folder.id)) === total;
}

/** `onServer`: of all spans, because a message at the edge may be counted in the next one. */
async function* mendSpan(
  deps: SyncDeps,
  folder: FolderRow,
  span: TimeSpan,
  onServer: ReadonlySet<string>,
): AsyncGenerator<void, void, void> {
  const here = await idsWithin(deps, folder.id, span);
  await deps.writer.remove(here.filter((id) => !onServer.has(id)));
  const known = await deps.database.messages
    .where('id')
    .anyOf([...onServer])
    .primaryKeys();
  const missing = new Set(onServer);
  for (const id of known) missing.delete(id);
  const start = { ...FIRST_PAGE, before: span.before === null ? null : span.before - 1 };
  yield* fetchMissing(deps, folder, missing, start, span.from);
}

/** The days of a folder, oldest first; null where they are not what the server should count. */
async function stretchesOf({ database }: SyncDeps, folderId: FolderId): Promise<readonly Stretch[] | null> {
  const placed = await placedMessages(database);
  const moving = await database.messages.bulkGet([...placed.keys()]);
  if (moving.some((row) => row && (row.folderId === folderId || placed.get(row.id) === folderId)))
    return null;
  const days = await database.days
    .where('[folderId+nday]')
    .between([folderId, Number.NEGATIVE_INFINITY], [folderId, Number.POSITIVE_INFINITY])
    .toArray();
  if (days.some(({ nday }) => nday === UNDATED)) return null;
  return days.reverse().map(({ nday, count }) => ({ from: dayBounds(-nday).start, count }));
}

async function idsWithin(
  { database }: SyncDeps,
  folderId: FolderId,
  { from, before }: TimeSpan,
): Promise<readonly string[]> {
  const newest = before === null ? Number.NEGATIVE_INFINITY : -before;
  const oldest = from === null ? Number.POSITIVE_INFINITY : -from;
  return await database.messages
    .where('[folderId+nd]')
    .between([folderId, newest], [folderId, oldest], false, true)
    .primaryKeys();
}
