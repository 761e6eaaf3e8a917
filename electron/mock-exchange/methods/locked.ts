import { type Call, header } from '../http/call.ts';
import { refusePrecondition } from '../http/refusal.ts';
import { parseIf, submittedTokens } from '../locks/if-header.ts';
import { ancestorIds, type Lock, lockedNode } from '../locks/lock-table.ts';
import type { StoreNode } from '../store/nodes.ts';
import type { DavResponse } from '../xml/multistatus.ts';

/**
 * 423 where a lock binds one of the nodes and the request submits no token for it (RFC 4918 section 7). Asked of every
 * node that changes: the item itself, and the folder that gains or loses a member.
 */
export function refuseLocked(call: Call, ...nodes: readonly (StoreNode | null)[]): void {
  const given = tokensOf(call);
  for (const node of nodes) {
    const binding = node === null ? [] : call.world.locks.covering(call.mailbox, node);
    if (binding.length > 0 && !binding.some((lock) => isHeld(call, lock, given))) {
      const hrefs = binding.map((lock) => call.origin + lock.root);
      refusePrecondition(423, 'The resource is locked.', { name: 'lock-token-submitted', hrefs });
    }
  }
}

/** The locks inside of a folder that bind the request: no token of any lock on the same resource is submitted. */
export function lockedWithin(call: Call, node: StoreNode): readonly Lock[] {
  if (node.kind === 'item') return [];
  const given = tokensOf(call);
  const { locks } = call.world;
  const inside = locks.below(call.mailbox, node);
  const open = new Set(inside.filter((lock) => isHeld(call, lock, given)).map(({ id }) => id));
  return inside.filter(({ id }) => !open.has(id));
}

/** One response for each resource that a lock keeps (RFC 4918 section 9.6.1): 423. */
export function lockedResponses(call: Call, locks: readonly Lock[]): readonly DavResponse[] {
  const hrefs = new Set(locks.map(({ root }) => call.origin + root));
  return [...hrefs].map((href) => ({ href, status: 423, error: 'lock-token-submitted' }));
}

/** The counters of locked resources and of all folders that hold one somewhere. */
export function pathsTo(locks: readonly Lock[]): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const lock of locks) {
    ids.add(lock.id);
    const node = lockedNode(lock);
    for (const above of node ? ancestorIds(node) : []) ids.add(above);
  }
  return ids;
}

/** A token counts only from the one who took the lock (RFC 4918 section 6.4). */
function isHeld(call: Call, lock: Lock, given: ReadonlySet<string>): boolean {
  return given.has(lock.token) && lock.principal === call.caller.user;
}

function tokensOf(call: Call): ReadonlySet<string> {
  const given = header(call, 'if');
  return given === undefined ? new Set() : submittedTokens(parseIf(given));
}
