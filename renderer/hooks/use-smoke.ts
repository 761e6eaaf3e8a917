import { useEffect, useRef, useState } from 'react';
import { askMain } from './ask-main.ts';
import { useServices } from './services.ts';
import { useLive } from './use-live.ts';
import type { AccountStateRow } from '../store/tables.ts';

/**
 * Started with --smoke: tells main once that the Inbox is readable (rows shown, one body on the screen), or why it is
 * not. Returns what to call when a body is on the screen.
 */
export function useSmoke(states: ReadonlyMap<string, AccountStateRow>, stopped: string | null): () => void {
  const { bridge, reader } = useServices();
  const [shown, setShown] = useState(false);
  const told = useRef(false);
  const folders = useLive('folders', () => reader.folders());
  const refused = [...states.values()].find(
    ({ connection }) => connection === 'refused' || connection === 'sign-in',
  );
  const sentence =
    stopped ?? (refused ? (refused.failure?.sentence ?? 'The server refused the account.') : null);

  useEffect(() => {
    if (!bridge.smoke || told.current) return;
    const inbox = folders?.find(({ role }) => role === 'inbox');
    if (sentence !== null) {
      told.current = true;
      void askMain(bridge, 'smoke.failed', { sentence });
    } else if (shown && folders && inbox) {
      told.current = true;
      const messages = folders.reduce((sum, { total }) => sum + (total ?? 0), 0);
      void askMain(bridge, 'smoke.ready', { messages, folders: folders.length });
    }
  }, [bridge, folders, shown, sentence]);
  return () => setShown(true);
}
