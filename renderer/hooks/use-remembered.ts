import { useCallback } from 'react';
import { useStored } from './use-stored.ts';

/** What was decided longest ago is forgotten beyond so many: the list stays small enough to be read at every start. */
const KEPT = 1000;

type Times = Readonly<Record<string, number>>;

/** Decisions of the person that outlive the window, each with the time when it was made. */
export interface Remembered {
  /** ms since 1970; null where nothing was decided. */
  readonly at: (key: string) => number | null;
  readonly remember: (key: string, at: number) => void;
  readonly forget: (key: string) => void;
}

/** Decisions of one kind, by keys of any text. */
export function useRemembered(name: string): Remembered {
  const [times, store] = useStored<Times>(name, {}, isTimes);
  return {
    at: (key) => (Object.hasOwn(times, key) ? (times[key] ?? null) : null),
    remember: useCallback(
      (key, at) => {
        const others = Object.entries(times).filter(([each]) => each !== key);
        const newest = others.sort(([, a], [, b]) => b - a).slice(0, KEPT - 1);
        store(Object.fromEntries([[key, at], ...newest]));
      },
      [times, store],
    ),
    forget: useCallback(
      (key) => store(Object.fromEntries(Object.entries(times).filter(([each]) => each !== key))),
      [times, store],
    ),
  };
}

function isTimes(value: unknown): value is Times {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'number')
  );
}
