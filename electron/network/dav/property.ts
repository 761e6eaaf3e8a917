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

/** Microsoft prints proptags in mixed case and clients send lower case: they are one name (reference 3.13). */
export function keyOf(namespace: string, local: string): string {
  return namespace + (namespace.endsWith('/mapi/proptag/') ? local.toLowerCase() : local);
}
