import { assertNever } from '../../shared/errors.ts';
import { flagState } from '../../shared/mail/follow-up.ts';
import type { Mark } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { isSameMark, marksIn, withMarks } from './marks.ts';
import { isPlacing } from './placed.ts';
import type { FolderId, MarkTask, MessageId, MessageRow, TaskRow } from './tables.ts';

/** A message as it was before it was marked. */
export interface Marked {
  readonly row: MessageRow;
  readonly mark: Mark;
}

/**
 * The local half of marking messages: rows, day counts, the folder's unread count and the tasks for the server in one
 * transaction. What has the mark already is left alone; returns the others as they were. A wish that undoes one which
 * has not left this computer yet cancels it.
 */
export function markMessages(
  database: RetinueDatabase,
  ids: readonly MessageId[],
  markOf: (row: MessageRow) => Mark,
  at: number,
): Promise<readonly Marked[]> {
  const { messages, days, folders, tasks } = database;
  return database.transaction('rw', [messages, days, folders, tasks], async () => {
    const found = (await messages.bulkGet([...new Set(ids)])).filter((row) => row !== undefined);
    const changed = found
      .map((row): Marked => ({ row, mark: markOf(row) }))
      .filter(({ row, mark }) => !isSameMark(row, mark));
    if (changed.length === 0) return [];
    const tally = createDayTally();
    const unread = new Map<FolderId, number>();
    const after = changed.map(({ row, mark }) => {
      const next = withMarks(row, marksIn(mark));
      tally.removed(row);
      tally.added(next);
      const difference = Number(row.read) - Number(next.read);
      unread.set(row.folderId, (unread.get(row.folderId) ?? 0) + difference);
      return next;
    });
    await messages.bulkPut(after);
    await tally.write(days);
    for (const [folderId, difference] of unread) await adjustUnread(database, folderId, difference);
    await putWishes(database, changed, at);
    return changed;
  });
}

async function adjustUnread(
  database: RetinueDatabase,
  folderId: FolderId,
  difference: number,
): Promise<void> {
  const folder = difference === 0 ? undefined : await database.folders.get(folderId);
  if (!folder || folder.unread === null) return;
  await database.folders.put({ ...folder, unread: Math.max(0, folder.unread + difference) });
}

async function putWishes({ tasks }: RetinueDatabase, changed: readonly Marked[], at: number): Promise<void> {
  const waiting = await tasks
    .where('messageId')
    .anyOf(changed.map(({ row }) => row.id))
    .toArray();
  const untried = new Map<string, MarkTask>();
  for (const task of waiting)
    if (!isPlacing(task) && task.tried !== true) untried.set(`${task.messageId} ${task.kind}`, task);
  const replaced: number[] = [];
  const wishes: MarkTask[] = [];
  for (const { row, mark } of changed) {
    const before = untried.get(`${row.id} ${mark.kind}`);
    if (before) replaced.push(before.id as number);
    const base = before ? withMarks(row, marksIn(undone(before))) : row;
    if (!isSameMark(base, mark)) wishes.push(taskOf(base, mark, at));
  }
  await tasks.bulkDelete(replaced);
  await tasks.bulkAdd(wishes);
}

/** What a message had before a wish. */
export function undone(task: MarkTask): Mark {
  switch (task.kind) {
    case 'read':
      return { kind: 'read', read: !task.read };
    case 'flag':
      return { kind: 'flag', ...(task.before ?? { flagged: !task.flagged }) };
    case 'categories':
      return { kind: 'categories', categories: task.before };
    default:
      return assertNever(task);
  }
}

function taskOf(before: MessageRow, mark: Mark, at: number): MarkTask {
  const task = { accountId: before.accountId, folderId: before.folderId, messageId: before.id, at };
  switch (mark.kind) {
    case 'read':
      return { ...task, ...mark };
    case 'flag':
      return { ...task, ...mark, before: flagState(before.flagged, before.followUp) };
    case 'categories':
      return { ...task, ...mark, before: before.categories };
    default:
      return assertNever(mark);
  }
}

/**
 * Notes that the server is about to be asked for these, and returns which of them still wait: a wish that was taken
 * back since it was read must not come to life again.
 */
export function markTried(database: RetinueDatabase, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const { tasks } = database;
  return database.transaction('rw', [tasks], async () => {
    const waiting = (await tasks.bulkGet([...ids])).filter((task) => task !== undefined);
    const fresh = waiting.filter((task) => task.tried !== true);
    if (fresh.length > 0) await tasks.bulkPut(fresh.map((task): TaskRow => ({ ...task, tried: true })));
    return new Set(waiting.map((task) => task.id as number));
  });
}

/** Forgets tasks that are done or given up; where a wish was given up, the folder is compared with the server again. */
export function settleTasks(
  database: RetinueDatabase,
  ids: readonly number[],
  lookAgain: readonly FolderId[],
): Promise<void> {
  const { tasks, cursors } = database;
  return database.transaction('rw', [tasks, cursors], async () => {
    await tasks.bulkDelete([...ids]);
    for (const folderId of lookAgain) await cursors.update(folderId, { seen: null, mark: null });
  });
}
