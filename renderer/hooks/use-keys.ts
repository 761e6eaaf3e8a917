import { useEffect } from 'react';
import type { Command } from './commands.ts';
import { useServices } from './services.ts';
import { useStored } from './use-stored.ts';

export type KeySet = 'standard' | 'single';

const isKeySet = (value: unknown): value is KeySet => value === 'standard' || value === 'single';

/** The set that the person chose, for all windows. */
export function useStoredKeySet() {
  return useStored<KeySet>('keys', 'standard', isKeySet);
}

/** A key as the tables write it: "Ctrl+Shift+T". Ctrl is Cmd on macOS. */
export function chordOf(event: KeyboardEvent, mac: boolean): string {
  const main = mac ? event.metaKey : event.ctrlKey;
  const { key } = event;
  const letter = key.length === 1 && (main || event.altKey) ? key.toUpperCase() : key;
  const shift = event.shiftKey && (main || key.length > 1);
  return [main && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', letter].filter(Boolean).join('+');
}

/** Keys that work in both sets and everywhere in the window. */
const STANDARD: Readonly<Record<string, Command>> = {
  'Ctrl+N': 'new-message',
  'Ctrl+Shift+O': 'drafts',
  'Ctrl+R': 'reply',
  'Ctrl+Shift+R': 'reply-all',
  'Ctrl+J': 'forward',
  'Ctrl+K': 'sync',
  F9: 'sync',
  'Ctrl+O': 'open-message',
  'Ctrl+P': 'print',
  'Ctrl+E': 'search',
  'Ctrl+]': 'next-unread',
  'Ctrl+Shift+F': 'filter-folder',
  'Ctrl+T': 'mark-read',
  'Ctrl+Shift+T': 'mark-unread',
  'Ctrl+Shift+G': 'flag',
  Insert: 'flag',
  'Ctrl+Shift+C': 'categories',
  Delete: 'delete',
  'Shift+Delete': 'delete-for-good',
  'Ctrl+Shift+M': 'move-to',
  'Ctrl+Alt+J': 'junk',
  'Ctrl+U': 'source',
  'Ctrl+Shift+H': 'all-headers',
  'Ctrl+Shift+I': 'load-images',
  'Ctrl+Shift+D': 'show-as-sent',
  'Ctrl+1': 'mail',
  'Ctrl+2': 'address-book',
  'Ctrl+7': 'progress',
  'Ctrl+8': 'error-log',
  'Ctrl+9': 'health',
  F1: 'keys',
  F6: 'next-pane',
  'Shift+F6': 'previous-pane',
  Escape: 'back',
  'Ctrl+Z': 'undo',
  'Ctrl+Shift+V': 'verify-now',
  'Ctrl+Shift+W': 'what-happened',
};

/** Keys of the "single keys" set besides those; they never fire while typing. */
const SINGLE: Readonly<Record<string, Command>> = {
  c: 'new-message',
  '/': 'search',
  '=': 'filter-folder',
  r: 'reply',
  a: 'reply-all',
  f: 'forward',
  n: 'next-unread',
  u: 'back',
  I: 'mark-read',
  U: 'mark-unread',
  s: 'flag',
  l: 'categories',
  '#': 'delete',
  e: 'archive',
  '!': 'junk',
  v: 'move-to',
  '?': 'keys',
  z: 'undo',
  V: 'verify-now',
  w: 'what-happened',
};

/** Where text is written these keys belong to the text. */
const NOT_WHILE_TYPING: ReadonlySet<Command> = new Set([
  'back',
  'undo',
  'verify-now',
  'flag',
  'delete',
  'delete-for-good',
]);

/** The command of a key, or null. */
export function commandFor(chord: string, set: KeySet, typing: boolean): Command | null {
  const standard = STANDARD[chord];
  if (standard) return typing && NOT_WHILE_TYPING.has(standard) ? null : standard;
  return set === 'single' && !typing ? (SINGLE[chord] ?? null) : null;
}

/** True where a key writes text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Turns keys into commands while the window is shown; a modal dialog keeps its keys to itself. */
export function useKeys(set: KeySet): void {
  const { bridge, commands } = useServices();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      const command = commandFor(chordOf(event, bridge.platform === 'darwin'), set, isTyping(event.target));
      if (!command) return;
      event.preventDefault();
      commands.send(command);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [bridge, commands, set]);
}
