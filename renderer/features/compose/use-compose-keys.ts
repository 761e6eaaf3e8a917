import { useLayoutEffect } from 'react';
import type { Bridge } from '../../../shared/contracts/main.ts';
import { useLatest } from '../../hooks/use-latest.ts';

/** What a key of the window does. */
export type ComposeActs = Readonly<Record<'send' | 'save' | 'close' | 'attach' | 'discard', () => void>>;

/** The keys of a composer, before the editor sees them; Ctrl is Cmd on macOS. */
export function useComposeKeys(platform: Bridge['platform'], acts: ComposeActs): void {
  const press = useLatest((event: KeyboardEvent) => {
    const main = platform === 'darwin' ? event.metaKey : event.ctrlKey;
    if (!main || event.altKey) return;
    const act = actOf(event);
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    acts[act]();
  });
  // As soon as the window is seen: a key that comes in the same moment is not lost.
  useLayoutEffect(() => {
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [press]);
}

function actOf({ key, shiftKey }: KeyboardEvent): keyof ComposeActs | null {
  const lower = key.toLowerCase();
  if (shiftKey) return lower === 'a' ? 'attach' : lower === 'd' ? 'discard' : null;
  if (key === 'Enter') return 'send';
  return lower === 's' ? 'save' : lower === 'w' ? 'close' : null;
}
