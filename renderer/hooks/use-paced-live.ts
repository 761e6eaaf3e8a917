import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import { useServices } from './services.ts';

/** While a folder is listed its pages come faster than anyone reads: what depends on all of them follows so often. */
export const LISTING_MS = 250;
/** A count beside a folder's name is looked at less. */
export const COUNTING_MS = 1000;
/** A query rests at least so many times as long as its answer took… */
const REST_A_QUERY = 4;
/** …and for that reason no longer than this. */
const LONGEST_REST_MS = 1000;

/**
 * As `useLive`, but a query that has just been answered rests for `restMs` before it is asked again, longer where its
 * answer takes long because the folder is large or the store busy; a change after a quiet time shows at once. Without
 * the rest, a query that takes longer than the time between two writes would be asked again and again and never show an
 * answer. 0: no rest.
 */
export function usePacedLive<T>(key: string, query: () => Promise<T>, restMs: number): T | undefined {
  const { now } = useServices();
  const [turn, setTurn] = useState(0);
  const held = useRef<{
    /** When it may be asked again. */
    readonly due: number;
    readonly answer: { readonly key: string; readonly value: T };
  } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const answer = useLiveQuery(async () => {
    const last = held.current;
    const asked = now();
    const rest = last?.answer.key === key && restMs > 0 ? last.due - asked : 0;
    if (last && rest > 0) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTurn((before) => before + 1), rest);
      return last.answer; // nothing is read and so nothing is listened to: the timer asks again
    }
    const fresh = { key, value: await query() };
    const answered = now();
    const longer = Math.min(LONGEST_REST_MS, REST_A_QUERY * (answered - asked));
    held.current = { due: answered + Math.max(restMs, longer), answer: fresh };
    return fresh;
  }, [key, turn]);
  return answer?.key === key ? answer.value : undefined;
}
