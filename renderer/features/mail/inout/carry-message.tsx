import { useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { useCommand } from '../../../hooks/commands.ts';
import { CarryDialog } from './carry-dialog.tsx';

/** "To Another Mailbox…" of the message that has this window. */
export function CarryMessage({
  accounts,
  messageId,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly messageId: string;
}) {
  const [isOpen, setOpen] = useState(false);
  useCommand('carry', () => setOpen(true));
  if (!isOpen) return null;
  return <CarryDialog accounts={accounts} messageIds={[messageId]} onClose={() => setOpen(false)} />;
}
