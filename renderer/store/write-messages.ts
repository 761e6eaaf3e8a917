import { Dexie } from 'dexie';
import type { MessageHeader } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import {
  isForServer,
  isPlacing,
  isSameMessage,
  landedIn,
  placedDifference,
  placedMessages,
  wishesFor,
} from './placed.ts';
import { withMarks } from './marks.ts';
import { messageRow } from './rows.ts';
import { settleHeads, threadsIn } from './heads.ts';
import { putArrivals } from './put-arrivals.ts';
import { withThreads } from './write-threads.ts';
import type { CursorRow, FolderId, MessageId, MessageRow } from './tables.ts';

export interface PageResult {
  /** Rows that this folder did not have. */
  readonly added: number;
  /** Rows that it had already; they were updated in place. */
  readonly known: number;
}

/**
 * Puts a page of a listing: rows, day counts and, where given, the folder's cursor in one transaction. A row that
 * exists is updated in place; one that was in another folder moves, and that folder is looked at again. A message with
 * a waiting task keeps the marks or the place that the person gave it.
 */
export function putPage(
  database: RetinueDatabase,
  folderId: FolderId,
  headers: readonly MessageHeader[],
  cursor: CursorRow | null,
): Promise<PageResult> {
  const { messages, days, bodies, cursors, tasks, threadNames, folders, filed } = database;
  const all = [messages, days, bodies, cursors, tasks, threadNames, folders, filed];
  return database.transaction('rw', all, async () => {
    // A listing that shifts under the server's hands may hold a message twice: the last one counts.
    const listed = new Map(headers.map((header) => [header.key, messageRow(folderId, header)]));
    const placed = await placedMessages(database);
    const landed = await landedIn(database, folderId);
    const rows = [...listed.values()].filter(
      (row) => !placed.has(row.id) || landed.some(({ id }) => id === row.id),
    );
    const ids = rows.map((row) => row.id);
    const before = await messages.bulkGet(ids);
    const here = new Set(before.flatMap((row) => (row ? [row.id] : [])));
    const standIns = await takeOver(database, rows, landed, here);
    const wishes = await wishesFor(database, ids);
    const tally = createDayTally();
    const stale: MessageId[] = [];
    const fresh: MessageRow[] = [];
    const left = new Set<FolderId>();
    let known = 0;
    const after = rows.map((row, index) => {
      const standIn = standIns.get(row.id);
      const old = before[index] ?? standIn;
      // The message was listed before it was known that the move had succeeded.
      if (standIn && before[index] && standIn.id !== row.id) tally.removed(standIn);
      const next = keepOwn(withMarks(row, wishes.get(row.id) ?? {}), old);
      if (old) {
        tally.removed(old);
        if (old.folderId === folderId) known += before[index] ? 1 : 0;
        else left.add(old.folderId);
        if (!sameContent(old, next)) stale.push(row.id);
      }
      if (!old) fresh.push(next);
      tally.added(next);
      return next;
    });
    await putArrivals(database, folderId, fresh);
    const threaded = await withThreads(database, after);
    const old = [...before.flatMap((row) => row ?? []), ...standIns.values()];
    const threads = threadsIn([...threaded.rows, ...threaded.joined, ...old]);
    await messages.bulkPut(await settleHeads(database, tally, threads, threaded.rows));
    await tally.write(days);
    if (stale.length > 0) await bodies.bulkDelete(stale);
    for (const other of left) await cursors.update(other, { seen: null });
    if (cursor) await cursors.put(cursor);
    return { added: rows.length - known, known: known + listed.size - rows.length };
  });
}

/**
 * The listing has the messages that moved rows stand in for: what hangs on such a row goes over to the new one. One that
 * is not `here` yet comes before one that is, which may be a copy. Returns the rows that go, by the id that comes.
 */
async function takeOver(
  { messages, bodies, tasks }: RetinueDatabase,
  rows: readonly MessageRow[],
  landed: readonly MessageRow[],
  here: ReadonlySet<MessageId>,
): Promise<ReadonlyMap<MessageId, MessageRow>> {
  const standIns = new Map<MessageId, MessageRow>();
  for (const old of landed) {
    const same = rows.filter((each) => isSameMessage(old, each) && !standIns.has(each.id));
    const row = rows.find(({ id }) => id === old.id) ?? same.find(({ id }) => !here.has(id)) ?? same[0];
    if (!row || standIns.has(row.id)) continue;
    standIns.set(row.id, old);
    const waiting = await tasks.where('messageId').equals(old.id).toArray();
    await tasks.bulkDelete(waiting.filter(isPlacing).map((task) => task.id as number));
    if (row.id === old.id) continue;
    for (const task of waiting.filter((each) => !isPlacing(each)))
      await tasks.put({ ...task, messageId: row.id });
    const body = await bodies.get(old.id);
    if (body) await bodies.put({ ...body, messageId: row.id });
    await bodies.delete(old.id);
    await messages.delete(old.id);
  }
  return standIns;
}

