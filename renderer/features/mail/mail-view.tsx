import { type ReactNode, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { Splitter } from '../../components/splitter.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { type PaneLayout, usePaneLayout } from '../../hooks/use-layout.ts';
import { isNumber, useStored } from '../../hooks/use-stored.ts';
import { isSmart } from '../../store/reader.ts';
import type { AccountStateRow, FolderRow, MessageRow } from '../../store/tables.ts';
import { CategoryDialog } from './categories/category-dialog.tsx';
import { CategoriesProvider } from './categories/colours.ts';
import { useOwnCategories } from './categories/use-own-categories.ts';
import { NoFolder } from './empty-panes.tsx';
import { FolderPane } from './folders/folder-pane.tsx';
import { KeptList, useFolderOf } from './list/kept-list.tsx';
import { NOTHING, type Selection, type SelectionUpdate } from './list/selection.ts';
import { focusMessageText, focusNextPane, focusPane, isInMessageText } from '../../hooks/panes.ts';
import { Moves } from './moves.tsx';
import { ReadPane } from './read-pane.tsx';
import { useMark } from './reading/use-mark-read.ts';
import { Toolbar } from './toolbar.tsx';
import { useMailtoLinks, useNewMessage } from './use-compose.ts';
import { useFolder } from './use-folder.ts';
import { OUTBOX_ID, type OutgoingFolder, useSmartFolders } from './use-smart.ts';
import { useMarks } from './use-marks.ts';
import { useSteps } from './use-steps.ts';
import { useSync } from './use-sync.ts';
import { useTitle } from './use-title.ts';

export interface MailViewProps {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
  readonly singleKeys: boolean;
  /** Select and open the first message by itself. */
  readonly openFirst: boolean;
  readonly banners: ReactNode;
  /** Stands in place of list and message where outgoing mail is chosen. */
  readonly outgoing: (which: OutgoingFolder) => ReactNode;
  /** How many items are stuck on the servers. */
  readonly found: number;
  /** Lies over the end of the panes. */
  readonly panel: ReactNode;
  /** The panel covers the panes: nothing in them is reached. */
  readonly covered: boolean;
  /** A message's body is on the screen. */
  readonly onShown: () => void;
}

/** Toolbar, banners and the three panes. */
export function MailView(props: MailViewProps) {
  const { accounts, states } = props;
  const { folders, folder, outgoing, selectedId, select } = useFolder(accounts);
  const smart = useSmartFolders(props.found);
  useNewMessage(accounts);
  useMailtoLinks();
  useCommand('outbox', () => select(OUTBOX_ID));
  const { selection, update } = useSelection(folder?.id ?? null);
  const from = useFolderOf(folder, folders, selection);
  const steps = useSteps();
  const marks = useMarks(selection, steps);
  const categories = useOwnCategories();
  const placeOf = (row: MessageRow) =>
    folder && isSmart(folder.id) ? (folders.find(({ id }) => id === row.folderId)?.name ?? null) : null;
  const { reading, setReading, open, back } = useReading();
  const layout = usePaneLayout();
  const state = folder ? states.get(folder.accountId) : undefined;
  const syncing = useSync(states);
  useTitle(outgoing ?? folder, accounts, state);
  const single = layout === 'single';

  return (
    <CategoriesProvider value={categories.list}>
      <Toolbar syncing={syncing} selected={selection.ids.size} layout={layout} />
      <div>{props.banners}</div>
      <Moves
        listId={folder?.id ?? null}
        folder={from}
        folders={folders}
        selection={selection}
        onSelection={update}
        steps={steps}
      />
      <div className="panes" data-layout={layout}>
        <div className="panes-below" inert={props.covered}>
          <FolderPane
            accounts={accounts}
            states={states}
            folders={folders}
            smart={smart}
            selectedId={selectedId}
            wide={layout === 'three'}
            onSelect={select}
            onDone={() => focusPane('list')}
          />
          {outgoing ? (
            <div className="mail-panes">{props.outgoing(outgoing)}</div>
          ) : (
            <div className="mail-panes">
              {!(single && reading) && (
                <ListPane layout={layout}>
                  {folder ? (
                    <KeptList
                      key={folder.id}
                      placeOf={placeOf}
                      onFlag={marks.flagRow}
                      folder={folder}
                      state={state}
                      selection={selection}
                      singleKeys={props.singleKeys}
                      selectFirst={props.openFirst}
                      onSelection={update}
                      onPick={() => setReading(true)}
                      onOpen={open}
                      onPage={focusMessageText}
                    />
                  ) : (
                    <NoFolder accounts={accounts} states={states} />
                  )}
                </ListPane>
              )}
              {!(single && !reading) && (
                <ReadPane
                  folder={from}
                  selection={selection}
                  offline={state?.connection === 'offline'}
                  onShown={props.onShown}
                  {...(single ? { onBack: back } : {})}
                />
              )}
            </div>
          )}
        </div>
        {props.panel}
      </div>
      {marks.asking && (
        <CategoryDialog
          rows={marks.asking}
          onClose={marks.close}
          onDone={marks.answer}
          onMade={categories.add}
        />
      )}
    </CategoriesProvider>
  );
}

const LIST = { initial: 420, min: 300, max: 720 } as const;

/** The list at the width that was chosen for it, with its splitter where the panes stand side by side. */
function ListPane({ layout, children }: { readonly layout: PaneLayout; readonly children: ReactNode }) {
  const [width, setWidth] = useStored('list-width', LIST.initial, isNumber);
  return (
    <>
      <section className="pane-list" aria-label="Messages" style={{ width }}>
        {children}
      </section>
      {(layout === 'three' || layout === 'rail') && (
        <Splitter label="Width of the list" value={width} {...LIST} onChange={setWidth} />
      )}
    </>
  );
}

/** The selection in a folder; another folder starts with none. */
function useSelection(folderId: FolderRow['id'] | null) {
  const [held, setHeld] = useState<{
    readonly folderId: string | null;
    readonly selection: Selection;
  } | null>(null);
  // Also the one that is come back to.
  if (held !== null && held.folderId !== folderId) setHeld(null);
  const selection = held?.folderId === folderId ? held.selection : NOTHING;
  const mark = useMark();
  useCommand('mark-read', () => mark([...selection.ids], true));
  useCommand('mark-unread', () => mark([...selection.ids], false));
  const update = (change: SelectionUpdate) =>
    setHeld((before) => ({
      folderId,
      selection: change(before?.folderId === folderId ? before.selection : NOTHING),
    }));
  return { selection, update };
}

/** Whether the message or the list is looked at: it decides what a narrow window shows, and where the focus is. */
function useReading() {
  const [reading, setReading] = useState(false);
  const open = () => {
    setReading(true);
    requestAnimationFrame(() => focusPane('read'));
  };
  const back = () => {
    setReading(false);
    requestAnimationFrame(() => focusPane('list'));
  };
  useCommand('back', back);
  useCommand('leave-text', () => {
    if (isInMessageText()) back();
  });
  useCommand('next-pane', () => focusNextPane(1));
  useCommand('previous-pane', () => focusNextPane(-1));
  return { reading, setReading, open, back };
}
