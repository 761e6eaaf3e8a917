import { refuse } from '../http/refusal.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { StoreNode } from '../store/nodes.ts';

/** The root, the hidden subtree and the well-known folders stay where they are: 403. */
export function refuseFixed(mailbox: Mailbox, node: StoreNode): void {
  if (node.kind === 'item') return;
  const fixed = node.parent === null || node.hidden || [...mailbox.roles.values()].includes(node);
  if (fixed) refuse(403, 'This folder belongs to the mailbox and cannot be moved or deleted.');
}
