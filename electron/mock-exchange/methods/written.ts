import type { Call } from '../http/call.ts';
import { etagOf, replUid, resourceTag } from '../store/node-properties.ts';
import type { StoreNode } from '../store/nodes.ts';
import { hrefOf, permanentUrl } from '../store/urls.ts';
import { tagOf } from './property-model.ts';

/** Response headers of PUT, PROPPATCH and MKCOL (reference 3, 3.14); on a plain server only the standard's. */
export function writtenHeaders(call: Call, node: StoreNode): Readonly<Record<string, string>> {
  const location = { Location: hrefOf(call, node) };
  if (!call.world.personality.exchange) {
    const tag = tagOf(call, node);
    return tag === null ? location : { ...location, ETag: tag };
  }
  return {
    'Repl-UID': `<${replUid(node, call)}>`,
    ResourceTag: `<${resourceTag(node, call)}>`,
    GetETag: etagOf(node),
    ETag: etagOf(node),
    ...location,
    'MS-Exchange-Permanent-URL': permanentUrl(call, node),
  };
}
