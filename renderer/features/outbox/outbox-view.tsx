import { useEffect, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { originOf } from '../../../shared/health/origin-of.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Command } from '../../../shared/delivery/steps.ts';
import { isStuck } from '../../components/format/outgoing.ts';
import { Splitter } from '../../components/splitter.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { focusPane } from '../../hooks/panes.ts';
import { usePaneLayout } from '../../hooks/use-layout.ts';
import type { FoundItem, FoundMail } from '../../hooks/use-findings.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useOutgoing, useOutgoingCommand } from '../../hooks/use-outgoing.ts';
import { isNumber, useStored } from '../../hooks/use-stored.ts';
import { usePause } from '../../hooks/use-pause.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useWorkOffline } from '../../hooks/use-work-offline.ts';
import { type Action, isRepair } from './actions.ts';
import { questionOf } from './command-words.ts';
import { FoundList } from './found-list.tsx';
import { groupsOf } from './groups.ts';
import { keptSelection } from './list-keys.ts';
import { OutboxList } from './outbox-list.tsx';
import { PartsDialog, type PartsDialogProps } from './parts-dialog.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { useSaveOutgoing } from './use-save-outgoing.ts';
import { WhatHappened } from './what-happened.tsx';

const LIST = { initial: 568, min: 300, max: 720 } as const;

/** Every outgoing message of all accounts, and beside them what happened to the one that is selected. */
export function OutboxView({
  accounts,
  singleKeys,
  found,
  only,
  wanted,
  onShown,
  onReadFound,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly singleKeys: boolean;
  readonly found: FoundMail;
  /** `stuck`: of the Outbox only what does not go out by itself. */
  readonly only: 'all' | 'stuck';
  /** Somebody asked for this message: it is selected and what happened to it is shown. */
  readonly onReadFound: (item: FoundItem) => void;
  readonly wanted: { readonly id: string } | null;
  /** It is. */
  readonly onShown: () => void;
}) {
  const say = useSay();
  const all = useOutgoing();
  const rows = only === 'all' ? all : all.filter(isStuck);
  const title = only === 'all' ? say('Outbox') : say('Stuck & failed');
  const now = useNow(1000);
  const layout = usePaneLayout();
  const [width, setWidth] = useStored('outbox-width', LIST.initial, isNumber);
  const groups = groupsOf(rows, now, say);
  const { selected, select } = useSelected(groups.flatMap((group) => group.rows));
  const { reading, open, back } = useReading();
  const { ask, dialog } = useCommands(accounts);
  const go = useLatest((id: string) => {
    select(id);
    open();
    onShown();
  });
  const isThere = wanted !== null && rows.some(({ id }) => id === wanted.id);
  useEffect(() => {
    // The list may come from the store a moment after the view.
    if (wanted && isThere) go(wanted.id);
  }, [wanted, isThere, go]);
  useCommand('what-happened', open);
  useCommand('verify-now', () => {
    if (selected?.commands.includes('verify-now')) ask(selected, 'verify-now');
  });
  const single = layout === 'single';
  const isSideBySide = layout === 'three' || layout === 'rail';
  return (
    <>
      {!(single && reading && selected) && (
        <section className="pane-list" aria-label={title} style={{ width }}>
          <OutboxList
            rows={rows}
            groups={groups}
            accounts={accounts}
            selectedId={selected?.id ?? null}
            singleKeys={singleKeys}
            now={now}
            onSelect={select}
            onOpen={open}
            onCommand={ask}
            title={title}
            empty={only === 'all' ? say('Nothing waits.') : say('Nothing is stuck here.')}
            found={<FoundList found={found} accounts={accounts} onRead={onReadFound} />}
          />
        </section>
      )}
      {isSideBySide && (
        <Splitter label={say('Width of the list')} value={width} {...LIST} onChange={setWidth} />
      )}
      {!(single && !(reading && selected)) && (
        <WhatHappened row={selected} now={now} onCommand={ask} {...(single ? { onBack: back } : {})} />
      )}
      {dialog}
    </>
  );
}

/** The selected message; one that goes hands the selection to the next in reading direction. */
function useSelected(rows: readonly OutgoingView[]) {
  const order = rows.map(({ id }) => id);
  const [held, setHeld] = useState<{ readonly id: string | null; readonly order: readonly string[] }>({
    id: null,
    order: [],
  });
  const id = keptSelection(held.id, held.order, order);
  if (id !== held.id || order.join() !== held.order.join()) setHeld({ id, order });
  return {
    selected: rows.find((row) => row.id === id) ?? null,
    select: (next: string) => setHeld({ id: next, order }),
  };
}

/** Whether a window of one pane shows the evidence, and where the focus goes. */
function useReading() {
  const [reading, setReading] = useState(false);
  const show = (isReading: boolean) => {
    setReading(isReading);
    requestAnimationFrame(() => focusPane(isReading ? 'read' : 'list'));
  };
  useCommand('back', () => setReading(false));
  return { reading, open: () => show(true), back: () => show(false) };
}

/** Does what a button says, after a question where it cannot be taken back. */
function useCommands(accounts: readonly AccountSummary[]) {
  const say = useSay();
  const command = useOutgoingCommand();
  const pause = usePause();
  const workOffline = useWorkOffline();
  const resume = ({ accountId }: OutgoingView) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (account) pause(originOf(account.url), false);
  };
  const [asked, setAsked] = useState<{ readonly row: OutgoingView; readonly command: Command } | null>(null);
  const question = asked && questionOf(asked.command, asked.row, say);
  const [repaired, setRepaired] = useState<Pick<PartsDialogProps, 'row' | 'repair'> | null>(null);
  const save = useSaveOutgoing();
  const close = () => setAsked(null);
  return {
    ask: (row: OutgoingView, what: Action) => {
      if (what === 'resume-server') resume(row);
      else if (what === 'go-online') workOffline(false);
      else if (what === 'save-as-eml') save(row, { what: 'eml' });
      else if (isRepair(what)) setRepaired({ row, repair: what });
      else if (questionOf(what, row, say)) setAsked({ row, command: what });
      else command(row.id, what);
    },
    dialog: repaired ? (
      <PartsDialog {...repaired} onClose={() => setRepaired(null)} />
    ) : asked && question ? (
      <QuestionDialog
        question={question}
        subject={asked.row.subject}
        onKeep={close}
        onAct={() => {
          close();
          command(asked.row.id, asked.command);
        }}
      />
    ) : null,
  };
}
