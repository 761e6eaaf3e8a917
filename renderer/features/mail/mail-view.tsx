import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { SavedSearch } from '../../../shared/mail/saved-search.ts';
import { useCommand, useCommandWith } from '../../hooks/commands.ts';
import { isAway } from '../../hooks/use-accounts.ts';
import { ServicesProvider, useCommands } from '../../hooks/services.ts';
import { usePaneLayout } from '../../hooks/use-layout.ts';
import { isSmart } from '../../store/reader.ts';
import type { AccountStateRow, FolderRow, MessageRow } from '../../store/tables.ts';
import { CategoryDialog } from './categories/category-dialog.tsx';
import { CategoriesProvider } from './categories/colours.ts';
import { useOwnCategories } from './categories/use-own-categories.ts';
import { NoFolder } from './empty-panes.tsx';
import { FilingDialogs } from './filing/filing-dialogs.tsx';
import { FolderActions } from './folders/folder-actions.tsx';
import { FolderPane } from './folders/folder-pane.tsx';
import { FollowUps } from './follow-up/follow-ups.tsx';
import { InAndOut } from './inout/in-and-out.tsx';
import { FolderNotices, useOpenNotice } from './folder-notices.ts';
import { KeepFolder } from './keep-folder.tsx';
import { ListPane } from './list-pane.tsx';
import { MessageList } from './list/message-list.tsx';
import { useFolderOf } from './list/use-kept.ts';
import type { SmartFolder } from './folders/tree-model.ts';
import {
  focusMessageText,
  focusNextPane,
  focusPane,
  focusPaneSoon,
  isInMessageText,
} from '../../hooks/panes.ts';
import { Moves } from './moves.tsx';
import { OpenRoots } from './roots/open-roots.tsx';
import { PrintMail } from './print/print-mail.tsx';
import { ReadPane } from './read-pane.tsx';
import { searchId } from './search/search-ids.ts';
import { SearchField } from './search/search-field.tsx';
import { SearchList } from './search/search-list.tsx';
import { useSavedSearches } from './search/use-saved-searches.ts';
import { useMailSearch } from './search/use-mail-search.ts';
import { Toolbar } from './toolbar.tsx';
import { useMailtoLinks, useNewMessage } from './use-compose.ts';
import { useFolder } from './use-folder.ts';
import { useGoTo } from './use-go-to.ts';
import { useListView } from './use-list-view.ts';
import { OUTBOX_ID, type OutgoingFolder, useSmartFolders } from './use-smart.ts';
import { useMarks } from './use-marks.ts';
import { useSelection } from './use-selection.ts';
import { useSteps } from './use-steps.ts';
import { useSync } from './use-sync.ts';
import { useTitle } from './use-title.ts';
import { OwnWindows } from './window/own-windows.tsx';

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
  const { folders, folder: opened, outgoing, selectedId, select } = useFolder(accounts);
  const saved = useSavedSearches();
  const smart = [...useSmartFolders(props.found), ...saved.list.map(searchFolder)];
  useNewMessage(accounts);
  useMailtoLinks();
  useCommand('outbox', () => select(OUTBOX_ID));
  const search = useMailSearch(accounts, states, opened);
  const { searching } = search;
  const shownSearch = saved.list.find(({ text }) => text === search.text.trim());
  const { selection, update, forget, put } = useSelection(opened?.id ?? null, searching);
  const ownFolder = opened && !isSmart(opened.id) ? opened : null;
  const isOfMany = searching || (opened !== null && isSmart(opened.id));
  const folder = useFolderOf(isOfMany ? null : opened, folders, selection);
  const list = useListView(search.services, opened, searching, selection);
  const { view } = list;
  const listServices = list.services;
  const steps = useSteps();
  const marks = useMarks(selection, steps, listServices.reader);
  const categories = useOwnCategories();
  const placeOf = (row: MessageRow) =>
    isOfMany ? (folders.find(({ id }) => id === row.folderId)?.name ?? null) : null;
  const leaveSearch = () => {
    type('');
    focusPaneSoon('list');
  };
  const type = (text: string) => {
    search.type(text);
    forget();
  };
  useCommandWith('search-for', type);
  const goTo = useGoTo((folderId, chosen) => {
    type('');
    select(folderId);
    put(folderId, chosen);
  });
  useOpenNotice(goTo, select, () => type(''));
  useCommand('back', () => {
    if (searching && document.activeElement?.closest('[data-pane="list"], [data-pane="folders"]'))
      leaveSearch();
  });
  const { reading, setReading, open, back } = useReading();
  const commands = useCommands();
  const layout = usePaneLayout();
  const state = opened ? states.get(opened.accountId) : undefined;
  const away = (id: string) =>
    isAway(
      accounts.find((each) => each.id === id),
      states.get(id),
    );
  const offline =
    opened && !isSmart(opened.id) ? away(opened.accountId) : accounts.every(({ id }) => away(id));
  const syncing = useSync(states);
  useTitle(outgoing ?? opened, accounts, state);
  const single = layout === 'single' || (view.preview === 'off' && !searching);
  const openWindow = () => commands.send('open-message');

  return (
    <CategoriesProvider value={categories.list}>
      <Toolbar
        syncing={syncing}
        selected={selection.ids.size}
        layout={layout}
        search={
          <SearchField
            text={search.text}
            offline={offline}
            onText={type}
            onResults={search.goToResults}
            onLeave={leaveSearch}
          />
        }
      />
      <div>{props.banners}</div>
      <ServicesProvider value={listServices}>
        <Moves
          listId={searching ? search.listId : (opened?.id ?? null)}
          folders={folders}
          selection={selection}
          onSelection={update}
          onDeleted={search.leave}
          steps={steps}
        />
        <PrintMail selected={selection.ids} />
        <FollowUps selected={selection.ids} steps={steps} />
      </ServicesProvider>
      <FolderNotices folder={ownFolder} />
      <OwnWindows selected={selection.ids} steps={steps} />
      <FilingDialogs {...{ accounts, folders, folder: ownFolder, selection, steps }} />
      <KeepFolder accounts={accounts} folder={folder} />
      <InAndOut accounts={accounts} folder={folder} selected={selection.ids} />
      <FolderActions accounts={accounts} folder={ownFolder} folders={folders} onSelect={select} />
      <OpenRoots accounts={accounts} folder={ownFolder} onSelect={select} />
      <div className="panes" data-layout={layout}>
        <div className="panes-below" inert={props.covered}>
          <FolderPane
            accounts={accounts}
            states={states}
            folders={folders}
            smart={smart}
            selectedId={searching ? (shownSearch ? searchId(shownSearch) : null) : selectedId}
            wide={layout === 'three'}
            onSelect={(id) => {
              const chosen = saved.list.find((each) => searchId(each) === id);
              type(chosen?.text ?? '');
              if (!chosen) select(id);
            }}
            onDone={() => focusPane('list')}
          />
          {outgoing && !searching ? (
            <div className="mail-panes">{props.outgoing(outgoing)}</div>
          ) : (
            <div className="mail-panes" data-preview={single ? 'off' : view.preview}>
              {!(single && reading) && (
                <ListPane
                  layout={layout}
                  preview={single ? 'off' : view.preview}
                  oneLine={view.oneLine && layout !== 'single' && layout !== 'stacked'}
                >
                  <ServicesProvider value={listServices}>
                    {searching ? (
                      <SearchList
                        search={search}
                        saved={saved}
                        account={accounts.length > 1 ? nameOf(accounts, opened) : null}
                        selection={selection}
                        singleKeys={props.singleKeys}
                        isAway={away}
                        selectFirst={search.fromField}
                        placeOf={placeOf}
                        onFlag={marks.flagRow}
                        onSelection={update}
                        onPick={() => setReading(true)}
                        onOpen={single ? open : openWindow}
                        onWindow={openWindow}
                        onPage={focusMessageText}
                      />
                    ) : opened ? (
                      <MessageList
                        key={opened.id}
                        folder={opened}
                        view={view}
                        filter={list.filter}
                        arranged={list.arranged}
                        opened={list.opened}
                        placeOf={placeOf}
                        onFlag={marks.flagRow}
                        state={state}
                        isAway={away}
                        selection={selection}
                        singleKeys={props.singleKeys}
                        selectFirst={props.openFirst}
                        onSelection={update}
                        onPick={() => setReading(true)}
                        onOpen={single ? open : openWindow}
                        onWindow={openWindow}
                        onPage={focusMessageText}
                      />
                    ) : (
                      <NoFolder accounts={accounts} states={states} />
                    )}
                  </ServicesProvider>
                </ListPane>
              )}
              {!(single && !reading) && (
                <ReadPane
                  folder={folder}
                  selection={selection}
                  offline={folder ? away(folder.accountId) : offline}
                  onShown={props.onShown}
                  onGoTo={goTo}
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

/** A search with a name stands among the folders that gather all accounts. */
function searchFolder(saved: SavedSearch): SmartFolder {
  return { id: searchId(saved), name: saved.name, icon: Search, count: 0, needsYou: 0 };
}

function nameOf(accounts: readonly AccountSummary[], folder: FolderRow | null): string | null {
  return accounts.find(({ id }) => id === folder?.accountId)?.name ?? null;
}

/** Whether the message or the list is looked at: it decides what a narrow window shows, and where the focus is. */
function useReading() {
  const [reading, setReading] = useState(false);
  const open = () => {
    setReading(true);
    focusPaneSoon('read');
  };
  const back = () => {
    setReading(false);
    focusPaneSoon('list');
  };
  useCommand('back', back);
  useCommand('leave-text', () => {
    if (isInMessageText()) back();
  });
  useCommand('next-pane', () => focusNextPane(1));
  useCommand('previous-pane', () => focusNextPane(-1));
  return { reading, setReading, open, back };
}
