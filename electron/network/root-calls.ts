import type { NetworkContract } from '../../shared/contracts/network.ts';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import type { Handlers } from '../../shared/rpc/server.ts';
import type { Accounts, OpenAccount } from './accounts.ts';
import { browse, listRoot } from './exchange/roots.ts';
import { findUserFolder } from './exchange/user-folder.ts';

type Calls = Pick<Handlers<NetworkContract>['calls'], 'roots.browse' | 'roots.find'>;
type Streams = Pick<Handlers<NetworkContract>['streams'], 'roots.list'>;

/** What is asked about folders outside of a mailbox. A plain server has one tree, and no words for others' mailboxes. */
export function createRootCalls(accounts: Accounts): { readonly calls: Calls; readonly streams: Streams } {
  const exchangeOf = (accountId: string): OpenAccount => {
    const account = accounts.get(accountId);
    if (account.dialect !== 'exchange') throw fail('unsupported', PLAIN);
    return account;
  };
  return {
    calls: {
      'roots.browse': async ({ accountId, folder, from }, { signal }) =>
        await browse(exchangeOf(accountId).session, folder, from, signal),
      async 'roots.find'({ accountId, ...wanted }, { signal }) {
        const account = exchangeOf(accountId);
        return await findUserFolder(account.session, await account.discovery(signal), wanted, signal);
      },
    },
    streams: {
      async *'roots.list'({ accountId, root }, { signal }) {
        return yield* listRoot(exchangeOf(accountId).session, root, signal);
      },
    },
  };
}

const PLAIN = told(
  'This account is on a plain WebDAV server, which has no public folders and no mailboxes of others. Retinue changed nothing. Add the address of another folder as an account of its own.',
);
