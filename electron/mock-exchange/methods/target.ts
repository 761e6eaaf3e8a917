import { type Call, header } from '../http/call.ts';
import { checkRights } from '../http/check-rights.ts';
import { refuse } from '../http/refusal.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { locate, refuseFragment, splitPath, type Target } from '../store/locate.ts';
import { storeAt } from '../http/stores.ts';

/** What the request is about. The server has already made sure that the caller may be there. */
export function targetOf(call: Call): Target {
  return locate(call.mailbox, call.segments, !call.world.personality.exchange);
}

/** The folder or item asked for; 404 where there is none. */
export function nodeOf(call: Call): StoreNode {
  return asNode(targetOf(call)) ?? refuse(404, 'Nothing is at this address.');
}

export function asNode(target: Target): StoreNode | null {
  if (target.kind === 'folder') return target.folder;
  return target.kind === 'item' ? target.item : null;
}

/** The folder in which a child of the missing name can be made; 409 where it does not exist, 403 in a search folder. */
export function parentOf(target: Extract<Target, { kind: 'missing' }>): Folder {
  const parent = target.parent ?? refuse(409, 'The folder that should hold it does not exist.');
  return parent.shows ? refuse(403, 'A search folder only shows what is elsewhere.') : parent;
}

/** True for a name that means mail whatever the client says its type is. */
export function isMailName(name: string): boolean {
  return /\.eml$/i.test(name);
}

/**
 * What `Destination`, absolute or path-only, leads to; 400 without one or with a query or fragment, 502 where it names
 * another server or mailbox.
 */
export function destinationOf(call: Call): Target {
  const given = header(call, 'destination')?.trim() ?? refuse(400, 'The Destination header is missing.');
  refuseFragment(given);
  const parts =
    /^(?:https?:\/\/([^/?#]*))?(\/[^?]*)$/i.exec(given) ??
    refuse(400, 'The Destination header is not a URL.');
  if (parts[1] !== undefined && !isThisHost(call, parts[1]))
    refuse(502, 'The destination is on another server.');
  const place = storeAt(splitPath(parts[2] ?? '/'), call.world);
  if (place?.mailbox !== call.mailbox) refuse(502, 'The destination is in another store.');
  checkRights(call.world, place, call.caller, 'PUT');
  return locate(call.mailbox, place.segments, !call.world.personality.exchange);
}

/** The host that was asked, or the one that hrefs name instead of it (setting ForeignHostInHrefs). */
/** True for the host that hrefs name and for the one that was asked, which differ where a proxy is played (reference 8). */
export function isThisHost(call: Pick<Call, 'origin' | 'headers'>, host: string): boolean {
  const names = [new URL(call.origin).host, header(call, 'host') ?? ''];
  return names.some((each) => each.toLowerCase() === host.toLowerCase());
}
