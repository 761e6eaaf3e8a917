import type { RetinueDatabase } from './database.ts';
import type { DayTally } from './day-tally.ts';
import type { MessageRow, ThreadId } from './tables.ts';

/**
 * The newest message of a conversation in a folder is its head: the list shows one row for it, and all others of that
 * conversation there lie under it (`MessageRow.under`). Kept with the rows, so that a list of any length is laid out
 * from its days alone.
 */
type HeadFacts = Pick<MessageRow, 'id' | 'folderId' | 'nd' | 'thread' | 'under'>;

/** Whether one row stands before another in a list: newest first, as the index has them. */
export function isBefore(a: Pick<HeadFacts, 'id' | 'nd'>, b: Pick<HeadFacts, 'id' | 'nd'>): boolean {
  return a.nd === b.nd ? a.id < b.id : a.nd < b.nd;
}

/** Those of these rows, all of some conversations, that are under another and not marked so, or the other way round. */
export function misplaced<T extends HeadFacts>(rows: readonly T[]): readonly T[] {
  const heads = new Map<string, T>();
  const placeOf = (row: T) => `${row.thread ?? row.id}\n${row.folderId}`;
  for (const row of rows) {
    const head = heads.get(placeOf(row));
    if (!head || isBefore(row, head)) heads.set(placeOf(row), row);
  }
  return rows.filter((row) => (heads.get(placeOf(row)) === row) === (row.under === 1));
}

/** The row with the other mark. */
export function turned(row: MessageRow): MessageRow {
  const { under, ...rest } = row;
  return under === 1 ? rest : { ...rest, under: 1 };
}

/**
 * Makes the heads of these conversations right again after rows came, went or changed their folder, date or
 * conversation. Inside the transaction that did it, with `messages`; the day counts follow through the tally. Rows that
 * are still to be put are given as `coming`, and come back as they are to be put.
 */
export async function settleHeads(
  { messages }: Pick<RetinueDatabase, 'messages'>,
  tally: DayTally,
  threads: Iterable<ThreadId>,
  coming: readonly MessageRow[] = [],
): Promise<readonly MessageRow[]> {
  // One request a conversation: a cursor that jumps costs ten times as much.
  const found = await Promise.all(
    [...new Set(threads)].map((thread) => messages.where('thread').equals(thread).toArray()),
  );
  const isComing = new Set(coming.map(({ id }) => id));
  const stored = found.flat().filter(({ id }) => !isComing.has(id));
  const changed = new Set(misplaced([...stored, ...coming]));
  for (const row of changed) {
    tally.removed(row);
    tally.added(turned(row));
  }
  const there = stored.filter((row) => changed.has(row));
  if (there.length > 0) await messages.bulkPut(there.map(turned));
  return coming.map((row) => (changed.has(row) ? turned(row) : row));
}

/** The conversations of these rows. */
export function threadsIn(rows: readonly MessageRow[]): readonly ThreadId[] {
  return rows.flatMap(({ thread }) => thread ?? []);
}

/** What is needed to know heads, of one row: many are held at once. */
export function headFacts({ id, folderId, nd, thread, under }: MessageRow): HeadFacts {
  return { id, folderId, nd, ...(thread === undefined ? {} : { thread }), ...(under ? { under } : {}) };
}
