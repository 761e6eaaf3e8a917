import { Dexie } from 'dexie';
import type { RetinueDatabase } from './database.ts';
import { ndayOf } from './days.ts';
import type { DayRow, FolderId, MessageRow } from './tables.ts';

/** Folders that gather messages of all accounts; ids of real ones begin with an account, which holds no colon. */
export const UNREAD_ID = 'smart:unread';
export const FLAGGED_ID = 'smart:flagged';
export type SmartId = typeof UNREAD_ID | typeof FLAGGED_ID;

/** Messages that stay in view although they belong there no more. */
export type Kept = ReadonlySet<string>;

export function isSmart(id: string): id is SmartId {
  return id === UNREAD_ID || id === FLAGGED_ID;
}

/** The layout of a smart folder, as that of a folder: one row a day, newest first. */
export async function smartDays(
  database: RetinueDatabase,
  id: SmartId,
  kept: Kept,
): Promise<readonly DayRow[]> {
  const field = id === UNREAD_ID ? 'unread' : 'flagged';
  const shown = await shownFolders(database);
  const byDay = new Map<number, DayRow>();
  const add = (nday: number, count: number, unread: number) => {
    const before = byDay.get(nday) ?? { folderId: id, nday, count: 0, unread: 0 };
    byDay.set(nday, { ...before, count: before.count + count, unread: before.unread + unread });
  };
  for (const day of await database.days.where(field).above(0).toArray())
    if (shown.has(day.folderId)) add(day.nday, day[field] ?? 0, id === UNREAD_ID ? day.unread : 0);
  for (const row of await keptRows(database, id, kept, shown)) add(ndayOf(row.date), 1, 0);
  return [...byDay.values()].sort((a, b) => a.nday - b.nday);
}

/** Up to `limit` rows of a smart folder from the `offset`-th on of those whose `nd` is `first` or greater. */
export async function smartRows(
  database: RetinueDatabase,
  id: SmartId,
  { first, offset, limit }: { readonly first: number; readonly offset: number; readonly limit: number },
  kept: Kept,
): Promise<readonly MessageRow[]> {
  const shown = await shownFolders(database);
  const own = await database.messages
    .where(id === UNREAD_ID ? '[unread+nd]' : '[flag+nd]')
    .between([1, first], [1, Dexie.maxKey])
    .filter(({ folderId }) => shown.has(folderId))
    .limit(offset + limit)
    .toArray();
  const more = (await keptRows(database, id, kept, shown)).filter(({ nd }) => nd >= first);
  return [...own, ...more]
    .sort((a, b) => a.nd - b.nd || (a.id < b.id ? -1 : 1))
    .slice(offset, offset + limit);
}

/** What the person deleted, or never wanted, is not waiting for anybody. */
export async function shownFolders({ folders }: RetinueDatabase): Promise<ReadonlySet<FolderId>> {
  const all = await folders.toArray();
  return new Set(all.filter(({ role }) => role !== 'deleted' && role !== 'junk').map(({ id }) => id));
}

async function keptRows(
  { messages }: RetinueDatabase,
  id: SmartId,
  kept: Kept,
  shown: ReadonlySet<FolderId>,
): Promise<readonly MessageRow[]> {
  if (kept.size === 0) return [];
  const rows = (await messages.bulkGet([...kept])).filter((row) => row !== undefined);
  const isThere = (row: MessageRow) => (id === UNREAD_ID ? !row.read : row.flagged);
  return rows.filter((row) => !isThere(row) && shown.has(row.folderId));
}
