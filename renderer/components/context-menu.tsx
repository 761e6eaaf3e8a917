import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type Choice, moveIn } from './menu.tsx';

/** Where a menu opens, in CSS pixels of the window. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

/** Its height, so that it ends within the window. */
function roomFor(choices: readonly Choice[]): number {
  return choices.length * 28 + 16;
}

/** Commands for what was pointed at. Arrow keys, Home, End and first letters go through them; Escape and leaving close it. */
export function ContextMenu({
  label,
  at,
  choices,
  onClose,
}: {
  readonly label: string;
  readonly at: MenuPoint;
  readonly choices: readonly Choice[];
  /** `toOpener`: the focus goes back to where it was. */
  readonly onClose: (toOpener: boolean) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose(true);
    else if (event.key === 'Tab') onClose(true);
    else if (!moveIn(items(), event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul
      ref={list}
      className="menu context-menu"
      role="menu"
      aria-label={label}
      style={{ left: at.x, top: Math.min(at.y, Math.max(0, innerHeight - roomFor(choices))) }}
      onKeyDown={press}
      onBlur={({ relatedTarget }) => {
        if (!list.current?.contains(relatedTarget)) onClose(false);
      }}
    >
      {choices.map(({ label: words, onChoose }) => (
        <li key={words} role="none">
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              onClose(true);
              onChoose();
            }}
          >
            {words}
          </button>
        </li>
      ))}
    </ul>
  );
}
