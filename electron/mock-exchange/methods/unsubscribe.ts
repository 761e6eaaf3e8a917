import type { Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { idsOf, listed, subscriptionAt } from './subscription-ids.ts';

/** UNSUBSCRIBE (reference 3.11): 200 for one, 207 for several, 412 for what is unknown. */
export const unsubscribe: Method = (call) => {
  const ids = idsOf(call);
  const known = ids.filter((id) => subscriptionAt(call, id) !== undefined);
  for (const id of known) call.world.notifications.end(id);
  if (ids.length > 1) return listed(call, ids, (id) => (known.includes(id) ? 200 : 412));
  return known.length === 1 ? { status: 200 } : refuse(412, 'There is no such subscription at this address.');
};
