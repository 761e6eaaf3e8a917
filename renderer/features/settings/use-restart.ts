import { isLeaving } from '../../../shared/delivery/outgoing.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useSay } from '../../hooks/use-say.ts';

/** Ends Retinue and starts it again (`updates.restart`: the newer version), unless a message is being handed over. */
export function useRestart(method: 'app.restart' | 'updates.restart'): () => void {
  const say = useSay();
  const { bridge } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const rows = useOutgoing();
  return useLatest(() => {
    if (rows.some(({ state }) => isLeaving(state)))
      return notify(
        say('A message is being handed over. Retinue did not restart. Do it when the message has left.'),
      );
    askMain(bridge, method, null).catch(tellFailure);
  });
}
