import { XMLBuilder } from 'fast-xml-parser';
import { DAV } from '../../../shared/exchange/names.ts';
import type { Property } from './property.ts';
import { escapedName } from './xml-repair.ts';

/** Content of an element as fast-xml-parser's builder takes it; names carry prefixes, attributes begin with `@`. */
export type XmlContent = string | null | { readonly [name: string]: XmlContent | readonly XmlContent[] };

/** A request body: `D` is DAV:, other namespaces have the prefixes that `prefixes` gives. */
export function xmlDocument(
  root: string,
  content: { readonly [name: string]: XmlContent | readonly XmlContent[] },
  prefixes: ReadonlyMap<string, string> = new Map(),
): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
  });
  const declarations = Object.fromEntries([...prefixes].map(([uri, prefix]) => [`@xmlns:${prefix}`, uri]));
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'utf-8' },
    [root]: { '@xmlns:D': DAV, ...declarations, ...content },
  });
}

/** One prefix a namespace (`a0`, `a1` …; `D` for DAV:), in the order of first use. */
export function prefixesOf(properties: readonly Property[]): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const { namespace } of properties) {
    if (namespace !== DAV && !prefixes.has(namespace)) prefixes.set(namespace, `a${prefixes.size}`);
  }
  return prefixes;
}

/** The content of a `prop` element: each property with its value, or empty to ask for it. */
export function propContent(
  values: readonly (readonly [Property, XmlContent])[],
  prefixes: ReadonlyMap<string, string>,
): XmlContent {
  return Object.fromEntries(
    values.map(([{ namespace, local }, value]) => [
      `${prefixes.get(namespace) ?? 'D'}:${escapedName(local)}`,
      value,
    ]),
  );
}
