import { DAV } from '../../../shared/exchange/names.ts';
import type { StoreNode } from '../store/nodes.ts';
import type { PropValue } from '../store/values.ts';
import type { Call } from '../http/call.ts';
import type { XmlElement, XmlNode } from '../xml/tree.ts';
import type { Lock } from './lock-table.ts';

/** `lockdiscovery` of a node: one `activelock` for each lock that binds it (RFC 4918 section 15.8). */
export function lockDiscovery(call: Pick<Call, 'world' | 'mailbox' | 'origin'>, node: StoreNode): PropValue {
  const { locks, clock } = call.world;
  const active = locks.covering(call.mailbox, node).map((lock) => activeLock(lock, call.origin, clock.now()));
  return { kind: 'xml', attributes: [], children: active };
}

/** `supportedlock`: write locks, exclusive and shared, on everything (RFC 4918 section 15.10). */
export function supportedLock(): PropValue {
  const entry = (scope: Lock['scope']) =>
    element('lockentry', [element('lockscope', [element(scope)]), element('locktype', [element('write')])]);
  return { kind: 'xml', attributes: [], children: [entry('exclusive'), entry('shared')] };
}

function activeLock(lock: Lock, origin: string, now: number): XmlElement {
  const left = lock.expires === null ? 'Infinite' : `Second-${Math.ceil((lock.expires - now) / 1000)}`;
  return element('activelock', [
    element('locktype', [element('write')]),
    element('lockscope', [element(lock.scope)]),
    element('depth', [lock.depth]),
    ...(lock.owner === null ? [] : [lock.owner]),
    element('timeout', [left]),
    element('locktoken', [element('href', [lock.token])]),
    element('lockroot', [element('href', [origin + lock.root])]),
  ]);
}

function element(name: string, children: readonly XmlNode[] = []): XmlElement {
  return { namespace: DAV, name, attributes: [], children };
}
