import { useState } from 'react';
import { useTellFailure } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import type { AccountStateRow } from '../../store/tables.ts';

/** Send & Receive; true while anything is being fetched. */
export function useSync(states: ReadonlyMap<string, AccountStateRow>): boolean {
  const { engine } = useServices();
  const tellFailure = useTellFailure();
  const [asked, setAsked] = useState(false);
  useCommand('sync', () => {
    setAsked(true);
    engine
      .call('sync.now', {})
      .catch(tellFailure)
      .finally(() => setAsked(false));
  });
  const busy = [...states.values()].some(
    (state) => state.activity !== null || state.connection === 'connecting',
  );
  return asked || busy;
}
