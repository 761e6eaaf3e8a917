import type { Method } from '../http/call.ts';
import type { Target } from '../store/locate.ts';
import { hasSync } from './sync-property.ts';
import { targetOf } from './target.ts';

const PUBLIC =
  'OPTIONS, TRACE, GET, HEAD, DELETE, PUT, POST, COPY, MOVE, MKCOL, PROPFIND, PROPPATCH, SEARCH, SUBSCRIBE, UNSUBSCRIBE, ' +
  'POLL, BDELETE, BCOPY, BMOVE, BPROPPATCH, BPROPFIND, LOCK, UNLOCK';
const FOLDER =
  'OPTIONS, GET, HEAD, DELETE, POST, COPY, MOVE, PROPFIND, PROPPATCH, SEARCH, SUBSCRIBE, UNSUBSCRIBE, POLL, BDELETE, ' +
  'BCOPY, BMOVE, BPROPPATCH, BPROPFIND, LOCK, UNLOCK';
const ITEM =
  'OPTIONS, GET, HEAD, DELETE, PUT, COPY, MOVE, PROPFIND, PROPPATCH, SUBSCRIBE, UNSUBSCRIBE, POLL, X-MS-ENUMATTS, LOCK, UNLOCK';
const MISSING = 'OPTIONS, PUT, MKCOL, PROPPATCH, LOCK';
const SUBMISSION = 'OPTIONS, PUT, POST, PROPPATCH';

const PLAIN_FOLDER = 'OPTIONS, GET, HEAD, DELETE, COPY, MOVE, PROPFIND, PROPPATCH, LOCK, UNLOCK';
const PLAIN_ITEM = 'OPTIONS, GET, HEAD, DELETE, PUT, COPY, MOVE, PROPFIND, PROPPATCH, LOCK, UNLOCK';
const PLAIN_MISSING = 'OPTIONS, PUT, MKCOL, LOCK';

/** OPTIONS (reference 3.1, RFC 4918 section 18). `Public` says what Exchange knows, `Allow` what can be done here. */
export const options: Method = (call) => {
  const target = targetOf(call);
  return {
    status: 200,
    headers: call.world.personality.exchange ? exchange(target) : plain(target, hasSync(call)),
  };
};

function exchange(target: Target): Readonly<Record<string, string>> {
  const holdsRows = target.kind === 'folder' || target.kind === 'missing';
  return {
    DAV: '1, 2',
    'Accept-Ranges': holdsRows ? 'rows' : 'bytes',
    'MS-Author-Via': 'DAV',
    DASL: '<DAV:sql>',
    Allow: allowed(target),
    Public: PUBLIC,
  };
}

function plain({ kind }: Target, syncs: boolean): Readonly<Record<string, string>> {
  const allow =
    kind === 'folder'
      ? PLAIN_FOLDER + (syncs ? ', REPORT' : '')
      : kind === 'item'
        ? PLAIN_ITEM
        : PLAIN_MISSING;
  return { DAV: '1, 2', Allow: allow, ...(kind === 'item' && { 'Accept-Ranges': 'bytes' }) };
}

function allowed({ kind }: Target): string {
  switch (kind) {
    case 'folder':
      return FOLDER;
    case 'item':
      return ITEM;
    case 'attachment':
      return 'OPTIONS, GET, HEAD, PROPFIND';
    case 'submission':
      return SUBMISSION;
    case 'missing':
      return MISSING;
  }
}
