import type { Call } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { StoreNode } from '../store/nodes.ts';
import { isOverQuota } from '../transport/quota.ts';

/** 507 where the body of the request does not fit into the mailbox (reference 3.6); what it replaces makes room. */
export function checkQuota(call: Call, replaces: StoreNode | null): void {
  if (call.mailbox === call.world.publicStore) return;
  const freed = replaces?.kind === 'item' ? replaces.content.size : 0;
  if (isOverQuota(call.mailbox, call.body.length - freed, call.world.settings.values))
    refuse(507, 'The mailbox is over its quota.');
}
