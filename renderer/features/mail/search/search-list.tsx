import { type MouseEvent, useEffect, useRef } from 'react';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useCommand } from '../../../hooks/commands.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { ListCanvas, rowDomId } from '../list/list-canvas.tsx';
import type { Selection, SelectionUpdate } from '../list/selection.ts';
import { useList } from '../list/use-list.ts';
import { SearchHead } from './search-head.tsx';
import type { SavedSearches } from './use-saved-searches.ts';
import type { MailSearch } from './use-mail-search.ts';

export interface SearchListProps {
  readonly search: MailSearch;
  readonly saved: SavedSearches;
  readonly account: string | null;
  /** The name of the folder that a row is in. */
  readonly placeOf: (row: MessageRow) => string | null;
  readonly onFlag: (row: MessageRow) => void;
  readonly selection: Selection;
  readonly singleKeys: boolean;
  readonly isAway: (accountId: string) => boolean;
  /** The person went from the field to what was found: the first row is selected as soon as there is one. */
  readonly selectFirst: boolean;
  readonly onSelection: (update: SelectionUpdate) => void;
  readonly onPick: () => void;
  readonly onOpen: () => void;
  readonly onPage: () => void;
}

/** What was found, in the list's place: the same rows, each with the folder that it is in. */
export function SearchList(props: SearchListProps) {
  const { search, selection } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const list = useList({ ...props, scroll, folderId: search.listId, restMs: 0 });
  const { layout, cursor } = list;
  const done = search.local !== null && (search.local.result !== null || search.local.fault !== null);
  const empty = layout.rowCount === 0;
  useCommand('next-unread', () => void cursor.goToNextUnread());
  const missing = props.selectFirst && !selection.cursor && !empty;
  const selectFirst = useLatest(() => {
    scroll.current?.focus();
    void cursor.first();
  });
  useEffect(() => {
    if (missing) selectFirst();
  }, [missing, selectFirst]);
  const press = useLatest((row: MessageRow, index: number, event: MouseEvent) => {
    cursor.press(row, index, event);
    if (event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey) props.onPick();
  });
  const open = useLatest(props.onOpen);
  const flag = useLatest(props.onFlag);

  return (
    <>
      <SearchHead
        search={search}
        shown={list.known ? layout.rowCount : search.ids.length}
        account={props.account}
        saved={props.saved}
      />
      <div
        ref={scroll}
        className="list-scroll"
        role="grid"
        aria-label="Results"
        aria-rowcount={layout.rowCount}
        aria-multiselectable
        aria-activedescendant={selection.cursor ? rowDomId(selection.cursor.index) : undefined}
        tabIndex={0}
        data-pane="list"
        hidden={empty}
        onKeyDown={(event) => {
          const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
          if (plain && (event.key === 'Enter' || (props.singleKeys && event.key === 'o'))) props.onOpen();
          else if (plain && event.key === ' ') props.onPage();
          else if (!cursor.keyDown(event)) return;
          event.preventDefault();
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
        />
      </div>
      {empty && done && (
        <div className="empty" data-pane="list" tabIndex={-1}>
          <p>Nothing found on this computer.</p>
        </div>
      )}
    </>
  );
}
