import { type Call, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { readCallBack } from '../notifications/call-back.ts';
import { NOTIFICATION_TYPES, type NotificationType } from '../notifications/matching.ts';
import type { Subscription } from '../notifications/notifications.ts';
import type { StoreNode } from '../store/nodes.ts';
import { FLAT_SEGMENT, hrefOf } from '../store/urls.ts';
import { idsOf, listed, subscriptionAt } from './subscription-ids.ts';
import { nodeOf } from './target.ts';

/** Seconds, where the client names none; evolution begins with the same (reference 3.11). */
const DEFAULT_LIFETIME = 3600;
/** The longest; evolution doubles up to 57,600. */
const MAX_LIFETIME = 86_400;

/** SUBSCRIBE (reference 3.11): makes a subscription, or renews those that `Subscription-id` names. */
export const subscribe: Method = (call) => {
  if (call.segments[0]?.toLowerCase() === FLAT_SEGMENT.toLowerCase())
    refuse(403, 'A permanent URL cannot be subscribed to.');
  if (header(call, 'subscription-id') !== undefined) return renewed(call);
  const node = nodeOf(call);
  const made = call.world.notifications.subscribe({
    node,
    mailbox: call.mailbox,
    href: hrefOf(call, node),
    types: typesOf(call),
    depth: depthOf(call, node),
    callBack: callBackOf(call),
    lifetime: lifetimeOf(call) ?? DEFAULT_LIFETIME,
  });
  return { status: 200, headers: headersOf(made) };
};

/** One renewal answers like a new subscription, several with a multistatus. */
function renewed(call: Call): Reply {
  const { notifications } = call.world;
  const ids = idsOf(call);
  const lifetime = lifetimeOf(call);
  const known = ids.filter((id) => subscriptionAt(call, id) !== undefined);
  for (const id of known) notifications.renew(id, lifetime);
  if (ids.length > 1) return listed(call, ids, (id) => (known.includes(id) ? 200 : 412));
  const only = notifications.find(known[0] ?? -1);
  return only
    ? { status: 200, headers: headersOf(only) }
    : refuse(412, 'There is no such subscription at this address.');
}

function headersOf({ id, lifetime, href, types }: Subscription) {
  return {
    'Subscription-id': String(id),
    'Subscription-lifetime': String(lifetime),
    'Notification-type': types.join(', '),
    'Content-Location': href,
  };
}

function typesOf(call: Call): readonly NotificationType[] {
  const given = header(call, 'notification-type') ?? refuse(400, 'The Notification-type header is missing.');
  return given.split(',').map((each) => {
    const wanted = each.trim().toLowerCase();
    return (
      NOTIFICATION_TYPES.find((type) => type === wanted) ??
      refuse(501, `"${each.trim()}" is not a type of notification that this server knows.`)
    );
  });
}

/** 1 for folders, 0 for items; infinity is refused (reference 3.11). */
function depthOf(call: Call, node: StoreNode): 0 | 1 {
  const given = header(call, 'depth')?.trim();
  if (given === undefined) return node.kind === 'folder' ? 1 : 0;
  if (given === '0') return 0;
  return given === '1' ? 1 : refuse(400, `Depth "${given}" is not allowed for SUBSCRIBE.`);
}

function callBackOf(call: Call) {
  const given = header(call, 'call-back');
  if (given === undefined) return null;
  if (!call.world.personality.udpNotifications)
    refuse(501, 'This server does not call back. Leave the Call-back header out and use POLL.');
  return readCallBack(given, header(call, 'notification-delay'));
}

/** Seconds, cut to a day; null where the client leaves it to the server. */
function lifetimeOf(call: Call): number | null {
  const given = header(call, 'subscription-lifetime')?.trim();
  if (given === undefined) return null;
  if (!/^\d{1,12}$/.test(given) || Number(given) === 0)
    refuse(400, 'The Subscription-lifetime header is not a number of seconds.');
  return Math.min(MAX_LIFETIME, Number(given));
}
