import { Dexie } from 'dexie';
import type { RetinueDatabase } from './database.ts';
import type { FolderId, MessageRow } from './tables.ts';

/** Rows that are read beyond those asked for without a second thought: less than a cursor's steps would cost. */
const FEW = 50;

/**
 * Up to `limit` rows of a folder from the `offset`-th on of those whose `nd` is `first` or greater. A cursor that skips
 * brings its rows one at a time, each a way to the database's process and back; so it only finds the place, where that is
 * far, and the rows come in one answer.
 */
export async function rowsFrom(
  database: RetinueDatabase,
  folderId: FolderId,
  { first, offset, limit }: { readonly first: number; readonly offset: number; readonly limit: number },
): Promise<readonly MessageRow[]> {
  const { messages } = database;
  const from = (nd: number) =>
    messages.where('[folderId+nd]').between([folderId, nd], [folderId, Dexie.maxKey]);
  if (offset <= FEW)
    return (
      await from(first)
        .limit(offset + limit)
        .toArray()
    ).slice(offset);
  return database.transaction('r', [messages], async () => {
    const [id] = await from(first).offset(offset).limit(1).primaryKeys();
    const start = id === undefined ? undefined : await messages.get(id);
    if (!start) return [];
    const rows = await from(start.nd)
      .limit(FEW + limit)
      .toArray();
    const at = rows.findIndex((row) => row.id === id);
    // More messages than that of one millisecond stand before it.
    return at < 0 || at > FEW
      ? from(first).offset(offset).limit(limit).toArray()
      : rows.slice(at, at + limit);
  });
}
