import { copyNode, moveNode } from '../methods/copy-move.ts';
import { deleteNode } from '../methods/delete.ts';
import { lock } from '../methods/lock.ts';
import { unlock } from '../methods/unlock.ts';
import { mkcol } from '../methods/mkcol.ts';
import { proppatch } from '../methods/proppatch.ts';
import { put } from '../methods/put.ts';
import { report } from '../methods/report.ts';
import { options } from '../methods/options.ts';
import { propfind } from '../methods/propfind.ts';
import { search } from '../methods/search.ts';
import { get } from '../methods/get.ts';
import { davMailCompatible } from '../methods/davmail-compatibility.ts';
import { enumatts } from '../methods/enumatts.ts';
import { bulkDelete } from '../methods/bulk-delete.ts';
import { bulkCopy, bulkMove } from '../methods/bulk-move.ts';
import { bulkPropfind, bulkProppatch } from '../methods/bulk-properties.ts';
import { exchangeOnly } from '../methods/exchange-only.ts';
import { poll } from '../methods/poll.ts';
import { post } from '../methods/post.ts';
import { subscribe } from '../methods/subscribe.ts';
import { unsubscribe } from '../methods/unsubscribe.ts';
import type { Method } from './call.ts';

/** One method a verb; a verb that is not in the table is unknown. */
export function methodTable(): ReadonlyMap<string, Method> {
  return new Map<string, Method>([
    ['OPTIONS', options],
    ['PROPFIND', propfind],
    ['SEARCH', exchangeOnly(search)],
    ['GET', davMailCompatible(get)],
    ['HEAD', get],
    ['PROPPATCH', proppatch],
    ['PUT', put],
    ['DELETE', deleteNode],
    ['MKCOL', mkcol],
    ['COPY', copyNode],
    ['MOVE', moveNode],
    ['X-MS-ENUMATTS', exchangeOnly(enumatts)],
    ['BPROPFIND', exchangeOnly(bulkPropfind)],
    ['BPROPPATCH', exchangeOnly(bulkProppatch)],
    ['BDELETE', exchangeOnly(bulkDelete)],
    ['BMOVE', exchangeOnly(bulkMove)],
    ['BCOPY', exchangeOnly(bulkCopy)],
    ['SUBSCRIBE', exchangeOnly(subscribe)],
    ['POLL', exchangeOnly(poll)],
    ['UNSUBSCRIBE', exchangeOnly(unsubscribe)],
    ['POST', exchangeOnly(post)],
    ['REPORT', report],
    ['LOCK', lock],
    ['UNLOCK', unlock],
  ]);
}
