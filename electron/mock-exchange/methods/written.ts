import { etagOf, replUid, resourceTag } from '../store/node-properties.ts';
import type { StoreNode } from '../store/nodes.ts';
import { hrefOf, permanentUrl, type Place } from '../store/urls.ts';

/** Response headers of PUT, PROPPATCH and MKCOL (reference 3, 3.14). */
export function writtenHeaders(place: Place, node: StoreNode): Readonly<Record<string, string>> {
  return {
    'Repl-UID': `<${replUid(node, place)}>`,
    ResourceTag: `<${resourceTag(node, place)}>`,
    GetETag: etagOf(node),
    ETag: etagOf(node),
    Location: hrefOf(place, node),
    'MS-Exchange-Permanent-URL': permanentUrl(place, node),
  };
}
