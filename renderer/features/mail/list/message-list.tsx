import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { LISTING_MS } from '../../../hooks/use-paced-live.ts';
import { isSmart } from '../../../store/reader.ts';
import type { AccountStateRow, FolderRow, MessageRow } from '../../../store/tables.ts';
import { EmptyList } from './empty-list.tsx';
import { ListCanvas, rowDomId } from './list-canvas.tsx';
import { ListHeader } from './list-header.tsx';
import type { Selection, SelectionUpdate } from './selection.ts';
import { useList } from './use-list.ts';

export interface MessageListProps {
  readonly folder: FolderRow;
  readonly state: AccountStateRow | undefined;
  /** Whether an account is out of reach. */
  readonly isAway: (accountId: string) => boolean;
  readonly selection: Selection;
  readonly singleKeys: boolean;
  readonly onSelection: (update: SelectionUpdate) => void;
  /** The folder's name of a row, where the list is of many. */
  readonly placeOf: (row: MessageRow) => string | null;
  readonly onFlag: (row: MessageRow) => void;
  /** A plain click on a row. */
  readonly onPick: () => void;
  /** Enter or double-click: the reading pane takes the focus. */
  readonly onOpen: () => void;
  /** Space: the message takes the focus, where Space pages it. */
  readonly onPage: () => void;
  /** Select the first row as soon as there is one. */
  readonly selectFirst: boolean;
}

/** A folder's messages, newest first, grouped by date; as many rows exist as are in view. Give it the folder as key. */
export function MessageList(props: MessageListProps) {
  const { folder, state, selection } = props;
  const { reader } = useServices();
  const scroll = useRef<HTMLDivElement>(null);
  const progress = useLive(`cursor ${folder.id}`, async () => (await reader.cursor(folder.id)) ?? null);
  const restMs = progress?.next ? LISTING_MS : 0;
  const list = useList({ ...props, scroll, folderId: folder.id, restMs });
  const { layout, cursor } = list;
  const empty = list.known && layout.rowCount === 0;

  useCommand('next-unread', () => void cursor.goToNextUnread());
  const missing = props.selectFirst && !selection.cursor && layout.rowCount > 0;
  const selectFirst = useLatest(() => void cursor.first());
  useEffect(() => {
    if (missing) selectFirst();
  }, [missing, selectFirst]);
  // At the start nobody has the focus yet, and the keys are for the list.
  useEffect(() => {
    if (!empty && document.activeElement === document.body) scroll.current?.focus();
  }, [empty]);
  const press = useLatest((row: MessageRow, index: number, event: MouseEvent) => {
    cursor.press(row, index, event);
    if (event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey) props.onPick();
  });
  const open = useLatest(props.onOpen);
  const flag = useLatest(props.onFlag);

  return (
    <>
      <ListHeader folder={folder} layout={layout} state={state} cursor={progress ?? undefined} />
      <div
        ref={scroll}
        className="list-scroll"
        role="grid"
        aria-label={folder.name}
        aria-rowcount={layout.rowCount}
        aria-multiselectable
        aria-activedescendant={selection.cursor ? rowDomId(selection.cursor.index) : undefined}
        tabIndex={0}
        data-pane="list"
        hidden={empty}
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
        />
      </div>
      {empty && <EmptyList fetching={!isSmart(folder.id) && !progress?.completeAt} state={state} />}
    </>
  );
}

/** Enter opens and Space pages; true when the key was one of them. */
function isHandled(event: KeyboardEvent, { singleKeys, onOpen, onPage }: MessageListProps): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Enter' || (singleKeys && event.key === 'o')) onOpen();
  else if (event.key === ' ') onPage();
  else return false;
  return true;
}
