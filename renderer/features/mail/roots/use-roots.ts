import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import type { Root } from '../../../../shared/mail/roots.ts';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** Puts folders outside of a mailbox on an account's list and takes them off. Both reject with a sentence. */
export function useRoots() {
  const say = useSay();
  const { bridge } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const set = (account: Pick<AccountSummary, 'id'>, root: Root, listed: boolean) =>
    askMain(bridge, 'root.set', { accountId: account.id, root, listed });
  return {
    add: (account: Pick<AccountSummary, 'id'>, root: Root) => set(account, root, true),
    /** Its messages leave this computer; on the server nothing changes. */
    remove: async (account: Pick<AccountSummary, 'id'>, root: Root) => {
      await set(account, root, false);
      const undo = () => void set(account, root, true).catch(tellFailure);
      notify(say('{name} is off your list. Nothing was changed on the server.', { name: root.name }), {
        label: say('Undo'),
        tip: say('Puts it back on the list'),
        onPress: undo,
      });
    },
  };
}
