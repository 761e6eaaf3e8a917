import { useEffect, useRef } from 'react';
import type { AccountSummary, RELAYED } from '../../../../shared/contracts/main.ts';
import { useTellFailure } from '../../../components/toasts.tsx';
import { WindowFrame } from '../../../components/window-frame.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useCommand, useCommandWith } from '../../../hooks/commands.ts';
import { isInMessageText } from '../../../hooks/panes.ts';
import { useServices } from '../../../hooks/services.ts';
import { isAway, useAccounts, useAccountStates } from '../../../hooks/use-accounts.ts';
import { useKeys } from '../../../hooks/use-keys.ts';
import { useSettings } from '../../../hooks/use-settings.tsx';
import { useLive } from '../../../hooks/use-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { CategoryDialog } from '../categories/category-dialog.tsx';
import { CategoriesProvider } from '../categories/colours.ts';
import { useOwnCategories } from '../categories/use-own-categories.ts';
import { FilingDialogs } from '../filing/filing-dialogs.tsx';
import { FollowUps } from '../follow-up/follow-ups.tsx';
import { CarryMessage } from '../inout/carry-message.tsx';
import { useSaveMessage } from '../inout/use-message-files.ts';
import { noSubject } from '../list/row-label.ts';
import { selectOne } from '../list/selection.ts';
import { Moves } from '../moves.tsx';
import { PrintMail } from '../print/print-mail.tsx';
import { ReadPane } from '../read-pane.tsx';
import { useMarks } from '../use-marks.ts';
import { type Steps, useSteps } from '../use-steps.ts';
import { useCopyLink } from './use-message-links.ts';
import { MessageToolbar } from './message-toolbar.tsx';
import { useSay } from '../../../hooks/use-say.ts';

const NO_ACCOUNTS: readonly AccountSummary[] = [];

/** One message in a window of its own: it is read, answered, marked, moved and deleted here as in the main window. */
export function MessageWindow({ messageId }: { readonly messageId: string }) {
  const { bridge, reader } = useServices();
  useKeys(useSettings().keys);
  const row = useLive(`message ${messageId}`, async () => (await reader.message(messageId)) ?? null);
  const folders = useLive('folders', () => reader.folders());
  const known = useAccounts();
  const accounts = known.state === 'known' ? known.list : NO_ACCOUNTS;
  const offline = useOffline(accounts, row ?? null);
  const selection = selectOne({ id: messageId, index: 0 });
  const steps = useSteps();
  const marks = useMarks(selection, steps, reader);
  const categories = useOwnCategories();
  const tell = useTellFailure();
  const close = () => void askMain(bridge, 'message.close', null).catch(tell);
  const relay = (what: (typeof RELAYED)[number]) => (text: string) =>
    void askMain(bridge, 'message.relay', { what, text }).catch(tell);
  useCommandWith('search-for', relay('search-for'));
  useCommandWith('write-to', relay('write-to'));
  useCommandWith('add-contact', relay('add-contact'));
  /** What belongs to the last step and only this window could take back: then the main window offers no way back. */
  const also = useRef(false);
  const here: Steps = {
    undo: (step) => steps.undo(step),
    push(step, more) {
      also.current = more !== undefined;
      steps.push(step, more);
    },
  };
  const left = async (done: readonly number[], sentence: string) => {
    await askMain(bridge, 'message.left', { steps: also.current ? [] : [...done], sentence });
    await askMain(bridge, 'message.close', null);
  };
  useWindowTitle(row ?? null);
  useMenu();
  useSaveMessage([messageId]);
  useCopyLink(selection.ids);
  useCommand('close-window', close);
  useCommand('back', close);
  useCommand('leave-text', () => {
    if (isInMessageText()) close();
  });

  return (
    <CategoriesProvider value={categories.list}>
      <WindowFrame of="message">
        <MessageToolbar disabled={!row || !folders} />
        <PrintMail selected={selection.ids} />
        <FollowUps selected={selection.ids} steps={steps} />
        {folders && <FilingDialogs {...{ accounts, folders, selection, steps }} folder={null} />}
        <CarryMessage accounts={accounts} messageId={messageId} />
        {folders && (
          <Moves
            listId={null}
            folders={folders}
            selection={selection}
            onSelection={() => {}}
            onDeleted={() => {}}
            onLeft={(done, sentence) => void left(done, sentence).catch(tell)}
            steps={here}
          />
        )}
        <div className="mail-panes">
          <ReadPane
            folder={folders?.find(({ id }) => id === row?.folderId) ?? null}
            selection={selection}
            offline={offline}
            onShown={() => {}}
            onGoTo={({ id }) => void askMain(bridge, 'message.show', { id }).catch(tell)}
          />
        </div>
      </WindowFrame>
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

function useOffline(accounts: readonly AccountSummary[], row: MessageRow | null): boolean {
  const states = useAccountStates();
  const account = accounts.find(({ id }) => id === row?.accountId);
  return isAway(account, states.get(row?.accountId ?? ''));
}

/** The window is called what the message is about. */
function useWindowTitle(row: MessageRow | null): void {
  const say = useSay();
  useEffect(() => {
    if (row) document.title = row.subject.trim() || noSubject(say);
  }, [row, say]);
}

/** Menu items do what keys and buttons do. */
function useMenu(): void {
  const { bridge, commands } = useServices();
  useEffect(() => bridge.on('menu.command', ({ command }) => commands.send(command)), [bridge, commands]);
}
