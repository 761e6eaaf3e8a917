import { DAV } from '../../../shared/exchange/names.ts';
import type { Call } from '../http/call.ts';
import { membersOf, statesOf } from '../replication/sync-points.ts';
import type { StoreNode } from '../store/nodes.ts';
import type { PropertyName } from '../store/property-names.ts';
import { type PropValue, text } from '../store/values.ts';

/** `sync-token` of a collection (RFC 6578 section 4), only when it is asked for by name. */
export function syncProperty(
  call: Call,
  node: StoreNode,
  { namespace, name }: PropertyName,
): PropValue | undefined {
  if (namespace !== DAV || name !== 'sync-token' || node.kind === 'item' || !hasSync(call)) return undefined;
  return text(call.world.syncPoints.tokenOf(node, statesOf(membersOf(node))));
}

/** Whether the server tells what changed in a collection. */
export function hasSync({ world }: Call): boolean {
  return !world.personality.exchange && world.settings.values.SyncCollection;
}
