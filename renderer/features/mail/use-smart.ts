import { ArrowUpFromLine } from 'lucide-react';
import { outgoingTally } from '../../components/format/outgoing.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import type { SmartFolder } from './folders/tree-model.ts';

/** The id of the Outbox among the folders; ids of accounts hold no colon. */
export const OUTBOX_ID = 'smart:outbox';

/** The folders that gather all accounts: those that show something. */
export function useSmartFolders(): readonly SmartFolder[] {
  const tally = outgoingTally(useOutgoing());
  return [
    {
      id: OUTBOX_ID,
      name: 'Outbox',
      icon: ArrowUpFromLine,
      count: tally.open,
      needsYou: tally['needs-you'],
    },
  ];
}
