import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { AccountSummary } from '../shared/contracts/main.ts';
import { isStuck } from './components/format/outgoing.ts';
import { Dialog } from './components/dialog.tsx';
import { Toasts, useNotify, useTellFailure } from './components/toasts.tsx';
import { WindowFrame } from './components/window-frame.tsx';
import { AccountList } from './features/accounts/account-list.tsx';
import { SetUp } from './features/accounts/set-up.tsx';
import { SignInForm } from './features/accounts/sign-in-form.tsx';
import { DraftList } from './features/compose/draft-list.tsx';
import { HealthView } from './features/health/health-view.tsx';
import { HelpDialog } from './features/help/help-dialog.tsx';
import { DragProvider } from './features/mail/drag/drag-context.tsx';
import { FilingProvider } from './features/mail/filing/filing-provider.tsx';
import { MailView } from './features/mail/mail-view.tsx';
import { FoundDialog } from './features/mail/preview/found-dialog.tsx';
import { NewMailNotices } from './features/arrivals/new-mail-notices.tsx';
import { ReminderNotices } from './features/arrivals/reminder-notices.tsx';
import { OutboxNews } from './features/outbox/outbox-news.tsx';
import { OutboxNotices } from './features/outbox/outbox-notices.tsx';
import { StuckNews } from './features/outbox/stuck-news.tsx';
import { UpdateNews } from './features/settings/update-news.tsx';
import { OutboxView } from './features/outbox/outbox-view.tsx';
import { UndoSend } from './features/outbox/undo-send.tsx';
import { AddContact } from './features/people/add-contact.tsx';
import { PeopleView } from './features/people/people-view.tsx';
import { Banners } from './features/status/banners.tsx';
import { ErrorLog } from './features/status/error-log.tsx';
import { KeyList } from './features/status/key-list.tsx';
import { StatusBar } from './features/status/status-bar.tsx';
import { type FoundItem, useFindings } from './hooks/use-findings.ts';
import { useLog } from './features/status/use-log.ts';
import { ProgressPanel } from './features/transfers/progress-panel.tsx';
import { useSpeedLimit } from './features/transfers/speed-limit.tsx';
import { coverable, useCommand } from './hooks/commands.ts';
import { type Services, ServicesProvider, useServices } from './hooks/services.ts';
import { useAccounts, useAccountStates } from './hooks/use-accounts.ts';
import { lettersMove } from '../shared/keys/key-settings.ts';
import { useKeys } from './hooks/use-keys.ts';
import { SettingsProvider, useSettings } from './hooks/use-settings.tsx';
import { isSection, type SectionName, SettingsDialog } from './features/settings/settings-dialog.tsx';
import { useLatest } from './hooks/use-latest.ts';
import { useOutgoing } from './hooks/use-outgoing.ts';
import { useSmoke } from './hooks/use-smoke.ts';
import { useTicks } from './hooks/use-ticks.ts';
import { useWorkOffline } from './hooks/use-work-offline.ts';
import { useSay } from './hooks/use-say.ts';
import { sayTold, type Told } from '../shared/language/told.ts';

/** The window, on the services that it is given. */
export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesProvider value={services}>
      <Toasts standing={<UndoSend />}>
        <FilingProvider>
          <DragProvider>
            <SettingsProvider>
              <Start />
            </SettingsProvider>
          </DragProvider>
        </FilingProvider>
      </Toasts>
    </ServicesProvider>
  );
}

function Start() {
  const say = useSay();
  const accounts = useAccounts();
  if (accounts.state === 'loading') return null;
  if (accounts.state === 'failed') {
    return (
      <div className="empty">
        <p>{sayTold(accounts.failure, say)}</p>
      </div>
    );
  }
  return <Main accounts={accounts.list} />;
}

type PanelName = 'log' | 'progress' | 'health' | 'people';
const PANEL_HELP = { log: 'log', progress: 'downloads', health: 'health', people: 'people' } as const;

