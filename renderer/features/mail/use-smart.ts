import { ArrowUpFromLine, Flag, Mail as MailIcon, OctagonAlert } from 'lucide-react';
import { isStuck, outgoingTally } from '../../components/format/outgoing.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useServices } from '../../hooks/services.ts';
import { COUNTING_MS, usePacedLive } from '../../hooks/use-paced-live.ts';
import { FLAGGED_ID, isSmart, type SmartId, UNREAD_ID } from '../../store/reader.ts';
import type { FolderRow } from '../../store/tables.ts';
import type { SmartFolder } from './folders/tree-model.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Say } from '../../../shared/language/say.ts';

/** The ids of the folders that gather all accounts; ids of accounts hold no colon. */
export const OUTBOX_ID = 'smart:outbox';
export const STUCK_ID = 'smart:stuck';

/** Which of the two views of outgoing mail a folder is; null: neither. */
export type OutgoingFolder = 'all' | 'stuck';
export function outgoingFolder(id: string): OutgoingFolder | null {
  if (id === OUTBOX_ID) return 'all';
  return id === STUCK_ID ? 'stuck' : null;
}

/** The folders that gather all accounts: those that show something. `found`: items that are stuck on the servers. */
export function useSmartFolders(found: number): readonly SmartFolder[] {
  const say = useSay();
  const rows = useOutgoing();
  const tally = outgoingTally(rows);
  const needsYou = tally['needs-you'];
  const unread = useSmartCount(UNREAD_ID);
  const flagged = useSmartCount(FLAGGED_ID);
  return [
    { id: UNREAD_ID, name: say('Unread'), icon: MailIcon, count: unread, needsYou: 0 },
    { id: FLAGGED_ID, name: say('Flagged'), icon: Flag, count: flagged, needsYou: 0 },
    { id: OUTBOX_ID, name: say('Outbox'), icon: ArrowUpFromLine, count: tally.open, needsYou },
    {
      id: STUCK_ID,
      name: say('Stuck & failed'),
      icon: OctagonAlert,
      count: rows.filter(isStuck).length + found,
      needsYou: needsYou + found,
    },
  ];
}

function useSmartCount(id: SmartId): number {
  const { reader } = useServices();
  const days = usePacedLive(`days ${id}`, () => reader.days(id), COUNTING_MS);
  return days?.reduce((sum, { count }) => sum + count, 0) ?? 0;
}

/** A smart folder as the list shows it; null: it is none. It belongs to no account. */
export function smartFolder(id: string, say: Say): FolderRow | null {
  if (!isSmart(id)) return null;
  const name = id === UNREAD_ID ? say('Unread') : say('Flagged');
  const nowhere = { path: id, href: '', parentPath: null, accountId: '', role: 'none' } as const;
  return { ...nowhere, id, name, total: null, unread: null, contentTag: null };
}
