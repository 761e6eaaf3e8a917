import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that never changes and always runs the newest version: memoised rows stay as they are. */
export function useLatest<A extends readonly unknown[], R = void>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