function Main({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const say = useSay();
  const services = useServices();
  const { bridge, commands } = services;
  const states = useAccountStates();
  const [open, setOpen] = useState<'account' | 'accounts' | 'drafts' | 'keys' | 'help' | SectionName | null>(
    null,
  );
  const [panelOpen, setPanel] = useState<PanelName | null>(null);
  const logOpen = panelOpen === 'log';
  const covered = panelOpen === 'health' || panelOpen === 'people';
  const isCovered = useLatest(() => covered);
  const mailServices = useMemo(
    () => ({ ...services, commands: coverable(services.commands, () => isCovered()) }),
    [services, isCovered],
  );
  const toggle = (which: PanelName) => setPanel(panelOpen === which ? null : which);
  const { keys } = useSettings();
  const singleKeys = lettersMove(keys);
  const log = useLog(logOpen || panelOpen === 'health');
  const stopped = useNetworkExit();
  const onShown = useSmoke(states, stopped);
  useKeys(keys);
  useMenu();
  useEngineAccounts(accounts);
  useCommand('add-account', () => setOpen('account'));
  useCommand('accounts', () => setOpen('accounts'));
  useCommand('drafts', () => setOpen('drafts'));
  useCommand('keys', () => setOpen('keys'));
  useCommand('help', () => setOpen('help'));
  useCommand('settings', () => setOpen('appearance'));
  useCommand('error-log', () => toggle('log'));
  useCommand('progress', () => toggle('progress'));
  useCommand('health', () => toggle('health'));
  useCommand('address-book', () => setPanel('people'));
  useCommand('mail', () => setPanel(null));
  useCommand('search', () => setPanel(panelOpen === 'people' ? null : panelOpen));
  useCommand('back', () => setPanel(null));
  const workOffline = useWorkOffline();
  const isOffline = accounts.some(({ offline }) => offline);
  useCommand('work-offline', () => workOffline(!isOffline));
  useTicks({
    'work-offline': isOffline,
    mail: panelOpen !== 'people',
    'address-book': panelOpen === 'people',
    progress: panelOpen === 'progress',
    'error-log': logOpen,
    health: panelOpen === 'health',
  });
  const speed = useSpeedLimit();
  const found = useFindings(accounts);
  const [wanted, setWanted] = useState<{ readonly id: string } | null>(null);
  const [readFound, setReadFound] = useState<FoundItem | null>(null);
  const stuckCount = useOutgoing().filter(isStuck).length;
  const close = () => setOpen(null);

  if (accounts.length === 0) {
    return (
      <main className="set-up-page">
        <SetUp onDone={close} />
      </main>
    );
  }
  const onServers = accounts.filter(({ dialect }) => dialect !== 'local');
  const closePanel = () => setPanel(null);
  const openMessage = (id: string) => {
    closePanel();
    setWanted({ id });
    commands.send('outbox');
  };
  const errorLog = { rows: log.rows, accounts, stuck: <StuckNews onOpen={openMessage} />, stuckCount };
  const panels: Readonly<Record<PanelName, ReactNode>> = {
    log: <ErrorLog {...errorLog} onClose={closePanel} />,
    people: <PeopleView accounts={accounts} />,
    progress: <ProgressPanel accounts={accounts} states={states} speed={speed} onClose={closePanel} />,
    health: (
      <HealthView
        accounts={onServers}
        states={states}
        errors={<ErrorLog {...errorLog} />}
        onClose={closePanel}
      />
    ),
  };
  const panel = panelOpen && panels[panelOpen];
  const banners = (
    <Banners
      accounts={accounts}
      states={states}
      stopped={stopped}
      signIn={({ id, name }) => <SignInForm accountId={id} name={name} />}
    />
  );
  return (
    <WindowFrame>
      <ServicesProvider value={mailServices}>
        <MailView
          accounts={accounts}
          states={states}
          singleKeys={singleKeys}
          openFirst={bridge.smoke}
          banners={banners}
          outgoing={(only) => (
            <OutboxView
              key={only}
              accounts={accounts}
              singleKeys={singleKeys}
              found={found}
              only={only}
              wanted={wanted}
              onShown={() => setWanted(null)}
              onReadFound={setReadFound}
            />
          )}
          found={found.items.length}
          panel={panel}
          covered={covered}
          onShown={onShown}
        />
      </ServicesProvider>
      <AddContact accounts={accounts} />
      <OutboxNews />
      <OutboxNotices />
      <UpdateNews />
      <NewMailNotices accounts={accounts} />
      <ReminderNotices />
      <StatusBar accounts={onServers} states={states} newErrors={log.fresh} panelOpen={panelOpen} />
      {open === 'account' && (
        <Dialog label={say('Add your mail account')} wide onClose={close}>
          <SetUp onDone={close} onCancel={close} />
        </Dialog>
      )}
      {readFound && (
        <FoundDialog
          accountId={readFound.accountId}
          href={readFound.finding.item.href ?? ''}
          size={readFound.finding.item.size}
          subject={readFound.finding.item.subject}
          onClose={() => setReadFound(null)}
        />
      )}
      {open === 'accounts' && <AccountList accounts={accounts} onClose={close} />}
      {open === 'drafts' && <DraftList onClose={close} />}
      {open === 'keys' && <KeyList onChange={() => setOpen('keyboard')} onClose={close} />}
      {isSection(open) && (
        <SettingsDialog
          first={open}
          onAccounts={() => setOpen('accounts')}
          onHelp={() => setOpen('help')}
          onClose={close}
        />
      )}
      {open === 'help' && (
        <HelpDialog
          panel={panelOpen && PANEL_HELP[panelOpen]}
          onKeys={() => setOpen('keys')}
          onClose={close}
        />
      )}
    </WindowFrame>
  );
}

/** Menu items do what keys and buttons do. */
function useMenu(): void {
  const { bridge, commands } = useServices();
  useEffect(() => bridge.on('menu.command', ({ command }) => commands.send(command)), [bridge, commands]);
}

/** The engine works on the accounts that main keeps. */
function useEngineAccounts(accounts: readonly AccountSummary[]): void {
  const { engine } = useServices();
  const tellFailure = useTellFailure();
  useEffect(() => {
    engine
      .call('accounts.set', {
        accounts: accounts.map(({ id, name, keeps, roots = [], dialect }) => ({
          id,
          name,
          keeps,
          roots,
          ...(dialect === 'exchange' ? {} : { dialect }),
        })),
      })
      .catch(tellFailure);
  }, [engine, accounts, tellFailure]);
}

/** Tells that the network process died; the sentence stays when it was given up. */
function useNetworkExit(): string | null {
  const say = useSay();
  const { bridge } = useServices();
  const notify = useNotify();
  const [stopped, setStopped] = useState<Told | null>(null);
  useEffect(
    () =>
      bridge.on('network.exit', (exit) => {
        if (exit.gaveUp) setStopped(exit);
        else notify(sayTold(exit, say));
      }),
    [bridge, notify, say],
  );
  return stopped && sayTold(stopped, say);
}
