import { DAV, EXCHANGE } from '../../../shared/exchange/names.ts';
import { refuse } from '../http/refusal.ts';
import type { PropertyName } from '../store/property-names.ts';
import { readXml } from '../xml/read.ts';
import { child, elements, is } from '../xml/tree.ts';

/** What a PROPFIND asks for: named properties, their names only, or the default set (`full`: everything there is). */
export type PropertyRequest =
  | { readonly kind: 'named'; readonly names: readonly PropertyName[] }
  | { readonly kind: 'names' }
  | { readonly kind: 'all'; readonly full: boolean; readonly include: readonly PropertyName[] };

/** Reads the body of a PROPFIND; an empty body asks for the default set (reference 3.2). */
export function readPropertyRequest(body: Buffer): PropertyRequest {
  if (body.length === 0) return { kind: 'all', full: false, include: [] };
  const root = readXml(body);
  if (!is(root, DAV, 'propfind')) refuse(400, 'The request body is not a DAV: propfind.');
  const prop = child(root, DAV, 'prop');
  if (prop)
    return { kind: 'named', names: elements(prop).map(({ namespace, name }) => ({ namespace, name })) };
  if (child(root, DAV, 'propname')) return { kind: 'names' };
  const all = child(root, DAV, 'allprop') ?? refuse(400, 'The propfind asks for nothing.');
  const include = child(root, DAV, 'include');
  return {
    kind: 'all',
    full: child(all, EXCHANGE, 'allprop') !== undefined,
    include: include ? elements(include).map(({ namespace, name }) => ({ namespace, name })) : [],
  };
}
