import { type FocusEvent, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus inside a part of the window: when what had it is gone (a row that moved to another group, a button
 * whose work is done), `fallback` gets it. Give the returned function to `onFocus` of the part.
 */
export function useKeptFocus(fallback: () => HTMLElement | null | undefined): (event: FocusEvent) => void {
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const isLost =
      focused.current !== null && !focused.current.isConnected && document.activeElement === document.body;
    if (!isLost) return;
    focused.current = null;
    fallback()?.focus();
  });
  return ({ target }) => {
    focused.current = target;
  };
}
