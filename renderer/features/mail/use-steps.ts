import { useRef } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { undoSecondsLeft } from '../../components/format/outgoing.ts';
import { useNotify } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';

/** Steps that Ctrl+Z takes back, the newest first. */
const STEPS = 20;

/** What was moved and marked, and can be taken back. */
export interface Steps {
  push(step: Step): void;
  undo(step: Step): void;
}
/** What one key did: a change in each account that it reached, by the engine's numbers. */
type Step = readonly number[];

/** Says what was done, with a way to take it back; `done` is empty where there is none. */
export function useOfferUndo({ undo }: Pick<Steps, 'undo'>): (done: Step, sentence: string) => void {
  const notify = useNotify();
  return (done, sentence) => {
    if (done.length === 0) return notify(sentence);
    notify(sentence, { label: 'Undo', tip: 'Undo (Ctrl+Z)', onPress: () => undo(done) });
  };
}

/** Keeps the last steps; Ctrl+Z takes the newest back. */
export function useSteps(): Steps {
  const { engine } = useServices();
  const notify = useNotify();
  const steps = useRef<readonly Step[]>([]);
  const now = useNow(1000);
  const isSending = useOutgoing().some((row) => undoSecondsLeft(row, now) > 0);
  const undo = (step: Step) => {
    steps.current = steps.current.filter((each) => each !== step);
    Promise.all(step.map((each) => engine.call('messages.undo', { step: each }))).then(
      () => notify('Taken back.'),
      (thrown: unknown) => notify(toFailure(thrown).sentence),
    );
  };
  // Mail that is about to leave comes first: its time runs out, and its own notice offers the same key.
  useCommand('undo', () => {
    const [newest] = steps.current;
    if (!isSending && newest !== undefined) undo(newest);
  });
  return {
    undo,
    push(step) {
      steps.current = [step, ...steps.current].slice(0, STEPS);
    },
  };
}
