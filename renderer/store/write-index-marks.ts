import type { RetinueDatabase } from './database.ts';
import type { MarkRow } from './tables.ts';

/** The name of this store, given to it at the first call: an index that was made from another one is of no use. */
export function storeName(database: RetinueDatabase, fresh: string): Promise<string> {
  const { meta } = database;
  return database.transaction('rw', [meta], async () => {
    const known = await meta.get('search');
    if (known) return known.value;
    await meta.put({ key: 'search', value: fresh });
    return fresh;
  });
}

/** There is no index that could be told: nothing more is kept for it, and the next one is built from the store. */
export function forgetIndex(database: RetinueDatabase): Promise<void> {
  const { meta, marks } = database;
  return database.transaction('rw', [meta, marks], async () => {
    await marks.clear();
    await meta.delete('search');
  });
}

/** The oldest marks. */
export function nextMarks(database: RetinueDatabase, limit: number): Promise<readonly MarkRow[]> {
  return database.marks.limit(limit).toArray();
}

/** The index has looked at these, and what it found is on disk. */
export async function dropMarks(database: RetinueDatabase, done: readonly MarkRow[]): Promise<void> {
  await database.marks.bulkDelete(done.map(({ id }) => id as number));
}
