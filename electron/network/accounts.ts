import type { NetworkAccount } from '../../shared/contracts/control.ts';
import { fail } from '../../shared/errors.ts';
import { told, type Told } from '../../shared/language/told.ts';
import type { DialectName } from '../../shared/mail/dialects.ts';
import { originOfAddress, parseAddress } from './address.ts';
import type { Clock } from './clock.ts';
import type { HttpTransport } from './dav/transport.ts';
import type { Dialect } from './dialect.ts';
import { type Capabilities, createCapabilities } from './exchange/capabilities.ts';
import { discover, type Discovery, mailboxRoot } from './exchange/discovery.ts';
import { createExchangeMailbox } from './exchange/exchange-mailbox.ts';
import { exchangeRoom } from './exchange/sending.ts';
import { createNews, type News } from './exchange/news.ts';
import type { RequestLog } from './log.ts';
import { localTransport } from './local/file-transport.ts';
import { createLocalMailbox } from './local/local-mailbox.ts';
import { localRoom } from './local/local-room.ts';
import type { LocalStore } from './local/local-store.ts';
import { LOCAL_ORIGIN } from './local/place.ts';
import { type LocalFlags, openLocalFlags } from './plain-dav/flags.ts';
import { createPlainMailbox, plainRoot } from './plain-dav/plain-mailbox.ts';
import { plainRoom } from './plain-dav/sending.ts';
import { createPauses, type Pauses } from './resilience/pauses.ts';
import type { SendingRoom } from './sending-room.ts';
import { createSession, promptly, type Session } from './session.ts';

/** An account that is in use: its session, and what was learned of its server. */
export interface OpenAccount {
  readonly session: Session;
  /** Path of the mailbox, by its address and user alone. */
  readonly root: string;
  readonly capabilities: Capabilities;
  readonly dialect: DialectName;
  /** Reading it, in words that are the same for every server: by the session, or by another face of it. */
  mailbox(by?: Session): Dialect;
  /** Sending from it, in the same words for every server. */
  readonly sending: SendingRoom;
  /** What discovery of an Exchange mailbox found; asked once (by the session, or by another face of it) and kept, asked again after a failure. */
  discovery(signal: AbortSignal, by?: Session): Promise<Discovery>;
  /** What the server tells by itself; null where it does not. */
  readonly news: News | null;
}
export interface Accounts {
  /** Replaces the set. An account whose address, name or password is another one, or was entered again, starts anew. */
  set(accounts: readonly NetworkAccount[]): void;
  ids(): readonly string[];
  /** `https://mail.example.com:8443`; '' for one that is not there, or whose server has not said yet where it is (the demo). */
  origin(id: string): string;
  /** Throws 'invalid-input' for an account that main has not handed over. */
  get(id: string): OpenAccount;
}
export interface AccountsOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: RequestLog;
  /** Which servers are paused; none where nobody can pause one. */
  readonly pauses?: Pauses;
  /** Where read flags are kept that a server does not keep; null: in memory. */
  readonly flags?: string | undefined;
  /** Certificates of authorities that servers for sending may have besides those that Node knows, in PEM. */
  readonly trusted?: readonly string[];
  readonly onProblem?: (problem: Told) => void;
  /** The mail on this computer; null where there is none. */
  readonly local?: LocalStore | null;
}

/** The accounts that main handed over, opened at first use. Secrets stay in here. */
export function createAccounts(options: AccountsOptions): Accounts {
  let known = new Map<string, { readonly account: NetworkAccount; open: OpenAccount | null }>();

  return {
    set(accounts) {
      const next: typeof known = new Map();
      for (const account of accounts) {
        const old = known.get(account.id);
        next.set(account.id, old && isSame(old.account, account) ? old : { account, open: null });
      }
      for (const [id, { open: before }] of known) if (next.get(id)?.open !== before) before?.news?.close();
      known = next;
    },
    ids: () => [...known.keys()],
    origin(id) {
      const account = known.get(id)?.account;
      return account?.dialect === 'local' ? LOCAL_ORIGIN : originOfAddress(account?.url ?? '');
    },
    get(id) {
      const entry = known.get(id);
      if (!entry)
        throw fail('invalid-input', told('This account is not set up any more. Retinue sent nothing.'));
      entry.open ??= open(entry.account, options);
      return entry.open;
    },
  };
}

