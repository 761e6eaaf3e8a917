import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { useLatest } from '../../../hooks/use-latest.ts';

/** A card appears after the pointer or the focus has rested so long, and goes a moment after both have left; ms. */
const OPEN_MS = 500;
const CLOSE_MS = 250;

/**
 * A card that belongs to a button: it appears on hover and focus, stays while either is on button or card, and Escape
 * closes it (WCAG 2.2, 1.4.13). `box` spreads on what holds both, `button` on the button.
 */
export function useHoverCard() {
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const soon = (open: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(open), open ? OPEN_MS : CLOSE_MS);
  };
  const now = (open: boolean) => {
    clearTimeout(timer.current);
    setOpen(open);
  };
  useEscape(isOpen, () => {
    const box = opener.current?.parentElement;
    if (box?.contains(document.activeElement)) opener.current?.focus();
    now(false);
  });
  const box = {
    onPointerEnter: () => soon(true),
    onPointerLeave: ({ currentTarget }: { currentTarget: Element }) => {
      if (!currentTarget.contains(document.activeElement)) soon(false);
      else clearTimeout(timer.current);
    },
    onFocus: () => soon(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) soon(false);
    },
  };
  return { isOpen, box, button: { ref: opener, onClick: () => now(true) }, opener, close: () => now(false) };
}

/** Escape closes what the pointer alone has opened, wherever the focus is; nobody else gets that key. */
function useEscape(isOpen: boolean, close: () => void): void {
  const act = useLatest(close);
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [isOpen, act]);
}
