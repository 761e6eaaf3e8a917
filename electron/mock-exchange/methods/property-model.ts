import { DAV } from '../../../shared/exchange/names.ts';
import type { Call } from '../http/call.ts';
import { lockDiscovery, supportedLock } from '../locks/lock-properties.ts';
import { etagOf } from '../store/node-properties.ts';
import type { Item, StoreNode } from '../store/nodes.ts';
import {
  contentTag,
  plainNames,
  plainRefusals,
  plainValue,
  readPlain,
  writePlain,
} from '../store/plain-properties.ts';
import { propertyNames, readProperty } from '../store/properties.ts';
import type { PropertyName } from '../store/property-names.ts';
import { typedValue } from '../store/typed-value.ts';
import type { PropValue } from '../store/values.ts';
import { type Change, type Outcome, refusals, writeProperties } from '../store/write-properties.ts';
import type { XmlElement } from '../xml/tree.ts';
import { limitProperty } from './limit-properties.ts';
import { syncProperty } from './sync-property.ts';

/**
 * What properties a resource has, and how they are written: Exchange's typed ones under many spellings, or those of
 * RFC 4918, where everything that the standard does not name is a dead property.
 */
export interface PropertyModel {
  read(node: StoreNode, name: PropertyName): PropValue | undefined;
  /** `full`: also what costs a conversion to say (nested allprop, propname). */
  names(node: StoreNode, full: boolean): readonly PropertyName[];
  /** The value of an element in a `set`; null where the text is none of the property's type. */
  readonly valueFrom: (element: XmlElement) => PropValue | null;
  /** Outcomes where a change is refused, without writing; null where all may be written. */
  refusals(changes: readonly Change[], creating: boolean): readonly Outcome[] | null;
  write(node: StoreNode, changes: readonly Change[], creating: boolean): readonly Outcome[];
}

/** The model of the server that is asked. */
export function modelOf(call: Call): PropertyModel {
  const model = call.world.personality.exchange ? exchangeModel(call) : plainModel(call);
  return {
    ...model,
    read: (node, name) =>
      lockProperty(call, node, name) ??
      limitProperty(call, node, name) ??
      syncProperty(call, node, name) ??
      model.read(node, name),
    names: (node, full) => [...model.names(node, full), ...LOCK_NAMES],
  };
}

/** The ETag of a resource; null for folders of a plain server, which have no body. */
export function tagOf(call: Pick<Call, 'world'>, node: StoreNode): string | null {
  if (node.kind === 'item') return itemTag(call, node);
  return call.world.personality.exchange ? etagOf(node) : null;
}

/** The ETag of an item: of all its state at Exchange, of its body on a plain server. */
export function itemTag({ world }: Pick<Call, 'world'>, item: Item): string {
  return world.personality.exchange ? etagOf(item) : contentTag(item);
}

const LOCK_NAMES: readonly PropertyName[] = [
  { namespace: DAV, name: 'lockdiscovery' },
  { namespace: DAV, name: 'supportedlock' },
];

function lockProperty(call: Call, node: StoreNode, { namespace, name }: PropertyName): PropValue | undefined {
  if (namespace !== DAV) return undefined;
  if (name === 'lockdiscovery') return lockDiscovery(call, node);
  return name === 'supportedlock' ? supportedLock() : undefined;
}

function exchangeModel(call: Call): PropertyModel {
  return {
    read: (node, name) => readProperty(node, call, name),
    names: (node, full) => propertyNames(node, call, full),
    valueFrom: typedValue,
    refusals,
    write: (node, changes, creating) => writeProperties(call.mailbox, node, changes, creating),
  };
}

function plainModel(call: Call): PropertyModel {
  return {
    read: (node, name) => readPlain(node, call.mailbox, name),
    names: (node) => plainNames(node, call.mailbox),
    valueFrom: plainValue,
    refusals: plainRefusals,
    write: writePlain,
  };
}
