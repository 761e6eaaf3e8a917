import { useEffect, useRef } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';

/** How long a message is in view before it counts as read. */
const IN_VIEW_MS = 2000;

/**
 * Marks a message as read once it has been in view for two seconds; once an opening, and not where its person chose
 * "unread" meanwhile: also before its text was there.
 */
export function useMarkRead(messageId: string, inView: boolean, unread: boolean): void {
  const mark = useMark();
  const leftUnread = useRef<string | null>(null);
  useCommand('mark-unread', () => {
    leftUnread.current = messageId;
  });
  const markIfUnread = useLatest(() => {
    if (unread && leftUnread.current !== messageId) mark([messageId], true);
  });
  useEffect(() => {
    if (!inView) return;
    const timer = setTimeout(markIfUnread, IN_VIEW_MS);
    return () => clearTimeout(timer);
  }, [messageId, inView, markIfUnread]);
}

/** Marks messages as read or unread; a refusal is told in a toast. */
function useMark(): (messageIds: readonly string[], read: boolean) => void {
  const { engine } = useServices();
  const notify = useNotify();
  return (messageIds, read) => {
    if (messageIds.length === 0) return;
    engine
      .call('message.read', { messageIds, read })
      .catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  };
}
