import { type Call, header } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { Folder, StoreNode } from '../store/nodes.ts';
import { locate, splitPath, type Target } from '../store/locate.ts';
import { storeAt } from '../http/stores.ts';
import { etagOf, resourceTag } from '../store/node-properties.ts';

/** What the request is about. The server has already made sure that the path lies in the caller's mailbox. */
export function targetOf(call: Call): Target {
  return locate(call.mailbox, call.segments);
}

/** The folder or item asked for; 404 where there is none. */
export function nodeOf(call: Call): StoreNode {
  return asNode(targetOf(call)) ?? refuse(404, 'Nothing is at this address.');
}

export function asNode(target: Target): StoreNode | null {
  if (target.kind === 'folder') return target.folder;
  return target.kind === 'item' ? target.item : null;
}

/** The folder in which a child of the missing name can be made; 409 where it does not exist. */
export function parentOf(target: Extract<Target, { kind: 'missing' }>): Folder {
  return target.parent ?? refuse(409, 'The folder that should hold it does not exist.');
}

/** The path of `Destination`, absolute or path-only; 400 without one, 502 where it names another server or mailbox. */
export function destinationOf(call: Call): Target {
  const given = header(call, 'destination')?.trim() ?? refuse(400, 'The Destination header is missing.');
  const parts =
    /^(?:https?:\/\/([^/?#]*))?(\/[^?]*)$/i.exec(given) ??
    refuse(400, 'The Destination header is not a URL.');
  const host = parts[1];
  if (host !== undefined && host.toLowerCase() !== new URL(call.origin).host.toLowerCase()) {
    refuse(502, 'The destination is on another server.');
  }
  const place = storeAt(splitPath(parts[2] ?? '/'), call.world);
  if (place?.mailbox !== call.mailbox) refuse(502, 'The destination is in another store.');
  return locate(call.mailbox, place.segments);
}

/** `If-Match`, `If-None-Match` (reference 3.3) and Exchange's `If: (<rt:…>)`; throws 412 where one does not hold. */
export function checkConditions(call: Call, node: StoreNode | null): void {
  const match = header(call, 'if-match');
  if (match !== undefined && !listsTag(match, node))
    refuse(412, 'The item is not there, or is not in the expected state.');
  const none = header(call, 'if-none-match');
  if (none !== undefined && listsTag(none, node)) refuse(412, 'There is an item already.');
  const tag = /\(\s*<(rt:[^>]*)>\s*\)/i.exec(header(call, 'if') ?? '')?.[1];
  if (tag !== undefined && (node === null || tag !== resourceTag(node, call)))
    refuse(412, 'The item has changed.');
}

function listsTag(list: string, node: StoreNode | null): boolean {
  if (node === null) return false;
  if (list.trim() === '*') return true;
  return list.split(',').some((each) => each.trim() === etagOf(node));
}
