import { ndayOf } from '../../../store/days.ts';
import { FLAGGED_ID, isBefore, type OpenConversation, type Reader } from '../../../store/reader.ts';
import type { DayRow, MessageRow } from '../../../store/tables.ts';
import {
  childOf,
  firstHeadOfDay,
  headOf,
  type ListLayout,
  placeOf,
  rowOfChild,
  rowOfHead,
} from './layout.ts';

/** How many rows of one day are looked through for a message that has moved. */
const SEARCH_LIMIT = 2000;
const STEP = 200;

/** A list as it is laid out, and the conversations that lie open in it, in the order that the layout was given. */
export interface OpenLayout {
  readonly layout: ListLayout;
  readonly opened: readonly OpenConversation[];
}

/** The message of a child's row; undefined where the row is no child. */
export function childRow({ layout, opened }: OpenLayout, index: number): MessageRow | undefined {
  const child = childOf(layout, index);
  return child ? opened[child.opened]?.children[child.nth]?.row : undefined;
}

/** Up to `count` rows from the `index`-th on. */
export async function readRows(
  reader: Reader,
  folderId: string,
  list: OpenLayout,
  index: number,
  count: number,
): Promise<readonly MessageRow[]> {
  const { layout } = list;
  const last = Math.min(layout.rowCount, index + count) - 1;
  const first = headOf(layout, index);
  const place = placeOf(layout, first);
  if (!place || index < 0 || last < index) return [];
  const heads = await reader.rows(folderId, place.nday, place.offset, headOf(layout, last) - first + 1);
  return Array.from({ length: last - index + 1 }, (_, nth) => index + nth).flatMap((at) =>
    childOf(layout, at) ? (childRow(list, at) ?? []) : (heads[headOf(layout, at) - first] ?? []),
  );
}

/** The number of a message's row today, or null when it is not in its day any more (or too deep in a very full one). */
export async function locate(
  reader: Reader,
  folderId: string,
  { layout, opened }: OpenLayout,
  id: string,
): Promise<number | null> {
  for (const [at, { children }] of opened.entries()) {
    const nth = children.findIndex(({ row }) => row.id === id);
    if (nth >= 0) return rowOfChild(layout, at, nth);
  }
  const place = reader.place?.(id);
  if (place) return (firstHeadOfDay(layout, place.nday) ?? 0) + place.offset;
  const message = await reader.message(id);
  if (!message) return null;
  const nday = ndayOf(message.date);
  const first = firstHeadOfDay(layout, nday);
  if (first === null) return null;
  const rows = await reader.rows(folderId, nday, 0, SEARCH_LIMIT);
  const offset = rows.findIndex((row) => row.id === id);
  return offset < 0 ? null : rowOfHead(layout, first + offset);
}

/**
 * The next unread message below `from` in a list read message by message, going round at the end; null when there is
 * none. Days without unread mail are not read, but of flagged mail nobody counts the unread.
 */
export async function nextUnread(
  reader: Pick<Reader, 'days' | 'rows' | 'place'>,
  folderId: string,
  from: MessageRow | null,
): Promise<MessageRow | null> {
  const days = (await reader.days(folderId)).filter(({ unread }) => unread > 0 || folderId === FLAGGED_ID);
  const place = from && reader.place?.(from.id);
  const isBelow = (row: MessageRow, nday: number, offset: number) =>
    from === null || (place ? nday > place.nday || offset > place.offset : isBefore(from, row));
  const start = from === null ? Number.NEGATIVE_INFINITY : (place?.nday ?? ndayOf(from.date));
  const below = await firstUnread(
    reader,
    folderId,
    days.filter(({ nday }) => nday >= start),
    isBelow,
  );
  return (
    below ??
    (await firstUnread(
      reader,
      folderId,
      days.filter(({ nday }) => nday <= start),
      () => true,
    ))
  );
}

async function firstUnread(
  reader: Pick<Reader, 'rows'>,
  folderId: string,
  days: readonly DayRow[],
  isWanted: (row: MessageRow, nday: number, offset: number) => boolean,
): Promise<MessageRow | null> {
  for (const { nday, count } of days) {
    for (let offset = 0; offset < count; offset += STEP) {
      const rows = await reader.rows(folderId, nday, offset, Math.min(STEP, count - offset));
      const found = rows.find((row, nth) => !row.read && isWanted(row, nday, offset + nth));
      if (found) return found;
    }
  }
  return null;
}
