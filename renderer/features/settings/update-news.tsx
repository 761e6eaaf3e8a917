import { useEffect } from 'react';
import type { UpdateState } from '../../../shared/contracts/system.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useRestart } from './use-restart.ts';
import { updateWords } from './update-words.ts';

/** Tells that a newer version is here, and what a search that somebody asked for found. */
export function UpdateNews() {
  const say = useSay();
  const { bridge } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const restart = useRestart('updates.restart');
  const tell = useLatest((state: UpdateState) =>
    notify(
      updateWords(state, say),
      state.kind === 'ready'
        ? { label: say('Restart now'), tip: say('Ends Retinue and starts the new version'), onPress: restart }
        : undefined,
    ),
  );
  useEffect(
    () => bridge.on('updates.changed', (state) => state.kind === 'ready' && tell(state)),
    [bridge, tell],
  );
  useCommand('check-updates', () => void askMain(bridge, 'updates.check', null).then(tell, tellFailure));
  return null;
}
