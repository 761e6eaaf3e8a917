import { useCallback, useEffect, useState } from 'react';
import { useLatest } from './use-latest.ts';

/**
 * State that outlives the window, in localStorage. A value that cannot be read counts as absent: it is only a habit of
 * the view. Whoever else shows the same name follows at once, in this window and in the others.
 */
export function useStored<T>(
  name: string,
  initial: T,
  accept: (value: unknown) => value is T,
): readonly [T, (value: T) => void] {
  const key = `retinue.${name}`;
  const [value, setValue] = useState(() => readStored(key, initial, accept));
  const follow = useLatest((event: StorageEvent) => {
    if (event.key !== key) return;
    const next = readStored(key, initial, accept);
    setValue((held) => (JSON.stringify(held) === JSON.stringify(next) ? held : next));
  });
  useEffect(() => {
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, [follow]);
  const store = useCallback(
    (next: T) => {
      setValue(next);
      localStorage.setItem(key, JSON.stringify(next));
      // The system tells the other windows only.
      window.dispatchEvent(new StorageEvent('storage', { key }));
    },
    [key],
  );
  return [value, store];
}

function readStored<T>(key: string, initial: T, accept: (value: unknown) => value is T): T {
  const text = localStorage.getItem(key);
  if (text === null) return initial;
  try {
    const value: unknown = JSON.parse(text);
    return accept(value) ? value : initial;
  } catch {
    return initial;
  }
}

export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isString);
