import { ArrowUpFromLine, OctagonAlert } from 'lucide-react';
import { isStuck, outgoingTally } from '../../components/format/outgoing.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import type { SmartFolder } from './folders/tree-model.ts';

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
  const rows = useOutgoing();
  const tally = outgoingTally(rows);
  const needsYou = tally['needs-you'];
  return [
    { id: OUTBOX_ID, name: 'Outbox', icon: ArrowUpFromLine, count: tally.open, needsYou },
    {
      id: STUCK_ID,
      name: 'Stuck & failed',
      icon: OctagonAlert,
      count: rows.filter(isStuck).length + found,
      needsYou: needsYou + found,
    },
  ];
}
