import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import { useServices } from './services.ts';

/** While a folder is listed its pages come faster than anyone reads: what depends on all of them follows so often. */
export const LISTING_MS = 250;

/**
 * As `useLive`, but a query that has just been answered rests for `restMs` before it is asked again; a change after a
 * quiet time shows at once. Without the rest, a query that takes longer than the time between two writes would be asked
 * again and again and never show an answer. 0: no rest.
 */
export function usePacedLive<T>(key: string, query: () => Promise<T>, restMs: number): T | undefined {
  const { now } = useServices();
  const [turn, setTurn] = useState(0);
  const held = useRef<{
    readonly at: number;
    readonly answer: { readonly key: string; readonly value: T };
  } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const answer = useLiveQuery(async () => {
    const last = held.current;
    const rest = last?.answer.key === key ? last.at + restMs - now() : 0;
    if (last && rest > 0) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTurn((before) => before + 1), rest);
      return last.answer; // nothing is read and so nothing is listened to: the timer asks again
    }
    const fresh = { key, value: await query() };
    held.current = { at: now(), answer: fresh };
    return fresh;
  }, [key, turn]);
  return answer?.key === key ? answer.value : undefined;
}
