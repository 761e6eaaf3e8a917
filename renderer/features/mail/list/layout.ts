import type { DayRow } from '../../../store/tables.ts';

/** Heights in px, hairline included. A row's depends on how dense the list is (`density.ts`). */
export const ROW_HEIGHT = 53;
export const HEAD_HEIGHT = 24;
export const CHILD_HEIGHT = 28;

export interface ListGroup {
  readonly label: string;
  /** Messages, those that lie under others included. */
  readonly count: number;
  readonly unread: number;
  /** Index of its first row among all rows. */
  readonly firstRow: number;
  /** Where its heading starts, px from the top. */
  readonly top: number;
}
/** An opened conversation: where its head stands in the store, and how many rows lie open below it. */
export interface OpenedPlace {
  readonly nday: number;
  readonly offset: number;
  readonly children: number;
}
interface ListDay {
  readonly nday: number;
  readonly firstHead: number;
  readonly count: number;
}
/** Rows of one height that follow one another: heads, or the children of one opened conversation. */
interface Run {
  readonly firstRow: number;
  count: number;
  /** With the heading above it, where it has one. */
  readonly start: number;
  readonly top: number;
  readonly height: number;
  /** The head that it begins with; of children, the one that they belong to. */
  readonly head: number;
  /** Which of the opened conversations its rows belong to; null: heads. */
  readonly opened: number | null;
}

/**
 * Where everything stands in a list of any length, from one row a day: no message is read for it. Rows are numbered from
 * the top, headings left out; heads are the rows that stand for a conversation or for a message, without the children of
 * opened conversations.
 */
export interface ListLayout {
  readonly groups: readonly ListGroup[];
  readonly days: readonly ListDay[];
  readonly runs: readonly Run[];
  readonly rowCount: number;
  readonly messages: number;
  readonly unread: number;
  readonly height: number;
  /** Of a head. */
  readonly rowHeight: number;
}

/** Lays a folder's days out. `labelOf` names the group of a day; neighbours with the same name are one group. */
export function layoutOf(
  rows: readonly DayRow[],
  labelOf: (nday: number) => string,
  opened: readonly OpenedPlace[] = [],
  rowHeight: number = ROW_HEIGHT,
): ListLayout {
  const draft = createDraft(rowHeight);
  for (const row of rows) {
    const heads = row.count - (row.under ?? 0);
    if (heads <= 0) continue;
    draft.day(row, heads, labelOf(row.nday));
    let at = 0;
    for (const [nth, { offset, children }] of openedOn(opened, row.nday)) {
      if (offset < at || offset >= heads || children === 0) continue;
      draft.heads(offset + 1 - at);
      draft.children(nth, children);
      at = offset + 1;
    }
    draft.heads(heads - at);
  }
  return draft.done();
}

function openedOn(opened: readonly OpenedPlace[], nday: number) {
  return [...opened.entries()]
    .filter(([, place]) => place.nday === nday)
    .sort(([, a], [, b]) => a.offset - b.offset);
}

/** A layout as it grows from the top. */
function createDraft(rowHeight: number) {
  const groups: ListGroup[] = [];
  const days: ListDay[] = [];
  const runs: Run[] = [];
  let [rowCount, headCount, messages, unread, height] = [0, 0, 0, 0, 0];
  let start = 0;
  const add = (count: number, each: number, opened: number | null) => {
    const last = runs.at(-1);
    if (last && last.opened === opened && opened === null && start === height) last.count += count;
    else {
      const head = opened === null ? headCount : headCount - 1;
      runs.push({ firstRow: rowCount, count, start, top: height, height: each, head, opened });
    }
    rowCount += count;
    height += count * each;
    start = height;
  };
  return {
    day(row: DayRow, heads: number, label: string): void {
      const last = groups.at(-1);
      if (last?.label === label) {
        const sum = { count: last.count + row.count, unread: last.unread + row.unread };
        groups[groups.length - 1] = { ...last, ...sum };
      } else {
        groups.push({ label, count: row.count, unread: row.unread, firstRow: rowCount, top: height });
        height += HEAD_HEIGHT;
      }
      days.push({ nday: row.nday, firstHead: headCount, count: heads });
      messages += row.count;
      unread += row.unread;
    },
    heads(count: number): void {
      if (count === 0) return;
      add(count, rowHeight, null);
      headCount += count;
    },
    children: (opened: number, count: number) => add(count, CHILD_HEIGHT, opened),
    done: (): ListLayout => ({ groups, days, runs, rowCount, messages, unread, height, rowHeight }),
  };
}

/** Where a row starts, px from the top. */
export function rowTop(layout: ListLayout, index: number): number {
  const run = runOf(layout, index);
  return run ? run.top + (index - run.firstRow) * run.height : 0;
}

/** How high a row is, px. */
export function rowHeightAt(layout: ListLayout, index: number): number {
  return runOf(layout, index)?.height ?? ROW_HEIGHT;
}

/** The row at a height; on a heading, the row below it. 0 in an empty list. */
export function rowAt(layout: ListLayout, y: number): number {
  const run =
    layout.runs[
      Math.max(
        0,
        lastAtOrBefore(layout.runs, y, ({ start }) => start),
      )
    ];
  if (!run) return 0;
  const inside = Math.max(0, Math.floor((y - run.top) / run.height));
  return run.firstRow + Math.min(run.count - 1, inside);
}

/** The head that a row is, or that it lies under. */
export function headOf(layout: ListLayout, index: number): number {
  const run = runOf(layout, index);
  if (!run) return 0;
  return run.opened === null ? run.head + index - run.firstRow : run.head;
}

/** Which child of which opened conversation a row is; null: it is a head. */
export function childOf(
  layout: ListLayout,
  index: number,
): { readonly opened: number; readonly nth: number } | null {
  const run = runOf(layout, index);
  if (!run || run.opened === null) return null;
  return { opened: run.opened, nth: index - run.firstRow };
}

/** The row of a head. */
export function rowOfHead(layout: ListLayout, head: number): number {
  const runs = layout.runs.filter(({ opened }) => opened === null);
  const run = runs[lastAtOrBefore(runs, head, (each) => each.head)];
  return run ? run.firstRow + head - run.head : head;
}

/** The row of a child. */
export function rowOfChild(layout: ListLayout, opened: number, nth: number): number | null {
  const run = layout.runs.find((each) => each.opened === opened);
  return run && nth < run.count ? run.firstRow + nth : null;
}

/** A head's place in the store: its day, and how many of that day stand before it. */
export function placeOf(
  layout: ListLayout,
  head: number,
): { readonly nday: number; readonly offset: number } | null {
  const day = layout.days[lastAtOrBefore(layout.days, head, ({ firstHead }) => firstHead)];
  const offset = day ? head - day.firstHead : -1;
  return day && offset >= 0 && offset < day.count ? { nday: day.nday, offset } : null;
}

/** The number of a day's first head, or null when the day has none. */
export function firstHeadOfDay(layout: ListLayout, nday: number): number | null {
  return layout.days.find((candidate) => candidate.nday === nday)?.firstHead ?? null;
}

function runOf({ runs }: ListLayout, index: number): Run | undefined {
  return index < 0 ? undefined : runs[lastAtOrBefore(runs, index, ({ firstRow }) => firstRow)];
}

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
