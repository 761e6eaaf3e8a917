import type { RetinueDatabase } from './database.ts';
import { filedIdOf } from './rows.ts';
import { shownFolders } from './smart.ts';
import type { MessageRow, RemindedRow } from './tables.ts';

/** A message to be reminded of, and what is noted once its person was told. */
export interface DueRow {
  readonly row: MessageRow;
  readonly told: RemindedRow;
}

/** Messages whose reminder was due by a time, and of which nobody has been told; what was thrown away reminds of nothing. */
export async function dueReminders(database: RetinueDatabase, by: number): Promise<readonly DueRow[]> {
  const rows = await database.messages.where('remind').belowOrEqual(by).toArray();
  if (rows.length === 0) return [];
  const [shown, told] = await Promise.all([
    shownFolders(database),
    database.reminded.bulkGet(rows.map(filedIdOf)),
  ]);
  return rows.flatMap((row, nth) => {
    const { remind: at } = row;
    const isDue = at !== undefined && shown.has(row.folderId) && told[nth]?.at !== at;
    return isDue ? [{ row, told: { id: filedIdOf(row), at } }] : [];
  });
}

/** Notes that their person was told. */
export async function noteTold(database: RetinueDatabase, told: readonly RemindedRow[]): Promise<void> {
  await database.reminded.bulkPut([...told]);
}
