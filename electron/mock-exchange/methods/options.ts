import type { Method } from '../http/call.ts';
import { targetOf } from './target.ts';

const PUBLIC =
  'OPTIONS, TRACE, GET, HEAD, DELETE, PUT, POST, COPY, MOVE, MKCOL, PROPFIND, PROPPATCH, SEARCH, SUBSCRIBE, UNSUBSCRIBE, ' +
  'POLL, BDELETE, BCOPY, BMOVE, BPROPPATCH, BPROPFIND, LOCK, UNLOCK';
const FOLDER = 'OPTIONS, GET, HEAD, DELETE, COPY, MOVE, MKCOL, PROPFIND, PROPPATCH, SEARCH';
const ITEM = 'OPTIONS, GET, HEAD, DELETE, PUT, COPY, MOVE, PROPFIND, PROPPATCH, X-MS-ENUMATTS';

/**
 * OPTIONS (reference 3.1). `Public` says what Exchange knows, `Allow` what this server answers here. Locks are class 2,
 * which is not promised before they work: clients that see it lock before every PUT.
 */
export const options: Method = (call) => {
  const target = targetOf(call);
  const folder = target.kind === 'folder' || target.kind === 'missing';
  return {
    status: 200,
    headers: {
      DAV: '1',
      'MS-Author-Via': 'DAV',
      DASL: '<DAV:sql>',
      'Accept-Ranges': folder ? 'rows' : 'bytes',
      Allow: folder ? FOLDER : ITEM,
      Public: PUBLIC,
    },
  };
};
