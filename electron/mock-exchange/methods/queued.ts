import { refuse } from '../http/refusal.ts';
import { withdraw } from '../store/changes.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';

/** What the store has submitted cannot be edited or deleted until that is aborted (reference 5.4): 403. */
export function refuseQueued(node: StoreNode | null): void {
  if (node?.kind === 'item' && node.submitted)
    refuse(403, 'The message is in the submission queue. Move it to Drafts to take it back.');
}

/** Moving a submitted message to Drafts aborts the submission; it cannot be moved anywhere else. */
export function leaveQueue(mailbox: Mailbox, node: StoreNode, into: Folder): void {
  if (node.kind === 'folder' || !node.submitted) return;
  if (into !== mailbox.roles.get('drafts')) refuseQueued(node);
  withdraw(node);
}
