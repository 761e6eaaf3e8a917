import { useEffect } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import { useTellFailure } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';

/** Says which message is on screen: its downloads go first, and are tried again sooner. */
export function useWatched(messageId: string): void {
  const { engine } = useServices();
  const tellFailure = useTellFailure();
  useEffect(() => {
    const tell = (next: string | null) => {
      engine.call('message.watch', { messageId: next }).catch((thrown: unknown) => {
        const failure = toFailure(thrown);
        // While the network process starts there are no downloads either.
        if (failure.kind !== 'interrupted' && failure.kind !== 'cancelled') tellFailure(thrown);
      });
    };
    tell(messageId);
    return () => tell(null);
  }, [engine, tellFailure, messageId]);
}
