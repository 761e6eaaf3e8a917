import { type Call, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { multistatus, type Reply, sentence } from '../http/reply.ts';
import { remove } from '../store/changes.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { checkConditions } from './conditions.ts';
import { refuseFixed } from './fixed.ts';
import { lockedResponses, lockedWithin, pathsTo, refuseLocked } from './locked.ts';
import { refuseQueued } from './queued.ts';
import { asNode, targetOf } from './target.ts';

/**
 * DELETE (reference 3.7): for good, folders with all that is in them. 200 at Exchange, because DavMail takes 204 for an
 * error. What a lock keeps stays, with the folders that lead to it, and is named in a 207 (RFC 4918 section 9.6.1).
 */
export const deleteNode: Method = (call) => {
  const target = targetOf(call);
  if (target.kind === 'attachment') refuse(403, 'An attachment cannot be deleted without its message.');
  const node = asNode(target) ?? refuse(404, 'Nothing is at this address.');
  refuseDepth(call, node);
  checkConditions(call, node, target);
  refuseFixed(call.mailbox, node);
  refuseQueued(node);
  refuseLocked(call, node, node.kind === 'folder' ? node.parent : node.folder);
  const kept = lockedWithin(call, node);
  if (kept.length === 0 || node.kind === 'item') {
    remove(call.mailbox, node);
    return deleted(call);
  }
  removeBeside(call, node, pathsTo(kept));
  return multistatus(lockedResponses(call, kept), { committed: true });
};

function deleted(call: Call): Reply {
  if (!call.world.personality.exchange) return { status: 204, committed: true };
  return { ...sentence(200, 'Deleted.'), committed: true };
}

/** A collection goes with all that is in it, or not at all (RFC 4918 section 9.6.1). */
function refuseDepth(call: Call, node: StoreNode): void {
  const depth = header(call, 'depth')?.trim().toLowerCase();
  if (node.kind === 'folder' && depth !== undefined && depth !== 'infinity')
    refuse(400, 'The Depth of DELETE on a folder is infinity.');
}

/** Removes all of a folder's content but what stands in `kept` by its id. */
function removeBeside(call: Call, folder: Folder, kept: ReadonlySet<number>): void {
  for (const item of folder.items.values()) if (!kept.has(item.id)) remove(call.mailbox, item);
  for (const child of folder.folders.values()) {
    if (!kept.has(child.id)) remove(call.mailbox, child);
    else removeBeside(call, child, kept);
  }
}
