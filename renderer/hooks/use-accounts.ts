import { useEffect, useState } from 'react';
import type { AccountSummary } from '../../shared/contracts/main.ts';
import { type Failure, toFailure } from '../../shared/errors.ts';
import type { AccountStateRow } from '../store/tables.ts';
import { askMain } from './ask-main.ts';
import { useServices } from './services.ts';
import { useLive } from './use-live.ts';

export type Accounts =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'known'; readonly list: readonly AccountSummary[] };

/** The accounts as main keeps them, with every change. */
export function useAccounts(): Accounts {
  const { bridge } = useServices();
  const [accounts, setAccounts] = useState<Accounts>({ state: 'loading' });
  useEffect(() => {
    let live = true;
    const show = (next: Accounts) => {
      if (live) setAccounts(next);
    };
    const stop = bridge.on('accounts.changed', (list) => show({ state: 'known', list }));
    askMain(bridge, 'accounts.list', null).then(
      (list) => show({ state: 'known', list }),
      (thrown: unknown) => show({ state: 'failed', failure: toFailure(thrown) }),
    );
    return () => {
      live = false;
      stop();
    };
  }, [bridge]);
  return accounts;
}

/** Whether an account's server is not asked or does not answer: what is here is all that there is, and changes wait. */
export function isAway(account: AccountSummary | undefined, state: AccountStateRow | undefined): boolean {
  const unasked = account !== undefined && (account.offline || account.paused);
  return unasked || state?.connection === 'offline' || state?.connection === 'paused';
}

/** What the engine knows of each account, by id. */
export function useAccountStates(): ReadonlyMap<string, AccountStateRow> {
  const { reader } = useServices();
  const rows = useLive('accounts', () => reader.accounts());
  return new Map(rows?.map((row) => [row.accountId, row]));
}
