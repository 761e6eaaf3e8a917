import { FLAGGED_ID, type Reader } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { firstRowOfDay, type ListLayout, placeOf } from './layout.ts';

/** How many rows of one day are looked through for a message that has moved. */
const SEARCH_LIMIT = 2000;
const STEP = 200;

/** Up to `count` rows from the `index`-th on. */
export async function readRows(
  reader: Reader,
  folderId: string,
  layout: ListLayout,
  index: number,
  count: number,
): Promise<readonly MessageRow[]> {
  const place = placeOf(layout, index);
  return place ? reader.rows(folderId, place.nday, place.offset, count) : [];
}

/** The number of a message's row today, or null when it is not in its day any more (or too deep in a very full one). */
export async function locate(
  reader: Reader,
  folderId: string,
  layout: ListLayout,
  id: string,
  ndayOf: (date: number | null) => number,
): Promise<number | null> {
  const message = await reader.message(id);
  if (!message) return null;
  const nday = ndayOf(message.date);
  const first = firstRowOfDay(layout, nday);
  if (first === null) return null;
  const rows = await reader.rows(folderId, nday, 0, SEARCH_LIMIT);
  const offset = rows.findIndex((row) => row.id === id);
  return offset < 0 ? null : first + offset;
}

/**
 * The next unread row after `index`, going round at the end; null when there is none. Days without unread mail are not
 * read, but of flagged mail nobody counts the unread.
 */
export async function nextUnread(
  reader: Reader,
  folderId: string,
  layout: ListLayout,
  index: number,
): Promise<{ readonly id: string; readonly index: number } | null> {
  const spans =
    folderId === FLAGGED_ID
      ? [{ from: 0, to: layout.rowCount }]
      : layout.days
          .filter((day) => day.unread > 0)
          .map((day) => ({ from: day.firstRow, to: day.firstRow + day.count }));
  const after = spans
    .filter(({ to }) => to > index + 1)
    .map(({ from, to }) => ({ from: Math.max(from, index + 1), to }));
  for (const { from, to } of [...after, ...spans]) {
    const found = await unreadWithin(reader, folderId, layout, from, to);
    if (found) return found;
  }
  return null;
}

async function unreadWithin(reader: Reader, folderId: string, layout: ListLayout, from: number, to: number) {
  for (let start = from; start < to; start += STEP) {
    const rows = await readRows(reader, folderId, layout, start, Math.min(STEP, to - start));
    const offset = rows.findIndex((row) => !row.read);
    const row = rows[offset];
    if (row) return { id: row.id, index: start + offset };
  }
  return null;
}
