import { useRef } from 'react';
import { undoSecondsLeft } from '../../components/format/outgoing.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useTip } from '../../hooks/use-key-of.ts';
import { useSay } from '../../hooks/use-say.ts';

/** Steps that Ctrl+Z takes back, the newest first. */
const STEPS = 20;

/** What was moved and marked, and can be taken back. */
export interface Steps {
  /** `also` takes back what belongs to the step and is not a change of messages. */
  push(step: Step, also?: () => Promise<void>): void;
  undo(step: Step): void;
}
/** What one key did: a change in each account that it reached, by the engine's numbers. */
type Step = readonly number[];

/** Says what was done, with a way to take it back; `done` is empty where there is none. */
export function useOfferUndo({ undo }: Pick<Steps, 'undo'>): (done: Step, sentence: string) => void {
  const notify = useNotify();
  const say = useSay();
  const tip = useTip();
  return (done, sentence) => {
    if (done.length === 0) return notify(sentence);
    notify(sentence, { label: say('Undo'), tip: tip(say('Undo'), 'undo'), onPress: () => undo(done) });
  };
}

/** Keeps the last steps; Ctrl+Z takes the newest back. */
export function useSteps(): Steps {
  const say = useSay();
  const { engine } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const steps = useRef<readonly { readonly step: Step; readonly also?: () => Promise<void> }[]>([]);
  const now = useNow(1000);
  const isSending = useOutgoing().some((row) => undoSecondsLeft(row, now) > 0);
  const undo = (step: Step) => {
    // A step that was taken back is none any more: the toast may still offer it.
    const known = steps.current.find((each) => each.step === step);
    if (!known) return;
    steps.current = steps.current.filter((each) => each !== known);
    const back = known.step.map((each) => engine.call('messages.undo', { step: each }));
    Promise.all([...back, known.also?.()]).then(() => notify(say('Taken back.')), tellFailure);
  };
  // Mail that is about to leave comes first: its time runs out, and its own notice offers the same key.
  useCommand('undo', () => {
    const [newest] = steps.current;
    if (!isSending && newest !== undefined) undo(newest.step);
  });
  return {
    undo,
    push(step, also) {
      steps.current = [also ? { step, also } : { step }, ...steps.current].slice(0, STEPS);
    },
  };
}
