import type { NetworkContract } from '../../../shared/contracts/network.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import type { Accounts } from '../accounts.ts';
import { listContacts } from '../exchange/contacts.ts';
import type { Cards } from './cards.ts';

type Calls = Pick<
  Handlers<NetworkContract>['calls'],
  'cards.list' | 'cards.save' | 'cards.add' | 'cards.remove'
>;
type Streams = Pick<Handlers<NetworkContract>['streams'], 'contacts.list'>;

/** What is asked about people: contacts on servers, and cards on this computer (null: there is no place for them). */
export function createPeopleCalls(
  accounts: Accounts,
  cards: Cards | null,
): { readonly calls: Calls; readonly streams: Streams } {
  const here = (): Cards => {
    if (cards) return cards;
    throw fail('unsupported', told('This Retinue has no folder for contacts. Nothing was changed.'));
  };
  return {
    calls: {
      'cards.list': async () => (cards ? await cards.list() : []),
      'cards.save': ({ key, contact }) => here().save(key, contact),
      async 'cards.add'({ contacts }) {
        for (const contact of contacts) await here().save(null, contact);
        return null;
      },
      'cards.remove': ({ key }) =>
        here()
          .remove(key)
          .then(() => null),
    },
    streams: {
      async *'contacts.list'({ accountId, seen }, { signal }) {
        const account = accounts.get(accountId);
        // Other servers, and this computer, hold .eml files; nobody has said where their cards would be.
        if (account.dialect !== 'exchange') return { kind: 'none' };
        return yield* listContacts(account.session, await account.discovery(signal), seen, signal);
      },
    },
  };
}
