import { MAPI_ID } from '../../../shared/exchange/names.ts';

/** A property's name. `key` is namespace and local name joined, as Exchange's SQL writes it. */
export interface Property {
  readonly namespace: string;
  readonly local: string;
  readonly key: string;
}

/** Makes a property of its two parts. */
export function property(namespace: string, local: string): Property {
  return { namespace, local, key: keyOf(namespace, local) };
}

/**
 * Microsoft prints proptags in mixed case and clients send lower case: they are one name (reference 3.13). So are named
 * ones with a GUID in any case and a number with zeros in front, as `0x00008105`.
 */
export function keyOf(namespace: string, local: string): string {
  if (namespace.startsWith(MAPI_ID))
    return namespace.toLowerCase() + local.toLowerCase().replace(/^0x0*(?=[0-9a-f])/, '0x');
  return namespace + (namespace.endsWith('/mapi/proptag/') ? local.toLowerCase() : local);
}