/** The same accounts for somebody who looks: what is asked of a paused server fails as 'paused' and waits for nothing. */
export function promptAccounts(accounts: Accounts): Accounts {
  return {
    ...accounts,
    get(id) {
      const account = accounts.get(id);
      const prompt = promptly(account.session);
      return {
        ...account,
        session: prompt,
        mailbox: () => account.mailbox(prompt),
        discovery: (signal) => account.discovery(signal, prompt),
      };
    },
  };
}

function open(account: NetworkAccount, options: AccountsOptions): OpenAccount {
  if (account.dialect === 'local') return openLocal(options);
  const url = parseAddress(account.url);
  const pause = (options.pauses ?? createPauses()).of(url.origin);
  const isPaced = account.dialect === 'plain';
  const session = createSession({ ...options, pause, isPaced, account: { ...account, url: url.href } });
  return account.dialect === 'plain'
    ? openPlain(account, url, session, options)
    : openExchange(account, url, session, options.clock);
}

function openExchange({ user }: NetworkAccount, url: URL, session: Session, clock: Clock): OpenAccount {
  const root = mailboxRoot(url.href, user);
  const capabilities = createCapabilities();
  let found: Discovery | null = null;
  const discovery = async (signal: AbortSignal, by = session) => {
    found ??= await discover(by, root, signal);
    return found;
  };
  const mailbox = (by = session) =>
    createExchangeMailbox({ session: by, capabilities, discovery: (signal) => discovery(signal, by) });
  const sending = exchangeRoom(session, discovery);
  const prompt = promptly(session);
  const mailboxPath = async (signal: AbortSignal) => (await discovery(signal, prompt)).root;
  const news = createNews({ session: prompt, root: mailboxPath, clock });
  return { session, root, capabilities, dialect: 'exchange', mailbox, sending, discovery, news };
}

function openPlain(
  { id, smtp, password }: NetworkAccount,
  url: URL,
  session: Session,
  { clock, flags: folder, trusted = [], onProblem = () => undefined }: AccountsOptions,
): OpenAccount {
  const root = plainRoot(url.href);
  let flags: Promise<LocalFlags> | null = null;
  // What the disk refused may be there at the next try.
  const flagsOf = () =>
    (flags ??= openLocalFlags(folder, id, onProblem).catch((thrown: unknown) => {
      flags = null;
      throw thrown;
    }));
  const mailbox = createPlainMailbox(root, flagsOf, clock);
  const server = smtp ? { ...smtp, password: smtp.password ?? password, ca: trusted } : null;
  return {
    session,
    root,
    capabilities: createCapabilities(),
    dialect: 'plain',
    mailbox: (by = session) => mailbox(by),
    sending: plainRoom(session, root, server, flagsOf),
    discovery: () => Promise.reject(noExchange()),
    news: null,
  };
}

function openLocal({ local, clock }: AccountsOptions): OpenAccount {
  if (!local)
    throw fail(
      'unsupported',
      told('This copy of Retinue keeps no mail on this computer. Nothing was changed.'),
    );
  const session = createSession({
    account: { url: `${LOCAL_ORIGIN}/`, user: '', password: '' },
    transport: localTransport(local),
    clock,
    // Nobody is asked anything: there is no request to tell of.
    log: () => undefined,
    filesAtOnce: LOCAL_FILES,
  });
  const mailbox = createLocalMailbox(local);
  return {
    session,
    root: '/',
    capabilities: createCapabilities(),
    dialect: 'local',
    mailbox: (by = session) => mailbox(by),
    sending: localRoom(),
    discovery: () => Promise.reject(noExchange()),
    news: null,
  };
}

/** Files of this computer that are read at once. */
const LOCAL_FILES = 8;

function noExchange() {
  return fail(
    'unsupported',
    told(
      'This account is not on an Exchange server, so that there are no drafts, Outbox or address list for Retinue. Nothing was changed there.',
    ),
  );
}

function isSame(a: NetworkAccount, b: NetworkAccount): boolean {
  return (
    a.url === b.url &&
    a.user === b.user &&
    a.password === b.password &&
    a.entered === b.entered &&
    JSON.stringify(a.smtp) === JSON.stringify(b.smtp) &&
    a.dialect === b.dialect
  );
}
