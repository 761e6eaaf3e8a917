import type { MessagePortMain } from 'electron';
import type { FromNetwork, NetworkAccount, SmtpSignIn, ToNetwork } from '../../shared/contracts/control.ts';
import type { AccountForm, CheckReport, MainEvents } from '../../shared/contracts/main.ts';
import type { Mailbox } from '../../shared/mail/compose/draft.ts';
import { fail, type Failure, FailureError } from '../../shared/errors.ts';
import type { Child, Fork } from './child-process.ts';
import { createCrashCount } from './crash-count.ts';
import { told } from '../../shared/language/told.ts';

export interface NetworkHost {
  setAccounts(accounts: readonly NetworkAccount[]): void;
  /** Tries an account that is not added yet. Rejects as 'interrupted' when the process dies meanwhile. */
  check(form: AccountForm): Promise<CheckReport>;
  /** Tries a server that is to send mail; rejects the same way. */
  checkSending(server: SmtpSignIn): Promise<CheckReport>;
  /** Hands out a port now, and a new one after each restart. */
  connect(): void;
  /** The same for another window; returns what ends it. */
  join(hand: (port: MessagePortMain) => void): () => void;
  /** Lets a file in that a person chose to attach. */
  vouch(token: string, path: string): void;
  stop(): void;
}

export interface NetworkHostOptions {
  readonly fork: Fork<ToNetwork, FromNetwork>;
  readonly now: () => number;
  /** Makes a channel: one end for the process, one for the window. */
  readonly openChannel: () => { readonly port1: MessagePortMain; readonly port2: MessagePortMain };
  /** Takes the window's end of a new channel. */
  readonly handPort: (port: MessagePortMain) => void;
  /** What the process learnt about an account: whose mailbox it is. */
  readonly onIdentity: (accountId: string, mailbox: Mailbox) => void;
  /** A folder of the account has another path from now on. */
  readonly onFolderMoved: (accountId: string, from: string, to: string) => void;
  readonly onDraftBack: (draftId: string) => void;
  readonly onExit: (exit: MainEvents['network.exit']) => void;
}

const AGAIN = told(
  'The part of Retinue that speaks to servers stopped unexpectedly. Retinue started it again and goes on.',
);
const GAVE_UP = told(
  'The part of Retinue that speaks to servers stopped five times in five minutes. Retinue does not start it again by itself; the mail on this computer can still be read. Quit Retinue and start it again to go on.',
);
const INTERRUPTED: Failure = {
  kind: 'interrupted',
  ...told(
    'The check was cut off because the part of Retinue that speaks to servers stopped. Check once more.',
  ),
};

interface Check {
  readonly resolve: (report: CheckReport) => void;
  readonly reject: (failure: FailureError) => void;
}

/**
 * Keeps the network process alive: it is told the accounts, given a port when the window asks, and started again when
 * it dies. Main makes the channel and is out of the way; no mail passes through here.
 */
export function startNetwork(options: NetworkHostOptions): NetworkHost {
  const crashes = createCrashCount(options.now);
  const checks = new Map<number, Check>();
  let accounts: readonly NetworkAccount[] = [];
  const windows = new Set<(port: MessagePortMain) => void>();
  let lastCheck = 0;
  let child: Child<ToNetwork, FromNetwork> | null = null;

  const handPort = (hand: (port: MessagePortMain) => void) => {
    if (!child) return;
    const { port1, port2 } = options.openChannel();
    child.send({ type: 'port' }, [port1]);
    hand(port2);
  };
  const join = (hand: (port: MessagePortMain) => void) => {
    windows.add(hand);
    handPort(hand);
    return () => void windows.delete(hand);
  };

  const start = () => {
    const started = options.fork();
    child = started;
    started.onMessage((message) => {
      if (message.type === 'ready') return;
      if (message.type === 'identity') return options.onIdentity(message.id, message.mailbox);
      if (message.type === 'folder-moved') return options.onFolderMoved(message.id, message.from, message.to);
      if (message.type === 'draft-back') return options.onDraftBack(message.draftId);
      checks.get(message.id)?.resolve(message.report);
      checks.delete(message.id);
    });
    started.onExit(() => {
      if (child === started) restart();
    });
    started.send({ type: 'accounts', accounts });
    for (const hand of windows) handPort(hand);
  };

  const asked = (question: (id: number) => ToNetwork): Promise<CheckReport> => {
    const running = child;
    if (!running) return Promise.reject(fail('interrupted', GAVE_UP));
    lastCheck += 1;
    const id = lastCheck;
    return new Promise((resolve, reject) => {
      checks.set(id, { resolve, reject });
      running.send(question(id));
    });
  };

  const restart = () => {
    child = null;
    for (const check of checks.values()) check.reject(new FailureError(INTERRUPTED));
    checks.clear();
    const gaveUp = crashes.crashed();
    options.onExit({ gaveUp, ...(gaveUp ? GAVE_UP : AGAIN) });
    if (!gaveUp) start();
  };

  start();
  return {
    setAccounts(next) {
      accounts = next;
      child?.send({ type: 'accounts', accounts });
    },
    check: (form) => asked((id) => ({ type: 'check', id, form })),
    checkSending: (server) => asked((id) => ({ type: 'check-sending', id, server })),
    connect: () => void join(options.handPort),
    join,
    vouch: (token, path) => child?.send({ type: 'vouch', token, path }),
    stop() {
      const last = child;
      child = null; // so that its end is not taken for a crash
      last?.kill();
    },
  };
}
