import { type RefObject, useLayoutEffect, useRef } from 'react';
import { HEAD_HEIGHT, type ListLayout, rowAt, rowHeightAt, rowTop } from './layout.ts';
import type { Selection } from './selection.ts';
import type { RowOf } from './use-rows.ts';

type ScrollRef = RefObject<HTMLElement | null>;

/** The number of a message's row among those from `first` to `last`, or null. */
export function indexOf(id: string, rowOf: RowOf, first: number, last: number): number | null {
  for (let index = first; index <= last; index += 1) if (rowOf(index)?.id === id) return index;
  return null;
}

/**
 * Keeps the rows in view where they are when mail comes or goes above them; at the very top, new mail shows. `top` is
 * where the list was last seen: to ask the element itself after every drawing would lay the page out there and then.
 */
export function useHeldScroll(
  ref: ScrollRef,
  layout: ListLayout,
  rowOf: RowOf,
  top: number,
  first: number,
  last: number,
): void {
  const held = useRef<{ readonly id: string; readonly top: number } | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const before = held.current;
    const index = before && indexOf(before.id, rowOf, first, last);
    const shift = before && index !== null && top > HEAD_HEIGHT ? rowTop(layout, index) - before.top : 0;
    if (shift !== 0) element.scrollTop += shift;
    const topIndex = rowAt(layout, top + shift);
    const row = rowOf(topIndex);
    held.current = row ? { id: row.id, top: rowTop(layout, topIndex) } : null;
  });
}

/** Brings the cursor's row into view when the cursor has moved, with its heading where it is the first of a group. */
export function useCursorInView(ref: ScrollRef, layout: ListLayout, selection: Selection): void {
  const seen = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    const { cursor } = selection;
    if (!element || !cursor || cursor.id === seen.current || cursor.index >= layout.rowCount) return;
    seen.current = cursor.id;
    const top = rowTop(layout, cursor.index);
    const headed = layout.groups.some(({ firstRow }) => firstRow === cursor.index);
    const above = headed ? top - HEAD_HEIGHT : top;
    if (above < element.scrollTop) element.scrollTop = above;
    const bottom = top + rowHeightAt(layout, cursor.index);
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
  });
}
