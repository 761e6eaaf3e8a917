import { copyNode, moveNode } from '../methods/copy-move.ts';
import { deleteNode } from '../methods/delete.ts';
import { mkcol } from '../methods/mkcol.ts';
import { proppatch } from '../methods/proppatch.ts';
import { put } from '../methods/put.ts';
import { options } from '../methods/options.ts';
import { propfind } from '../methods/propfind.ts';
import { searchOver } from '../methods/search.ts';
import { get } from '../methods/get.ts';
import { enumatts } from '../methods/enumatts.ts';
import { unsupported } from '../methods/unsupported.ts';
import { rowCache } from '../search-sql/run.ts';
import type { Method } from './call.ts';

/** Verbs of Exchange that are known here and not answered yet. */
const LATER = [
  'BPROPFIND',
  'BPROPPATCH',
  'BDELETE',
  'BMOVE',
  'BCOPY',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'POLL',
  'LOCK',
  'UNLOCK',
  'POST',
] as const;

/** One method a verb; a verb that is not in the table is unknown. */
export function methodTable(): ReadonlyMap<string, Method> {
  return new Map<string, Method>([
    ['OPTIONS', options],
    ['PROPFIND', propfind],
    ['SEARCH', searchOver(rowCache())],
    ['GET', get],
    ['HEAD', get],
    ['PROPPATCH', proppatch],
    ['PUT', put],
    ['DELETE', deleteNode],
    ['MKCOL', mkcol],
    ['COPY', copyNode],
    ['MOVE', moveNode],
    ['X-MS-ENUMATTS', enumatts],
    ...LATER.map((verb): [string, Method] => [verb, unsupported]),
  ]);
}
