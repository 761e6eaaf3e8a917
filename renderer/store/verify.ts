import { Dexie } from 'dexie';
import type { StoreFacts, StoreReport } from '../../shared/contracts/engine.ts';
import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { headFacts, misplaced, turned } from './heads.ts';
import { countWaiting } from './placed.ts';
import { nowhereOf } from './rows.ts';
import type { DayRow, FolderId, MessageId } from './tables.ts';
import { removeMessages } from './write-messages.ts';

/** Rows dropped in one transaction: as many as a page is written in, so that readers are not starved. */
const ROWS = 500;

/** What is stored of an account, and what of it no server has yet. */
export async function storeFacts(database: RetinueDatabase, accountId: string): Promise<StoreFacts> {
  const own = `${accountId}|`;
  return {
    folders: await database.folders.where('accountId').equals(accountId).count(),
    messages: await database.messages.where('id').startsWith(own).count(),
    bodies: await database.bodies.where('messageId').startsWith(own).count(),
    waiting: await countWaiting(database, accountId),
  };
}

/**
 * Looks through what is stored of an account and mends what contradicts itself: day counts that are not those of the
 * rows, rows of no folder, contents of no message. Then every folder is marked to be compared with its server, message
 * by message. A change that waits keeps its row, whatever is wrong with it.
 */
export async function verifyStore(database: RetinueDatabase, accountId: string): Promise<StoreReport> {
  const own = `${accountId}|`;
  const folders = await database.folders.where('accountId').equals(accountId).primaryKeys();
  const counted = [...folders, nowhereOf(accountId)];
  let days = 0;
  for (const folderId of counted) days += await recount(database, folderId);
  const strays = await keysOf(database, own, counted);
  const removed = await removeIdle(database, strays.messages);
  await database.bodies.bulkDelete([...strays.bodies]);
  await database.transaction('rw', [database.cursors], async () => {
    for (const folderId of folders) await database.cursors.update(folderId, { seen: null, compare: true });
  });
  const { messages } = await storeFacts(database, accountId);
  return { messages, folders: folders.length, days, strays: removed, bodies: strays.bodies.length };
}

/** Counts a folder's days anew; returns how many were not what its rows say. */
function recount(database: RetinueDatabase, folderId: FolderId): Promise<number> {
  const { messages, days } = database;
  return database.transaction('rw', [messages, days], async () => {
    const own = messages.where('[folderId+nd]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]);
    const facts: ReturnType<typeof headFacts>[] = [];
    await own.each((row) => void facts.push(headFacts(row)));
    const wrongHeads = await messages.bulkGet(misplaced(facts).map(({ id }) => id));
    await messages.bulkPut(wrongHeads.flatMap((row) => (row ? [turned(row)] : [])));
    const tally = createDayTally();
    await own.each((row) => tally.added(row));
    const right = new Map(tally.days().map((day) => [day.nday, day]));
    const stored = await days
      .where('[folderId+nday]')
      .between([folderId, Dexie.minKey], [folderId, Dexie.maxKey])
      .toArray();
    const same = new Set(stored.filter((day) => isSame(day, right.get(day.nday))).map(({ nday }) => nday));
    const wrong = stored.filter(({ nday }) => !right.has(nday));
    const missing = [...right.values()].filter(({ nday }) => !same.has(nday));
    await days.bulkDelete(wrong.map(({ nday }): [string, number] => [folderId, nday]));
    await days.bulkPut(missing);
    return wrong.length + missing.length;
  });
}

function isSame(a: DayRow, b: DayRow | undefined): boolean {
  return (
    b !== undefined &&
    a.count === b.count &&
    a.unread === b.unread &&
    a.flagged === b.flagged &&
    a.under === b.under
  );
}

/** Messages that are in none of the folders, and contents that are of no message. */
async function keysOf(database: RetinueDatabase, own: string, folders: readonly FolderId[]) {
  const all = new Set(await database.messages.where('id').startsWith(own).primaryKeys());
  const strays = new Set(all);
  for (const folderId of folders) {
    const range = [
      [folderId, Dexie.minKey],
      [folderId, Dexie.maxKey],
    ] as const;
    const here = await database.messages
      .where('[folderId+nd]')
      .between(...range)
      .primaryKeys();
    for (const id of here) strays.delete(id);
  }
  const bodies = await database.bodies.where('messageId').startsWith(own).primaryKeys();
  return { messages: [...strays], bodies: bodies.filter((id) => !all.has(id)) };
}

/** Removes messages, but those that a change waits for on which no server knows; returns how many. */
async function removeIdle(database: RetinueDatabase, ids: readonly MessageId[]): Promise<number> {
  const { messages, days, bodies, tasks, cursors } = database;
  let removed = 0;
  for (let at = 0; at < ids.length; at += ROWS) {
    const some = ids.slice(at, at + ROWS);
    // The person goes on working meanwhile: what waits is looked up where it is spared.
    removed += await database.transaction('rw', [messages, days, bodies, tasks, cursors], async () => {
      const waiting = await tasks.where('messageId').anyOf(some).toArray();
      const kept = new Set(waiting.map(({ messageId }) => messageId));
      const idle = some.filter((id) => !kept.has(id));
      await removeMessages(database, idle);
      return idle.length;
    });
  }
  return removed;
}

/**
 * Forgets what is stored of an account and can be fetched again. What waits for the server stays, with its rows and
 * their contents. The cursors go first: cut short at any point, the folders are listed again from the start.
 */
export async function forgetMail(database: RetinueDatabase, accountId: string): Promise<void> {
  const own = `${accountId}|`;
  await database.cursors.where('folderId').startsWith(own).delete();
  await database.relists.where('folderId').startsWith(own).delete();
  await database.contactFolders.delete(accountId);
  await database.threadNames.where('id').startsWith(own).delete();
  await removeIdle(database, await database.messages.where('id').startsWith(own).primaryKeys());
}
