import type { DayRow } from '../../../store/tables.ts';

/** Heights in px, hairline included (density normal). */
export const ROW_HEIGHT = 53;
export const HEAD_HEIGHT = 24;

export interface ListGroup {
  readonly label: string;
  readonly count: number;
  readonly unread: number;
  /** Index of its first row among all rows. */
  readonly firstRow: number;
  /** Where its heading starts, px from the top. */
  readonly top: number;
}
interface ListDay {
  readonly nday: number;
  readonly firstRow: number;
  readonly count: number;
  readonly unread: number;
}

/**
 * Where everything stands in a list of any length, from one row a day: no message is read for it.
 * Rows are numbered from the top, headings left out.
 */
export interface ListLayout {
  readonly groups: readonly ListGroup[];
  readonly days: readonly ListDay[];
  readonly rowCount: number;
  readonly unread: number;
  readonly height: number;
}

/** Lays a folder's days out. `labelOf` names the group of a day; neighbours with the same name are one group. */
export function layoutOf(rows: readonly DayRow[], labelOf: (nday: number) => string): ListLayout {
  const groups: ListGroup[] = [];
  const days: ListDay[] = [];
  let rowCount = 0;
  let unread = 0;
  for (const row of rows) {
    if (row.count <= 0) continue;
    const label = labelOf(row.nday);
    const last = groups.at(-1);
    if (last?.label === label) {
      groups[groups.length - 1] = {
        ...last,
        count: last.count + row.count,
        unread: last.unread + row.unread,
      };
    } else {
      const top = rowCount * ROW_HEIGHT + groups.length * HEAD_HEIGHT;
      groups.push({ label, count: row.count, unread: row.unread, firstRow: rowCount, top });
    }
    days.push({ nday: row.nday, firstRow: rowCount, count: row.count, unread: row.unread });
    rowCount += row.count;
    unread += row.unread;
  }
  return { groups, days, rowCount, unread, height: rowCount * ROW_HEIGHT + groups.length * HEAD_HEIGHT };
}

/** Where a row starts, px from the top. */
export function rowTop(layout: ListLayout, index: number): number {
  return index * ROW_HEIGHT + (lastAtOrBefore(layout.groups, index, firstRowOf) + 1) * HEAD_HEIGHT;
}

/** The row at a height; on a heading, the row below it. 0 in an empty list. */
export function rowAt(layout: ListLayout, y: number): number {
  const groupIndex = Math.max(
    0,
    lastAtOrBefore(layout.groups, y, ({ top }) => top),
  );
  const group = layout.groups[groupIndex];
  if (!group) return 0;
  const inside = Math.max(0, Math.floor((y - group.top - HEAD_HEIGHT) / ROW_HEIGHT));
  return Math.min(layout.rowCount - 1, group.firstRow + inside);
}

/** A row's place in the store: its day, and how many of that day stand before it. */
export function placeOf(
  layout: ListLayout,
  index: number,
): { readonly nday: number; readonly offset: number } | null {
  if (index < 0 || index >= layout.rowCount) return null;
  const day = layout.days[lastAtOrBefore(layout.days, index, firstRowOf)];
  return day ? { nday: day.nday, offset: index - day.firstRow } : null;
}

/** The number of a day's first row, or null when the day has none. */
export function firstRowOfDay(layout: ListLayout, nday: number): number | null {
  const day = layout.days.find((candidate) => candidate.nday === nday);
  return day ? day.firstRow : null;
}

const firstRowOf = ({ firstRow }: { readonly firstRow: number }) => firstRow;

/** Index of the last element whose value is at most `limit`; -1 when there is none. Values ascend. */
function lastAtOrBefore<T>(list: readonly T[], limit: number, valueOf: (item: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && valueOf(item) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
