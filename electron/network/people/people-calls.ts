import type { NetworkContract } from '../../../shared/contracts/network.ts';
import type { PeopleCalls } from '../../../shared/contracts/people.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import { type Accounts, promptAccounts } from '../accounts.ts';
import { ofContact } from '../exchange/contact-faults.ts';
import { listContacts } from '../exchange/contacts.ts';
import type { Discovery } from '../exchange/discovery.ts';
import { readContact, removeContact, restoreContact, saveContact } from '../exchange/write-contact.ts';
import type { Session } from '../session.ts';
import type { Cards } from './cards.ts';

type Calls = Pick<Handlers<NetworkContract>['calls'], keyof PeopleCalls>;
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
  /** A person waits for these, and is told at once where the server is paused. */
  const prompt = promptAccounts(accounts);
  const onServer = async <T>(
    accountId: string,
    signal: AbortSignal,
    act: (session: Session, found: Discovery) => Promise<T>,
  ): Promise<T> => {
    const account = prompt.get(accountId);
    return await act(account.session, await ofContact(null, () => account.discovery(signal)));
  };
  return {
    calls: {
      'contacts.save': ({ accountId, ...saving }, { signal }) =>
        onServer(accountId, signal, (session, found) => saveContact(session, found, saving, signal)),
      'contacts.read': ({ accountId, href }, { signal }) =>
        onServer(accountId, signal, (session, found) => readContact(session, found, href, signal)),
      'contacts.remove': ({ accountId, href }, { signal }) =>
        onServer(accountId, signal, async (session, found) => ({
          href: await removeContact(session, found, href, signal),
        })),
      'contacts.restore': ({ accountId, ...way }, { signal }) =>
        onServer(accountId, signal, (session, found) => restoreContact(session, found, way, signal)),
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
