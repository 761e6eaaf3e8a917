import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect } from 'react';
import { useCommand } from '../../../hooks/commands.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { ListCanvas, rowDomId } from './list-canvas.tsx';
import type { Opened } from './opened.ts';
import type { Selection, SelectionUpdate } from './selection.ts';
import type { useList } from './use-list.ts';

/** What a list of messages is given, of a folder or of a search. */
export interface ListActs {
  readonly selection: Selection;
  readonly singleKeys: boolean;
  /** Whether an account is out of reach. */
  readonly isAway: (accountId: string) => boolean;
  /** The folder's name of a row, where the list is of many. */
  readonly placeOf: (row: MessageRow) => string | null;
  /** Select the first row as soon as there is one. */
  readonly selectFirst: boolean;
  readonly onSelection: (update: SelectionUpdate) => void;
  readonly onFlag: (row: MessageRow) => void;
  /** A plain click on a row. */
  readonly onPick: () => void;
  /** Enter: the message opens in its own window, or takes the place of the list where there is no room for both. */
  readonly onOpen: () => void;
  /** Double-click: the message opens in its own window. */
  readonly onWindow: () => void;
  /** Space: the message takes the focus, where Space pages it. */
  readonly onPage: () => void;
}
interface ListGridProps extends ListActs {
  readonly label: string;
  readonly list: ReturnType<typeof useList>;
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly hidden: boolean;
  /** null: the list shows message by message. */
  readonly opened: Opened | null;
  /** The first row is about to be selected because of `selectFirst`. */
  readonly onFirst?: () => void;
}

/** The rows of a list and its keys; as many rows exist as are in view. */
export function ListGrid(props: ListGridProps) {
  const { label, list, scroll, hidden, selection, opened } = props;
  const { layout, cursor, shown } = list;
  // Only a row that is in the page may be named.
  const active = shown.find(({ index, row }) => row && index === selection.cursor?.index);
  useCommand('next-unread', () => cursor.goToNextUnread());
  const missing = props.selectFirst && !selection.cursor && layout.rowCount > 0;
  const selectFirst = useLatest(() => {
    props.onFirst?.();
    cursor.first();
  });
  useEffect(() => {
    if (missing) selectFirst();
  }, [missing, selectFirst]);
  const press = useLatest((row: MessageRow, index: number, event: MouseEvent) => {
    cursor.press(row, index, event);
    if (event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey) props.onPick();
  });
  const open = useLatest(props.onWindow);
  const turn = useLatest((thread: string, isOpen: boolean) =>
    isOpen ? opened?.open(thread) : opened?.close(thread),
  );
  const flag = useLatest(props.onFlag);
  return (
    <div
      ref={scroll}
      className="list-scroll"
      // Only in a treegrid may a row be opened (WAI-ARIA 1.2, aria-expanded).
      role={opened ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={layout.rowCount}
      aria-multiselectable
      aria-activedescendant={active && rowDomId(active.index)}
      tabIndex={0}
      data-pane="list"
      hidden={hidden}
      onKeyDown={(event) => {
        if (isHandled(event, props) || cursor.keyDown(event)) event.preventDefault();
      }}
      onKeyUp={() => cursor.keyUp()}
      onBlur={() => cursor.keyUp()}
    >
      <ListCanvas
        {...list}
        selection={selection}
        isAway={props.isAway}
        placeOf={props.placeOf}
        onFlag={flag}
        onPress={press}
        onOpen={open}
        onTurn={turn}
      />
    </div>
  );
}

/** Enter opens and Space pages; true when the key was one of them. */
function isHandled(event: KeyboardEvent, { singleKeys, onOpen, onPage }: ListActs): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Enter' || (singleKeys && event.key === 'o')) onOpen();
  else if (event.key === ' ') onPage();
  else return false;
  return true;
}
