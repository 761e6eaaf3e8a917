import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import type { MessageRow } from '../../../store/tables.ts';
import type { ConversationFacts } from '../../../store/reader.ts';
import { childOf, headOf, rowOfHead } from './layout.ts';
import type { Opened } from './opened.ts';
import { locate, nextUnread, type OpenLayout, readRows } from './rows.ts';
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
import { useInTurn } from './use-in-turn.ts';
import type { RowOf } from './use-rows.ts';
import { inReadingDirection } from '../../../components/reading-direction.ts';

export interface CursorProps {
  readonly folderId: string;
  readonly list: OpenLayout;
  readonly rowOf: RowOf;
  readonly pageRows: number;
  readonly singleKeys: boolean;
  readonly selection: Selection;
  readonly onSelection: (update: SelectionUpdate) => void;
  readonly opened: Opened | null;
  readonly conversations: ReadonlyMap<string, ConversationFacts>;
}

/** Moves the cursor and the selection of a list, by keys and by pointer. Rows that are not read yet are read first. */
export function useCursor(props: CursorProps) {
  const { standing, put, inTurn, isBusy } = useInTurn(props.selection, props.onSelection);
  const find = useFinder(props);
  const repeating = useRef(false);

  const rangeTo = async (row: RowRef): Promise<SelectionUpdate> => {
    const { anchor, cursor } = standing();
    const ids = await find.between(anchor ?? cursor, row);
    return (current) => selectRange(current, row, ids);
  };
  const move = useLatest(async (key: string, shift: boolean): Promise<SelectionUpdate | null> => {
    const from = await find.whereIs(standing().cursor);
    const index = indexAfter(key, from, props.list.layout.rowCount, props.pageRows);
    const row = index === null ? null : await find.refAt(index);
    if (!row) return null;
    return shift ? rangeTo(row) : () => selectOne(row, !repeating.current);
  });
  const turn = useLatest(async (isForward: boolean): Promise<SelectionUpdate | null> => {
    const { cursor } = standing();
    const index = cursor && turned(props, cursor, isForward);
    const row = index === null ? null : await find.refAt(index);
    return row && (() => selectOne(row));
  });

  return {
    first: () => inTurn(() => move('Home', false)),
    goToNextUnread: () =>
      inTurn(async () => {
        const row = await find.unreadAfter(standing().cursor);
        return row && (() => selectOne(row));
      }),
    press(row: MessageRow, index: number, event: MouseEvent): void {
      if (event.button !== 0) return;
      const target = { id: row.id, index };
      if (event.shiftKey) inTurn(() => rangeTo(target));
      else if (event.ctrlKey || event.metaKey) put((current) => toggleOne(current, target));
      else put(() => selectOne(target));
    },
    /** True when the key was one of the list's. */
    keyDown(event: KeyboardEvent): boolean {
      const main = event.ctrlKey || event.metaKey;
      const { cursor } = standing();
      repeating.current = event.repeat;
      if (main && event.key.toLowerCase() === 'a') {
        inTurn(async () => {
          const ids = await find.all();
          return (current) => selectAll(current, ids);
        });
      } else if (main && event.key === ' ' && cursor) put((current) => toggleOne(current, cursor));
      else if (main || event.altKey) return false;
      else if (props.opened && cursor && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
        inTurn(() => turn(inReadingDirection(event.key) === 'ArrowRight'));
      else if (!isMove(event.key, props.singleKeys)) return false;
      // A key that is held goes as fast as rows are there, and ends where it is let go; each press counts.
      else if (!event.repeat || !isBusy()) inTurn(() => move(event.key, event.shiftKey));
      return true;
    },
    /** The key was let go, or the focus went elsewhere while it was held. */
    keyUp(): void {
      repeating.current = false;
      if (!standing().settled) inTurn(async () => settle);
    },
  };
}

/**
 * Right opens the conversation under the cursor, and goes into it where it is open; Left goes back to its head, and
 * closes it there. In a window that runs from right to left the arrows point the other way. The row to go to, or null.
 */
function turned(
  { list, opened, rowOf, conversations }: CursorProps,
  cursor: RowRef,
  isForward: boolean,
): number | null {
  const thread = rowOf(cursor.index)?.thread;
  const isChild = childOf(list.layout, cursor.index) !== null;
  if (isChild) return isForward ? null : rowOfHead(list.layout, headOf(list.layout, cursor.index));
  if (!opened || thread === undefined || !conversations.has(thread)) return null;
  const isOpen = opened.threads.has(thread);
  if (isForward && isOpen) return cursor.index + 1;
  if (isForward) opened.open(thread);
  else if (isOpen) opened.close(thread);
  return null;
}

/** Finds rows by number, wherever they are: in view or only in the store. */
function useFinder({ folderId, list, rowOf, opened }: CursorProps) {
  const { reader } = useServices();
  const { layout } = list;
  const idsFrom = async (index: number, count: number) =>
    (await readRows(reader, folderId, list, index, count)).map(({ id }) => id);
  /** Where the cursor is now: mail that came or went above it moves it. -1 without one. */
  const whereIs = async (cursor: RowRef | null): Promise<number> => {
    if (!cursor) return -1;
    if (rowOf(cursor.index)?.id === cursor.id) return cursor.index;
    return (await locate(reader, folderId, list, cursor.id)) ?? cursor.index;
  };
  /** The row of a message; one that lies under another is shown by opening its conversation. */
  const reveal = async (row: MessageRow): Promise<RowRef> => {
    const at = await locate(reader, folderId, list, row.id);
    if (at !== null || !opened || row.thread === undefined) return { id: row.id, index: at ?? 0 };
    opened.open(row.thread);
    const [conversation] = await reader.opened(folderId, [row.thread]);
    if (!conversation) return { id: row.id, index: 0 };
    const head = (await locate(reader, folderId, list, conversation.head.id)) ?? 0;
    const nth = conversation.children.findIndex((child) => child.row.id === row.id);
    return { id: row.id, index: head + 1 + Math.max(0, nth) };
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
      const from = cursor ? ((await reader.message(cursor.id)) ?? null) : null;
      const row = await nextUnread(reader.flat ?? reader, folderId, from);
      return row && (await reveal(row));
    },
  };
}

function isMove(key: string, singleKeys: boolean): boolean {
  if ((key === 'j' || key === 'k') && !singleKeys) return false;
  return indexAfter(key, 0, 1, 1) !== null;
}
