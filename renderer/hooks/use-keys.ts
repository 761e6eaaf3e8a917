import { useEffect } from 'react';
import { commandFor, type KeySettings, keysInForce } from '../../shared/keys/key-settings.ts';
import { useServices } from './services.ts';

/** A key as the tables write it: "Ctrl+Shift+T". Ctrl is Cmd on macOS. */
export function chordOf(event: KeyboardEvent, mac: boolean): string {
  const main = mac ? event.metaKey : event.ctrlKey;
  const { key } = event;
  const letter = key.length === 1 && (main || event.altKey) ? key.toUpperCase() : key;
  const shift = event.shiftKey && (main || key.length > 1);
  return [main && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', letter].filter(Boolean).join('+');
}

/** True where a key writes text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Turns keys into commands while the window is shown; a modal dialog keeps its keys to itself. */
export function useKeys(settings: KeySettings): void {
  const { bridge, commands } = useServices();
  useEffect(() => {
    const mac = bridge.platform === 'darwin';
    const keys = keysInForce(settings, mac);
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      const command = commandFor(keys, chordOf(event, mac), isTyping(event.target));
      if (!command) return;
      event.preventDefault();
      commands.send(command);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [bridge, commands, settings]);
}
