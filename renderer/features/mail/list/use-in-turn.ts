import { useLayoutEffect, useRef } from 'react';
import { useTellFailure } from '../../../components/toasts.tsx';
import type { Selection, SelectionUpdate } from './selection.ts';

/**
 * Moves of the cursor are made one after another, each from where the last one led: rows that are not read yet take a
 * moment, and so does drawing, while keys come faster.
 */
export function useInTurn(selection: Selection, onSelection: (update: SelectionUpdate) => void) {
  const tellFailure = useTellFailure();
  const stands = useRef(selection);
  useLayoutEffect(() => {
    stands.current = selection;
  }, [selection]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const under = useRef(0);
  const puts = useRef(0);
  const apply = (update: SelectionUpdate) => {
    stands.current = update(stands.current);
    onSelection(update);
  };
  return {
    /** The selection as it is by now, also where it is not drawn yet. */
    standing: () => stands.current,
    /** Whether a move is under way. */
    isBusy: () => under.current > 0,
    /** At once, by the pointer: moves that are under way count no more. */
    put: (update: SelectionUpdate): void => {
      puts.current += 1;
      apply(update);
    },
    /** After those before it. What the store refuses is told, and the next move goes on from where it stands. */
    inTurn: (look: () => Promise<SelectionUpdate | null>): void => {
      const since = puts.current;
      const isMeant = () => since === puts.current;
      under.current += 1;
      last.current = last.current
        .then(() => (isMeant() ? look() : null))
        .then((update) => {
          if (update && isMeant()) apply(update);
        })
        .catch(tellFailure)
        .finally(() => {
          under.current -= 1;
        });
    },
  };
}
