import { type Call, header } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { multistatus, type Reply } from '../http/reply.ts';
import type { Subscription } from '../notifications/notifications.ts';
import { splitPath } from '../store/locate.ts';
import { nameKey } from '../store/url-names.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import { asNode, targetOf } from './target.ts';

/** With a capital E, unlike the namespace of the properties (reference 3.11). */
const NOTIFICATION = 'http://schemas.microsoft.com/Exchange/';
/** As many as a client has folders to watch. */
const MAX_IDS = 1000;

/** The numbers of `Subscription-id`, each once, in the client's order; 400 where they are none. */
export function idsOf(call: Call): readonly number[] {
  const given = header(call, 'subscription-id') ?? refuse(400, 'The Subscription-id header is missing.');
  const parts = given.split(',').map((each) => each.trim());
  if (!parts.every((each) => /^\d{1,15}$/.test(each)) || parts.length > MAX_IDS)
    refuse(400, 'The Subscription-id header is not a list of numbers.');
  return [...new Set(parts.map(Number))];
}

/** The subscription of that number, if it was made for this address; what it was made for may be gone by now. */
export function subscriptionAt(call: Call, id: number): Subscription | undefined {
  const found = call.world.notifications.find(id);
  if (found?.mailbox !== call.mailbox) return undefined;
  return asNode(targetOf(call)) === found.node || samePath(call, found.href) ? found : undefined;
}

function samePath(call: Call, href: string): boolean {
  const key = (path: string) => splitPath(path).map(nameKey).join('/');
  return key(call.path) === key(href.replace(/^https?:\/\/[^/]*/i, ''));
}

/** A multistatus of one response for each status, with the ids that have it. `li` is in no namespace (reference 3.11). */
export function listed(call: Call, ids: readonly number[], statusOf: (id: number) => number): Reply {
  const byStatus = new Map<number, number[]>();
  for (const id of ids) {
    const status = statusOf(id);
    byStatus.set(status, [...(byStatus.get(status) ?? []), id]);
  }
  const href = call.origin + call.path;
  return multistatus(
    [...byStatus].map(
      ([status, those]): DavResponse => ({
        href,
        status,
        more: [element(NOTIFICATION, 'subscriptionID', those.map(item))],
      }),
    ),
  );
}

function item(id: number) {
  return element('', 'li', [String(id)]);
}

function element<Child>(namespace: string, name: string, children: readonly Child[]) {
  return { namespace, name, attributes: [], children };
}
