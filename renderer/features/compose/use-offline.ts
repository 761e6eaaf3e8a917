import { useSyncExternalStore } from 'react';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';

/** Whether a message would wait: the computer has no network, or its server was out of reach for the draft's copy. */
export function useOffline(copy: ServerCopy): boolean {
  const onLine = useSyncExternalStore(follow, () => navigator.onLine);
  return !onLine || (copy.kind === 'failed' && copy.failure.kind === 'offline');
}

function follow(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