/** Removes messages that the server no longer lists. One that was put elsewhere here stays: its change tells what became of it. */
export function removeUnlisted(database: RetinueDatabase, ids: readonly MessageId[]): Promise<void> {
  const { messages, days, bodies, tasks, cursors } = database;
  return database.transaction('rw', [messages, days, bodies, tasks, cursors], async () => {
    const placed = await placedMessages(database);
    await removeMessages(
      database,
      ids.filter((id) => !placed.has(id)),
    );
  });
}

/**
 * Removes messages with everything that hangs on them: bodies, waiting tasks, day counts. Unknown ids are ignored. Where
 * one was on its way from another folder, that one is looked at again.
 */
export function removeMessages(database: RetinueDatabase, ids: readonly MessageId[]): Promise<void> {
  const { messages, days, bodies, tasks, cursors } = database;
  return database.transaction('rw', [messages, days, bodies, tasks, cursors], async () => {
    const rows = (await messages.bulkGet([...new Set(ids)])).filter((row) => row !== undefined);
    const tally = createDayTally();
    for (const row of rows) tally.removed(row);
    const gone = rows.map((row) => row.id);
    await messages.bulkDelete(gone);
    await bodies.bulkDelete(gone);
    const waiting = await tasks.where('messageId').anyOf(gone).toArray();
    await tasks.bulkDelete(waiting.map((task) => task.id as number));
    for (const { folderId } of waiting.filter((task) => isPlacing(task) && isForServer(task)))
      await cursors.update(folderId, { seen: null, mark: null });
    await settleHeads(database, tally, threadsIn(rows));
    await tally.write(days);
  });
}

/**
 * Takes over which of a folder's messages the server holds as unread; all others are read. Messages with a waiting
 * task keep their state and their place. The folder's count follows, so that tree and list agree. Returns how many rows changed.
 */
export function putUnread(
  database: RetinueDatabase,
  folderId: FolderId,
  unread: ReadonlySet<MessageId>,
): Promise<number> {
  const { messages, days, tasks, folders } = database;
  return database.transaction('rw', [messages, days, tasks, folders], async () => {
    const local = await messages.where('[folderId+unread]').equals([folderId, 1]).primaryKeys();
    const localSet = new Set(local);
    const differing = [
      ...local.filter((id) => !unread.has(id)),
      ...[...unread].filter((id) => !localSet.has(id)),
    ];
    const wishes = new Map<MessageId, boolean>();
    for (const [id, { read }] of await wishesFor(database, differing))
      if (read !== undefined) wishes.set(id, read);
    const placed = await placedMessages(database);
    const rows = (await messages.bulkGet(differing)).filter(
      (row): row is MessageRow => row?.folderId === folderId && !wishes.has(row.id) && !placed.has(row.id),
    );
    const tally = createDayTally();
    const changed = rows.map((row) => {
      const next = withMarks(row, { read: !unread.has(row.id) });
      tally.removed(row);
      tally.added(next);
      return next;
    });
    await messages.bulkPut(changed);
    await tally.write(days);
    // Only wishes that the server does not hold yet are among those that differ.
    const own = [...wishes].reduce((sum, [id, read]) => sum + (placed.has(id) ? 0 : read ? -1 : 1), 0);
    const { unread: elsewhere } = (await placedDifference(database))(folderId);
    await folders.update(folderId, { unread: Math.max(0, unread.size + own + elsewhere) });
    return changed.length;
  });
}

/**
 * How many rows of a folder the server has told of: the sum of its days, which equals the rows by construction, but for
 * what was put elsewhere here.
 */
export async function countMessages(database: RetinueDatabase, folderId: FolderId): Promise<number> {
  const range = [
    [folderId, Dexie.minKey],
    [folderId, Dexie.maxKey],
  ] as const;
  const rows = await database.days
    .where('[folderId+nday]')
    .between(...range)
    .toArray();
  const { total: elsewhere } = (await placedDifference(database))(folderId);
  return rows.reduce((total, day) => total + day.count, 0) - elsewhere;
}

/** What the listing does not know of a message and this computer does: its fault, the start of its text, its place in a conversation. */
function keepOwn(row: MessageRow, old: MessageRow | undefined): MessageRow {
  if (!old) return row;
  const preview = row.preview === '' && sameContent(old, row) ? old.preview : row.preview;
  return { ...row, preview, ...(old.fault ? { fault: old.fault } : {}), ...(old.under ? { under: 1 } : {}) };
}

/** False when the message was changed on the server (a draft that was saved again): its stored body is of no use. */
function sameContent(a: MessageRow, b: MessageRow): boolean {
  return a.size === b.size && a.date === b.date && a.subject === b.subject;
}
