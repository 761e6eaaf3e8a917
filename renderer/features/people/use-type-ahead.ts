import { type KeyboardEvent, useRef } from 'react';
import { useServices } from '../../hooks/services.ts';
import { type PersonLine, startingWith } from './list-layout.ts';

/** Letters that follow each other this fast are one beginning; ms. */
const PAUSE_MS = 800;

/** Letters that are typed in the list lead to the next name that begins with them. null: no letter, or nobody. */
export function useTypeAhead(
  lines: readonly PersonLine[],
): (event: KeyboardEvent, current: number) => number | null {
  const { now } = useServices();
  const typed = useRef({ text: '', at: 0 });
  return ({ key, ctrlKey, metaKey, altKey }, current) => {
    if (!/^.$/u.test(key) || key === ' ' || ctrlKey || metaKey || altKey) return null;
    const before = now() - typed.current.at < PAUSE_MS ? typed.current.text : '';
    typed.current = { text: before + key, at: now() };
    // The first letter goes on to the next one; more letters may stay where they are.
    return startingWith(lines, typed.current.text, Math.max(0, before === '' ? current + 1 : current));
  };
}
