import { useCallback, useEffect, useState } from 'react';
import type { MainCalls } from '../../../shared/contracts/main.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';

type Facts = 'language.next' | 'login.get' | 'spelling.facts' | 'updates.state';

/** What main knows of the system, null until it has answered; and how to ask again. */
export function useFact<M extends Facts>(method: M): readonly [MainCalls[M]['result'] | null, () => void] {
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const [fact, setFact] = useState<MainCalls[M]['result'] | null>(null);
  const ask = useCallback(
    () => void askMain(bridge, method, null as MainCalls[M]['args']).then(setFact, tellFailure),
    [bridge, method, tellFailure],
  );
  useEffect(ask, [ask]);
  return [fact, ask];
}
