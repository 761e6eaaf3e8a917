import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { ListOrder } from '../../../../shared/contracts/engine.ts';
import { datesOn } from '../../../components/format/dates.ts';
import { useServices } from '../../../hooks/services.ts';
import { useNow } from '../../../hooks/use-now.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { usePacedLive } from '../../../hooks/use-paced-live.ts';
import type { ConversationFacts } from '../../../store/reader.ts';
import { dayBounds, localDay } from '../../../store/days.ts';
import { firstWeekdayOf, groupNames } from './groups.ts';
import { headingWords } from './headings.ts';
import { layoutOf, ROW_HEIGHT, rowAt } from './layout.ts';
import type { Opened } from './opened.ts';
import type { Arranged } from './use-arranged.ts';
import type { OpenLayout } from './rows.ts';
import { moved, type Selection, type SelectionUpdate } from './selection.ts';
import type { ShownRow } from './list-canvas.tsx';
import { useCursor } from './use-cursor.ts';
import { indexOf, useCursorInView, useHeldScroll } from './use-list-scroll.ts';
import { useRows } from './use-rows.ts';
import { useViewport } from '../../../hooks/use-viewport.ts';

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
  /** Which conversations lie open; null: the list shows message by message. */
  readonly opened: Opened | null;
  /** px, hairline included. */
  readonly rowHeight?: number;
  /** Present where the list is not grouped by date. */
  readonly arranged?: Arranged | null;
}

/** Everything a list shows: its layout, what is in view of it, the rows there, and the cursor that moves in it. */
export function useList(props: UseListProps) {
  const { folderId, restMs, selection, singleKeys, onSelection, scroll, opened } = props;
  const { rowHeight = ROW_HEIGHT } = props;
  const orderKey = props.arranged?.key ?? (opened ? 'conversations' : 'messages');
  const { list, known, dates, version } = useLayout(
    folderId,
    restMs,
    opened,
    rowHeight,
    props.arranged ?? null,
    orderKey,
  );
  const { layout } = list;
  const view = useViewport(scroll);
  const first = Math.max(0, rowAt(layout, view.top) - OVERSCAN);
  const last = Math.min(layout.rowCount - 1, rowAt(layout, view.top + view.height) + OVERSCAN);
  const rowOf = useRows({ key: orderKey, version }, folderId, list, first, last, restMs);
  const pageRows = Math.max(1, Math.floor(view.height / rowHeight) - 1);

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
  const conversations = useConversations(opened !== null, shown, restMs);
  const cursor = useCursor({
    folderId,
    list,
    rowOf,
    pageRows,
    singleKeys,
    selection,
    onSelection,
    opened,
    conversations,
  });
  return { layout, opened: list.opened, known, dates, view, shown, cursor, conversations };
}

/** The layout of a folder, live; `known` is false until the store has answered. */
function useLayout(
  folderId: string,
  restMs: number,
  open: Opened | null,
  rowHeight: number,
  arranged: Arranged | null,
  orderKey: string,
) {
  const { reader } = useServices();
  const say = useSay();
  const groups = arranged ? (arranged.order?.groups ?? NO_GROUPS) : null;
  const version = useVersion(groups);
  const today = localDay(useNow(30_000));
  const threads = [...(open?.threads ?? [])];
  // Asked together: what lies open has its place among the days of the same moment.
  const stored = usePacedLive(
    `layout ${folderId} ${orderKey} ${version} ${threads.join(' ')}`,
    async () => ({
      days: await reader.days(folderId),
      opened: threads.length === 0 ? [] : await reader.opened(folderId, threads),
    }),
    restMs,
  );
  const held = useLastKnown(stored, folderId);
  const list = useMemo((): OpenLayout => {
    const opened = held?.opened ?? [];
    const places = opened.map(({ nday, offset, children }) => ({ nday, offset, children: children.length }));
    const dayName = groupNames(today, firstWeekdayOf(navigator.language), say);
    const nameOf = (nth: number) => {
      const heading = groups?.[nth]?.heading;
      return heading ? headingWords(heading, dayName, say) : dayName(nth);
    };
    return { opened, layout: layoutOf(held?.days ?? [], groups ? nameOf : dayName, places, rowHeight) };
  }, [held, today, rowHeight, groups, say]);
  const dates = useMemo(() => datesOn(dayBounds(today).start), [today]);
  return { list, known: held !== undefined, dates, version };
}

const NO_GROUPS: ListOrder['groups'] = [];

/** Another number for each other value: what is asked of an order is asked anew when there is another one. */
function useVersion(value: unknown): number {
  const [held, setHeld] = useState({ value, version: 0 });
  if (held.value === value) return held.version;
  const next = { value, version: held.version + 1 };
  setHeld(next);
  return next.version;
}

/** While a conversation is being opened the list stays as it is. */
function useLastKnown<T>(value: T | undefined, folderId: string): T | undefined {
  const [held, setHeld] = useState({ folderId, value });
  if (value !== undefined && (held.value !== value || held.folderId !== folderId))
    setHeld({ folderId, value });
  return value ?? (held.folderId === folderId ? held.value : undefined);
}

const NONE: ReadonlyMap<string, ConversationFacts> = new Map();

/** What the heads in view stand for. It comes after the rows and moves nothing. */
function useConversations(
  isOn: boolean,
  shown: readonly ShownRow[],
  restMs: number,
): ReadonlyMap<string, ConversationFacts> {
  const { reader } = useServices();
  const heads = isOn ? shown.flatMap(({ row }) => (row && row.under !== 1 ? [row] : [])) : [];
  const key = `conversations ${heads.map(({ id }) => id).join(' ')}`;
  const known = usePacedLive(key, () => reader.conversations(heads), restMs);
  const [held, setHeld] = useState(NONE);
  if (known && known !== held) setHeld(known);
  return isOn ? held : NONE;
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
