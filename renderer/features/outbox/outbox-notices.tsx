import { useEffect } from 'react';
import type { FolderRow } from '../../store/tables.ts';
import { outgoingTally } from '../../components/format/outgoing.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useStoredOutgoing } from '../../hooks/use-outgoing.ts';
import { useSay } from '../../hooks/use-say.ts';
import { isStrings, useStored } from '../../hooks/use-stored.ts';
import { noticesOf } from './notices.ts';

const NO_FOLDERS: readonly FolderRow[] = [];
const NONE_TOLD: readonly string[] = [];

/** Tells the system what the person should know while the window is not looked at: one notice a cause, and the badge. */
export function OutboxNotices() {
  const { bridge, now, reader } = useServices();
  const say = useSay();
  const tell = useTellFailure();
  const rows = useStoredOutgoing();
  const folders = useLive('folders', () => reader.folders()) ?? NO_FOLDERS;
  const [told, setTold] = useStored('notices-told', NONE_TOLD, isStrings);
  useEffect(() => {
    // Before the store has answered nothing is known to be settled: what was told would be told again at each start.
    if (!rows) return;
    const { notices, causes } = noticesOf(rows, told, now(), say);
    if (causes.join('\n') !== told.join('\n')) setTold(causes);
    const show = async () => {
      for (const notice of notices) await askMain(bridge, 'notice.show', notice);
    };
    void show().catch(tell);
  }, [rows, told, setTold, bridge, now, tell, say]);
  const unread = folders.reduce(
    (sum, { role, unread: count }) => sum + (role === 'inbox' ? (count ?? 0) : 0),
    0,
  );
  const needsYou = outgoingTally(rows ?? [])['needs-you'] > 0;
  useEffect(() => {
    void askMain(bridge, 'badge.set', { unread, needsYou }).catch(tell);
  }, [unread, needsYou, bridge, tell]);
  return null;
}
