import { useEffect, useRef } from 'react';
import { useTellFailure } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useMarkReadAfter } from '../../../hooks/habits.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';

/**
 * Marks a message as read once it has been in view for as long as its person chose, or when it is left; once an opening,
 * and not where they chose "unread" meanwhile: also before its text was there.
 */
export function useMarkRead(messageId: string, inView: boolean, unread: boolean): void {
  const mark = useMark();
  const [after] = useMarkReadAfter();
  const leftUnread = useRef<string | null>(null);
  useCommand('mark-unread', () => {
    leftUnread.current = messageId;
  });
  const markIfUnread = useLatest(() => {
    if (unread && leftUnread.current !== messageId) mark([messageId], true);
  });
  useEffect(() => {
    if (!inView || after === 'never') return;
    if (after === 'leaving') return markIfUnread;
    const timer = setTimeout(markIfUnread, after * 1000);
    return () => clearTimeout(timer);
  }, [messageId, inView, after, markIfUnread]);
}

/** Marks messages as read or unread; a refusal is told in a toast. */
function useMark(): (messageIds: readonly string[], read: boolean) => void {
  const { engine } = useServices();
  const tellFailure = useTellFailure();
  return (messageIds, read) => {
    if (messageIds.length === 0) return;
    engine.call('message.read', { messageIds, read }).catch(tellFailure);
  };
}
