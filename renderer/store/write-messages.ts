import { Dexie } from 'dexie';
import type { MessageHeader } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { messageRow, withRead } from './rows.ts';
import type { CursorRow, FolderId, MessageId, MessageRow, TaskRow } from './tables.ts';

export interface PageResult {
  /** Rows that this folder did not have. */
  readonly added: number;
  /** Rows that it had already; they were updated in place. */
  readonly known: number;
}

/**
 * Puts a page of a listing: rows, day counts and, where given, the folder's cursor in one transaction. A row that
 * exists is updated in place; one that was in another folder moves, and that folder is looked at again. A message with
 * a waiting task keeps the read state that the person gave it.
 */
export function putPage(
  database: RetinueDatabase,
  folderId: FolderId,
  headers: readonly MessageHeader[],
  cursor: CursorRow | null,
): Promise<PageResult> {
  const { messages, days, bodies, cursors, tasks } = database;
  return database.transaction('rw', [messages, days, bodies, cursors, tasks], async () => {
    // A listing that shifts under the server's hands may hold a message twice: the last one counts.
    const listed = new Map(headers.map((header) => [header.key, messageRow(folderId, header)]));
    const rows = [...listed.values()];
    const ids = rows.map((row) => row.id);
    const before = await messages.bulkGet(ids);
    const wishes = await wishesFor(database, ids);
    const tally = createDayTally();
    const stale: MessageId[] = [];
    const left = new Set<FolderId>();
    let known = 0;
    const after = rows.map((row, index) => {
      const old = before[index];
      const wish = wishes.get(row.id);
      const next = keepOwn(wish === undefined ? row : withRead(row, wish), old);
      if (old) {
        tally.removed(old);
        if (old.folderId === folderId) known += 1;
        else left.add(old.folderId);
        if (!sameContent(old, next)) stale.push(row.id);
      }
      tally.added(next);
      return next;
    });
    await messages.bulkPut(after);
    await tally.write(days);
    if (stale.length > 0) await bodies.bulkDelete(stale);
    for (const other of left) await cursors.update(other, { seen: null });
    if (cursor) await cursors.put(cursor);
    return { added: rows.length - known, known };
  });
}

/** Removes messages with everything that hangs on them: bodies, waiting tasks, day counts. Unknown ids are ignored. */
export function removeMessages(database: RetinueDatabase, ids: readonly MessageId[]): Promise<void> {
  const { messages, days, bodies, tasks } = database;
  return database.transaction('rw', [messages, days, bodies, tasks], async () => {
    const rows = (await messages.bulkGet([...new Set(ids)])).filter((row) => row !== undefined);
    const tally = createDayTally();
    for (const row of rows) tally.removed(row);
    const gone = rows.map((row) => row.id);
    await messages.bulkDelete(gone);
    await bodies.bulkDelete(gone);
    await tasks.where('messageId').anyOf(gone).delete();
    await tally.write(days);
  });
}

/**
 * Takes over which of a folder's messages the server holds as unread; all others are read. Messages with a waiting
 * task keep their state. The folder's count follows, so that tree and list agree. Returns how many rows changed.
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
    const wishes = await wishesFor(database, differing);
    const rows = (await messages.bulkGet(differing)).filter(
      (row): row is MessageRow => row?.folderId === folderId && !wishes.has(row.id),
    );
    const tally = createDayTally();
    const changed = rows.map((row) => {
      const next = withRead(row, !unread.has(row.id));
      tally.removed(row);
      tally.added(next);
      return next;
    });
    await messages.bulkPut(changed);
    await tally.write(days);
    // Only wishes that the server does not hold yet are among those that differ.
    const own = [...wishes.values()].reduce((sum, read) => sum + (read ? -1 : 1), 0);
    await folders.update(folderId, { unread: unread.size + own });
    return changed.length;
  });
}

/** How many rows a folder has here: the sum of its days, which equals it by construction. */
export async function countMessages(database: RetinueDatabase, folderId: FolderId): Promise<number> {
  const range = [
    [folderId, Dexie.minKey],
    [folderId, Dexie.maxKey],
  ] as const;
  const rows = await database.days
    .where('[folderId+nday]')
    .between(...range)
    .toArray();
  return rows.reduce((total, day) => total + day.count, 0);
}

/** The read state that waiting tasks ask for, by message: the last wish counts. */
async function wishesFor(
  database: RetinueDatabase,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, boolean>> {
  if (ids.length === 0 || (await database.tasks.count()) === 0) return new Map();
  const waiting = await database.tasks.where('messageId').anyOf(ids).sortBy('id');
  return new Map(waiting.map((task: TaskRow) => [task.messageId, task.read]));
}

/** What the listing does not know of a message and this computer does: its fault, and the start of its text. */
function keepOwn(row: MessageRow, old: MessageRow | undefined): MessageRow {
  if (!old) return row;
  const preview = row.preview === '' && sameContent(old, row) ? old.preview : row.preview;
  return { ...row, preview, ...(old.fault ? { fault: old.fault } : {}) };
}

/** False when the message was changed on the server (a draft that was saved again): its stored body is of no use. */
function sameContent(a: MessageRow, b: MessageRow): boolean {
  return a.size === b.size && a.date === b.date && a.subject === b.subject;
}
