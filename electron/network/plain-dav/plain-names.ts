import type { PropertyValue } from '../dav/multistatus.ts';
import { type Property, property } from '../dav/property.ts';
import type { Patch } from '../dav/proppatch.ts';
import { P } from '../exchange/properties.ts';

/**
 * Named properties of MAPI have a GUID in braces in their namespace. A server that writes names as `{namespace}local`
 * (xandikos) answers a request for such a one with 400; on servers of other people the braces are left out.
 */
const PLAIN = [P.taskStart, P.taskDue, P.reminderSet, P.reminderTime, P.reminderSignal].map((named) => ({
  named,
  plain: property(named.namespace.replaceAll(/[{}]/g, ''), named.local),
}));

/** The property as a server that is not Exchange is asked for it. */
export function plainName(name: Property): Property {
  return PLAIN.find(({ named }) => named.key === name.key)?.plain ?? name;
}

/** A change as such a server takes it. */
export function plainPatch(patch: Patch): Patch {
  return patch.map(([name, value]) => [plainName(name), value] as const);
}

/** What such a server answered, under the names that Exchange has. */
export function asNamed(found: ReadonlyMap<string, PropertyValue>): ReadonlyMap<string, PropertyValue> {
  const names = new Map(PLAIN.map(({ named, plain }) => [plain.key, named.key]));
  return new Map([...found].map(([key, value]) => [names.get(key) ?? key, value]));
}
