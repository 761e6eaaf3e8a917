import { type RefObject, useEffect, useMemo } from 'react';
import { datesOn } from '../../../components/format/dates.ts';
import { useServices } from '../../../hooks/services.ts';
import { useNow } from '../../../hooks/use-now.ts';
import { usePacedLive } from '../../../hooks/use-paced-live.ts';
import { dayBounds, localDay } from '../../../store/days.ts';
import { firstWeekdayOf, groupNames } from './groups.ts';
import { layoutOf, ROW_HEIGHT, rowAt } from './layout.ts';
import { moved, type Selection, type SelectionUpdate } from './selection.ts';
import { useCursor } from './use-cursor.ts';
import { indexOf, useCursorInView, useHeldScroll } from './use-list-scroll.ts';
import { useRows } from './use-rows.ts';
import { useViewport } from './use-viewport.ts';

/** Rows drawn beyond each edge of the view. */
const OVERSCAN = 8;

export interface UseListProps {
  readonly folderId: string;
  /** How long what is shown may rest before it follows the store again, ms. */
  readonly restMs: number;
  readonly selection: Selection;
  readonly singleKeys: boolean;
  readonly onSelection: (update: SelectionUpdate) => void;
  readonly scroll: RefObject<HTMLElement | null>;
}

/** Everything a list shows: its layout, what is in view of it, the rows there, and the cursor that moves in it. */
export function useList({ folderId, restMs, selection, singleKeys, onSelection, scroll }: UseListProps) {
  const { layout, known, dates } = useLayout(folderId, restMs);
  const view = useViewport(scroll);
  const first = Math.max(0, rowAt(layout, view.top) - OVERSCAN);
  const last = Math.min(layout.rowCount - 1, rowAt(layout, view.top + view.height) + OVERSCAN);
  const rowOf = useRows(folderId, layout, first, last, restMs);
  const pageRows = Math.max(1, Math.floor(view.height / ROW_HEIGHT) - 1);
  const cursor = useCursor({ folderId, layout, rowOf, pageRows, singleKeys, selection, onSelection });

  useFocusAtStart(scroll, layout.rowCount > 0);
  useHeldScroll(scroll, layout, rowOf, view.top, first, last);
  useCursorInView(scroll, layout, selection);
  useEffect(() => {
    const index = selection.cursor && indexOf(selection.cursor.id, rowOf, first, last);
    if (index !== null && index !== selection.cursor?.index) onSelection((current) => moved(current, index));
  });
  const shown = shownIndexes(first, last, selection.cursor?.index, layout.rowCount).map((index) => ({
    index,
    row: rowOf(index),
  }));
  return { layout, known, dates, view, shown, cursor };
}

/** The layout of a folder, live; `known` is false until the store has answered. */
function useLayout(folderId: string, restMs: number) {
  const { reader } = useServices();
  const today = localDay(useNow(30_000));
  const days = usePacedLive(`days ${folderId}`, () => reader.days(folderId), restMs);
  const layout = useMemo(() => {
    return layoutOf(days ?? [], groupNames(today, firstWeekdayOf(navigator.language)));
  }, [days, today]);
  const dates = useMemo(() => datesOn(dayBounds(today).start), [today]);
  return { layout, known: days !== undefined, dates };
}

/** The list has the focus where nothing else has it, so that Down works from the start. */
function useFocusAtStart(ref: RefObject<HTMLElement | null>, shown: boolean): void {
  useEffect(() => {
    if (shown && document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [ref, shown]);
}

/** The rows in view, and the one with the cursor: the focused row stays in the page. */
function shownIndexes(
  first: number,
  last: number,
  cursor: number | undefined,
  rowCount: number,
): readonly number[] {
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  const outside = cursor !== undefined && cursor < rowCount && (cursor < first || cursor > last);
  return outside ? [...indexes, cursor] : indexes;
}
