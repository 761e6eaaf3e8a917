import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { ndayOf } from '../../../store/days.ts';
import type { MessageRow } from '../../../store/tables.ts';
import type { ListLayout } from './layout.ts';
import { locate, nextUnread, readRows } from './rows.ts';
import {
  indexAfter,
  type RowRef,
  type Selection,
  type SelectionUpdate,
  selectAll,
  selectOne,
  selectRange,
  settle,
  toggleOne,
} from './selection.ts';
import type { RowOf } from './use-rows.ts';

export interface CursorProps {
  readonly folderId: string;
  readonly layout: ListLayout;
  readonly rowOf: RowOf;
  readonly pageRows: number;
  readonly singleKeys: boolean;
  readonly selection: Selection;
  readonly onSelection: (update: SelectionUpdate) => void;
}

/** Moves the cursor and the selection of a list, by keys and by pointer. Rows that are not read yet are read first. */
export function useCursor(props: CursorProps) {
  const { selection, onSelection } = props;
  const find = useFinder(props);
  const ticket = useRef(0);
  const repeating = useRef(false);

  /** Only the last of several moves under way counts. */
  const latest = async (look: () => Promise<SelectionUpdate | null>) => {
    ticket.current += 1;
    const mine = ticket.current;
    const update = await look();
    if (update && mine === ticket.current) onSelection(update);
  };
  const rangeTo = async (row: RowRef): Promise<SelectionUpdate> => {
    const ids = await find.between(selection.anchor ?? selection.cursor, row);
    return (current) => selectRange(current, row, ids);
  };
  const moveBy = (key: string, shift: boolean) =>
    latest(async () => {
      const from = await find.whereIs(selection.cursor);
      const index = indexAfter(key, from, props.layout.rowCount, props.pageRows);
      const row = index === null ? null : await find.refAt(index);
      if (!row) return null;
      return shift ? rangeTo(row) : () => selectOne(row, !repeating.current);
    });

  return {
    first: () => moveBy('Home', false),
    goToNextUnread: () =>
      latest(async () => {
        const row = await find.unreadAfter(selection.cursor);
        return row && (() => selectOne(row));
      }),
    press(row: MessageRow, index: number, event: MouseEvent): void {
      if (event.button !== 0) return;
      const target = { id: row.id, index };
      if (event.shiftKey) void latest(() => rangeTo(target));
      else if (event.ctrlKey || event.metaKey) onSelection((current) => toggleOne(current, target));
      else onSelection(() => selectOne(target));
    },
    /** True when the key was one of the list's. */
    keyDown(event: KeyboardEvent): boolean {
      const main = event.ctrlKey || event.metaKey;
      const { cursor } = selection;
      repeating.current = event.repeat;
      if (main && event.key.toLowerCase() === 'a') {
        void latest(async () => {
          const ids = await find.all();
          return (current) => selectAll(current, ids);
        });
      } else if (main && event.key === ' ' && cursor) onSelection((current) => toggleOne(current, cursor));
      else if (main || event.altKey || !isMove(event.key, props.singleKeys)) return false;
      else void moveBy(event.key, event.shiftKey);
      return true;
    },
    /** The key was let go, or the focus went elsewhere while it was held. */
    keyUp(): void {
      repeating.current = false;
      if (!selection.settled) onSelection(settle);
    },
  };
}

/** Finds rows by number, wherever they are: in view or only in the store. */
function useFinder({ folderId, layout, rowOf }: CursorProps) {
  const { reader } = useServices();
  const idsFrom = async (index: number, count: number) =>
    (await readRows(reader, folderId, layout, index, count)).map(({ id }) => id);
  /** Where the cursor is now: mail that came or went above it moves it. -1 without one. */
  const whereIs = async (cursor: RowRef | null): Promise<number> => {
    if (!cursor) return -1;
    if (rowOf(cursor.index)?.id === cursor.id) return cursor.index;
    return (await locate(reader, folderId, layout, cursor.id, ndayOf)) ?? cursor.index;
  };
  return {
    whereIs,
    async refAt(index: number): Promise<RowRef | null> {
      const id = rowOf(index)?.id ?? (await idsFrom(index, 1))[0];
      return id === undefined ? null : { id, index };
    },
    async between(anchor: RowRef | null, row: RowRef): Promise<readonly string[]> {
      const from = anchor ? await whereIs(anchor) : row.index;
      return idsFrom(Math.min(from, row.index), Math.abs(from - row.index) + 1);
    },
    all: () => idsFrom(0, layout.rowCount),
    async unreadAfter(cursor: RowRef | null): Promise<RowRef | null> {
      return nextUnread(reader, folderId, layout, await whereIs(cursor));
    },
  };
}

function isMove(key: string, singleKeys: boolean): boolean {
  if ((key === 'j' || key === 'k') && !singleKeys) return false;
  return indexAfter(key, 0, 1, 1) !== null;
}
