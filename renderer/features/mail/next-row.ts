import type { Reader } from '../../store/reader.ts';
import { layoutOf } from './list/layout.ts';
import { locate, type OpenLayout, readRows } from './list/rows.ts';
import type { RowRef, Selection } from './list/selection.ts';

/** Rows that are read at once while a row is looked for that stays. */
const STEP = 100;

/** The row that gets the cursor when the selected ones leave: the next one down, else up; null where none is left. */
export async function rowThatStays(
  reader: Reader,
  folderId: string,
  { cursor, ids }: Selection,
): Promise<RowRef | null> {
  if (!cursor) return null;
  const layout = layoutOf(await reader.days(folderId), () => '');
  const list: OpenLayout = { layout, opened: [] };
  const at = (await locate(reader, folderId, list, cursor.id)) ?? cursor.index;
  for (let start = at + 1; start < layout.rowCount; start += STEP) {
    const rows = await readRows(reader, folderId, list, start, STEP);
    const offset = rows.findIndex(({ id }) => !ids.has(id));
    const row = rows[offset];
    // What leaves above it makes it move up.
    if (row) return { id: row.id, index: Math.max(0, start + offset - ids.size) };
  }
  for (let end = at; end > 0; end -= STEP) {
    const start = Math.max(0, end - STEP);
    const rows = await readRows(reader, folderId, list, start, end - start);
    const offset = rows.findLastIndex(({ id }) => !ids.has(id));
    const row = rows[offset];
    if (row) return { id: row.id, index: start + offset };
  }
  return null;
}
