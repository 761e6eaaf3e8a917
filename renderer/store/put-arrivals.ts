import type { RetinueDatabase } from './database.ts';
import { filedIdOf } from './rows.ts';
import type { FolderId, MessageRow } from './tables.ts';

/** Clocks of this computer and of a server differ: what was delivered so long before the last look is still new. */
const CLOCKS_DIFFER_MS = 24 * 3_600_000;
/**
 * Notes which of a folder's fresh rows have just arrived, so that rules are asked about them: those of an Inbox that was
 * listed to its end before, delivered since then and not judged before under another key. Whatever else is new in the list
 * was brought there by somebody. Inside the transaction that writes the rows.
 */
export async function putArrivals(
  { folders, cursors, filed }: RetinueDatabase,
  folderId: FolderId,
  fresh: readonly MessageRow[],
): Promise<void> {
  if (fresh.length === 0) return;
  const folder = await folders.get(folderId);
  if (folder?.role !== 'inbox' || folder.root !== undefined) return;
  const cursor = await cursors.get(folderId);
  if (!cursor || cursor.next !== null || cursor.completeAt === null) return;
  const since = cursor.completeAt - CLOCKS_DIFFER_MS;
  const arrived = fresh.filter(({ date }) => date !== null && date >= since);
  const known = new Set(await filed.where('id').anyOf(arrived.map(filedIdOf)).primaryKeys());
  const { completeAt: at } = cursor;
  const rows = arrived.map((row) => ({ id: filedIdOf(row), waiting: row.id, from: folderId, at }));
  await filed.bulkPut(rows.filter(({ id }) => !known.has(id)));
}
