import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { inReadingDirection } from './reading-direction.ts';

/**
 * A row of commands with one Tab stop: the arrow keys, Home and End go from one to the next, and Tab comes back to the
 * one that was used last (WAI-ARIA practices, toolbar).
 */
export function Toolbar({
  label,
  className = 'toolbar',
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const used = useRef<HTMLElement | null>(null);
  const settle = () => {
    const all = controlsOf(bar.current);
    const stop = all.find((each) => each === used.current) ?? all[0];
    for (const each of all) each.tabIndex = each === stop ? 0 : -1;
  };
  useLayoutEffect(settle); // after each render: a command may have come, gone or been held
  const move = (event: KeyboardEvent) => {
    const next = nextControl(controlsOf(bar.current), event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div
      ref={bar}
      className={className}
      role="toolbar"
      aria-label={label}
      onKeyDown={move}
      onFocus={({ target }) => {
        if (!controlsOf(bar.current).includes(target)) return;
        used.current = target;
        settle();
      }}
    >
      {children}
    </div>
  );
}

/** What can be pressed, but for what stands in an open menu: that has keys of its own. */
function controlsOf(bar: HTMLElement | null): readonly HTMLElement[] {
  const all = [...(bar?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
  return all.filter((each) => !each.closest('[role="menu"]'));
}

function nextControl(all: readonly HTMLElement[], { key, target }: KeyboardEvent): HTMLElement | undefined {
  const at = all.findIndex((each) => each === target);
  if (at < 0) return undefined;
  switch (inReadingDirection(key)) {
    case 'ArrowRight':
      return all[(at + 1) % all.length];
    case 'ArrowLeft':
      return all.at(at - 1);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default:
      return undefined;
  }
}
