import { useSyncExternalStore } from 'react';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { isOffline } from './saved-words.tsx';

/** Whether a message would wait: the computer has no network, or its server was out of reach for the draft's copy. */
export function useOffline(copy: ServerCopy): boolean {
  const onLine = useSyncExternalStore(follow, () => navigator.onLine);
  return !onLine || isOffline(copy);
}

function follow(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
