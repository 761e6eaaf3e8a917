import type { NetworkAccount } from '../../shared/contracts/control.ts';
import { fail } from '../../shared/errors.ts';
import { parseAddress } from './address.ts';
import type { Clock } from './clock.ts';
import type { HttpTransport } from './dav/transport.ts';
import { type Capabilities, createCapabilities } from './exchange/capabilities.ts';
import { discover, type Discovery, mailboxRoot } from './exchange/discovery.ts';
import type { RequestLog } from './log.ts';
import { createSession, type Session } from './session.ts';

/** An account that is in use: its session, and what was learned of its server. */
export interface OpenAccount {
  readonly session: Session;
  readonly capabilities: Capabilities;
  /** What discovery found; asked once and kept, asked again after a failure. */
  discovery(signal: AbortSignal): Promise<Discovery>;
}
export interface Accounts {
  /** Replaces the set. An account whose address, name or password is another one, or was entered again, starts anew. */
  set(accounts: readonly NetworkAccount[]): void;
  ids(): readonly string[];
  /** Throws 'invalid-input' for an account that main has not handed over. */
  get(id: string): OpenAccount;
}
export interface AccountsOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: RequestLog;
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
      known = next;
    },
    ids: () => [...known.keys()],
    get(id) {
      const entry = known.get(id);
      if (!entry) throw fail('invalid-input', 'This account is not set up any more. Retinue sent nothing.');
      entry.open ??= open(entry.account, options);
      return entry.open;
    },
  };
}

function open(account: NetworkAccount, options: AccountsOptions): OpenAccount {
  const url = parseAddress(account.url);
  const session = createSession({ ...options, account: { ...account, url: url.href } });
  const root = mailboxRoot(url.href, account.user);
  let found: Discovery | null = null;
  return {
    session,
    capabilities: createCapabilities(),
    async discovery(signal) {
      found ??= await discover(session, root, signal);
      return found;
    },
  };
}

function isSame(a: NetworkAccount, b: NetworkAccount): boolean {
  return a.url === b.url && a.user === b.user && a.password === b.password && a.entered === b.entered;
}
