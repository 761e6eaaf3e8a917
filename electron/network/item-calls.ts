import type { NetworkContract } from '../../shared/contracts/network.ts';
import type { Handlers } from '../../shared/rpc/server.ts';
import type { Accounts } from './accounts.ts';

type ItemCall = 'flags.mark' | 'messages.count' | 'messages.fields' | 'messages.move' | 'messages.remove';

/** What is asked about messages of a folder, and done with them. */
export function createItemCalls(accounts: Accounts): Pick<Handlers<NetworkContract>['calls'], ItemCall> {
  const mailboxOf = (accountId: string) => accounts.get(accountId).mailbox();
  return {
    'flags.mark': ({ accountId, folder, items, mark }, { signal }) =>
      mailboxOf(accountId).setMark(folder, items, mark, signal),
    'messages.count': async ({ accountId, folder, span }, { signal }) => ({
      count: await mailboxOf(accountId).count(folder, span, signal),
    }),
    'messages.fields': ({ accountId, folder, items }, { signal }) =>
      mailboxOf(accountId).fields(folder, items, signal),
    'messages.move': ({ accountId, folder, items, target }, { signal }) =>
      mailboxOf(accountId).move(folder, items, target, signal),
    'messages.remove': ({ accountId, folder, items }, { signal }) =>
      mailboxOf(accountId).remove(folder, items, signal),
  };
}
