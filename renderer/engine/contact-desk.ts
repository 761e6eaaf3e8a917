import type { EngineContract } from '../../shared/contracts/engine.ts';
import { toFailure } from '../../shared/errors.ts';
import type { ListedContact } from '../../shared/people/contact.ts';
import type { Handlers } from '../../shared/rpc/server.ts';
import type { ContactWriter } from '../store/write-contacts.ts';
import type { NetworkLink } from './network-link.ts';

type Calls = Pick<
  Handlers<EngineContract>['calls'],
  'contacts.save' | 'contacts.read' | 'contacts.remove' | 'contacts.restore'
>;

export interface ContactDeskDeps {
  readonly network: NetworkLink;
  readonly writer: ContactWriter;
  /** The account's contacts are listed soon: a listing that was under way does not have what is written here. */
  readonly soon: (accountId: string) => void;
}

/** Changes contacts on their servers. What the server has then is shown at once, and looked at again where that failed. */
export function createContactDesk({ network, writer, soon }: ContactDeskDeps): Calls {
  const shown = async (accountId: string, work: Promise<ListedContact>): Promise<ListedContact> => {
    try {
      const contact = await work;
      await writer.put(accountId, contact);
      return contact;
    } finally {
      soon(accountId);
    }
  };
  return {
    'contacts.save': (args, { signal }) =>
      shown(args.accountId, network.call('contacts.save', args, { signal })),
    'contacts.read': (args, { signal }) =>
      shown(args.accountId, network.call('contacts.read', args, { signal })),
    'contacts.restore': (args, { signal }) =>
      shown(args.accountId, network.call('contacts.restore', args, { signal })),
    async 'contacts.remove'(args, { signal }) {
      const { accountId, href } = args;
      try {
        const moved = await network.call('contacts.remove', args, { signal });
        await writer.drop(accountId, href);
        return moved;
      } catch (thrown) {
        if (toFailure(thrown).kind === 'not-found') await writer.drop(accountId, href);
        throw thrown;
      } finally {
        soon(accountId);
      }
    },
  };
}
