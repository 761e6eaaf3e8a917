import { type Call, header } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { storeAt } from '../http/stores.ts';
import { holds, parseIf, type ResourceState } from '../locks/if-header.ts';
import { locate, splitPath, type Target } from '../store/locate.ts';
import { resourceTag } from '../store/node-properties.ts';
import type { StoreNode } from '../store/nodes.ts';
import { tagOf } from './property-model.ts';
import { isThisHost } from './target.ts';

/**
 * The conditions of a request that writes: `If-Match`, `If-None-Match`, `If-Unmodified-Since` (RFC 9110 section 13) and
 * `If` (RFC 4918 section 10.4; Exchange's `(<rt:…>)` too). 412 where one does not hold. `If-Modified-Since` is for GET.
 */
export function checkConditions(call: Call, node: StoreNode | null, target?: Target): void {
  const match = header(call, 'if-match');
  if (match !== undefined && !listsTag(call, match, node))
    refuse(412, 'The item is not there, or is not in the expected state.');
  if (match === undefined) checkUnmodified(call, node);
  const none = header(call, 'if-none-match');
  if (none !== undefined && listsTag(call, none, node)) refuse(412, 'There is an item already.');
  const given = header(call, 'if');
  if (given === undefined) return;
  const own = stateOf(call, node, target);
  if (!holds(parseIf(given), (tag) => (tag === null ? own : stateAt(call, tag))))
    refuse(412, 'The resource is not in the state that the If header asks for.');
}

/** HTTP dates have whole seconds. A date that cannot be read is no condition (RFC 9110 section 13.1.4). */
function checkUnmodified(call: Call, node: StoreNode | null): void {
  const since = Date.parse(header(call, 'if-unmodified-since') ?? '');
  if (node === null || Number.isNaN(since)) return;
  if (Math.floor(node.modified / 1000) * 1000 > since) refuse(412, 'The item has changed since then.');
}

function listsTag(call: Call, list: string, node: StoreNode | null): boolean {
  if (node === null) return false;
  const tags: readonly string[] = list.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return list.trim() === '*' || tags.includes(tagOf(call, node) ?? '');
}

function stateOf(call: Call, node: StoreNode | null, target?: Target): ResourceState {
  const { locks } = call.world;
  if (node !== null) {
    const tokens = locks.covering(call.mailbox, node).map(({ token }) => token);
    return { tokens: new Set([...tokens, resourceTag(node, call)]), etag: tagOf(call, node) };
  }
  // A free address in a folder that is locked with all in it will be locked with it (RFC 4918 section 7.4).
  const folder = target?.kind === 'missing' ? target.parent : null;
  const inherited = folder ? locks.covering(call.mailbox, folder) : [];
  const deep = inherited.filter(({ depth }) => depth === 'infinity');
  return { tokens: new Set(deep.map(({ token }) => token)), etag: null };
}

/** The state of a tagged resource. One of another server or store has no state here. */
function stateAt(call: Call, url: string): ResourceState {
  const [, host, path] = /^(?:https?:\/\/([^/?#]*))?(\/[^?#]*)?$/i.exec(url) ?? [];
  const elsewhere = host !== undefined && !isThisHost(call, host);
  const place = elsewhere || path === undefined ? undefined : storeAt(splitPath(path), call.world);
  if (place?.mailbox !== call.mailbox) return { tokens: new Set(), etag: null };
  const target = locate(call.mailbox, place.segments, !call.world.personality.exchange);
  const node = target.kind === 'folder' ? target.folder : target.kind === 'item' ? target.item : null;
  return stateOf(call, node, target);
}
