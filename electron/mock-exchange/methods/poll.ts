import type { Method } from '../http/call.ts';
import { idsOf, listed, subscriptionAt } from './subscription-ids.ts';

/**
 * POLL (reference 3.11): always 207. 200 for the subscriptions that have something to tell, 204 for the others, 412 for
 * those that are unknown, ran out, or belong to another address. Polling acknowledges and refreshes.
 */
export const poll: Method = (call) =>
  listed(call, idsOf(call), (id) => {
    if (subscriptionAt(call, id) === undefined) return 412;
    return call.world.notifications.poll(id) ? 200 : 204;
  });
