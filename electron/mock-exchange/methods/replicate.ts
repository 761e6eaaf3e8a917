import { REPL } from '../../../shared/exchange/names.ts';
import { type Call, flagHeader, header } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { changedRows, withoutKnown } from '../replication/changes.ts';
import type { Chunk, ReplicaRow } from '../replication/chunks.ts';
import { type Cursor, queryKey, readCollblob, writeCollblob } from '../replication/collblob.ts';
import type { Query } from '../search-sql/ast.ts';
import { pick, rangeHeaders, type RowSelection, selectRows } from '../search-sql/rows.ts';
import type { FoundScope } from '../search-sql/scope.ts';
import { replUid } from '../store/node-properties.ts';
import { encodeSegment } from '../store/url-names.ts';
import { hrefOf } from '../store/urls.ts';
import { text } from '../store/values.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import { longMultistatus } from './long-multistatus.ts';
import { rowRenderer } from './search-columns.ts';
import type { ReplicationRequest } from './search-request.ts';

/**
 * A replicating SEARCH (reference 3.14): everything the first time, then what changed since the client's collblob. With
 * row ranges the result stands still until every row was fetched, in whichever order.
 */
export function replicate(
  call: Call,
  request: ReplicationRequest,
  query: Query,
  scopes: readonly FoundScope[],
): Promise<Reply> {
  if (query.groupBy.length > 0 || scopes.some(({ folder }) => folder.shows !== undefined))
    refuse(400, 'Groups and search folders cannot be replicated.');
  const key = queryKey(call.mailbox.base, query.identity);
  const cursor = readCollblob(request.collblob, key);
  const chunk = cursor.chunk === null ? beginChunk(call, request, query, scopes, cursor.since) : null;
  const result = chunk ?? continued(call, cursor);
  const selection = selectRows(header(call, 'range'), result.rows.length);
  const next = advance(call, result, cursor, selection);
  const render = rowRenderer(query.columns, call, flagHeader(call, 'brief') ?? false);
  const blob = element('collblob', [writeCollblob(key, next)]);
  return longMultistatus(
    call,
    pick(result.rows, selection, (row) => renderRow(call, row, render)),
    rangeHeaders(selection),
    [element('repl', [blob])],
  );
}

function beginChunk(
  call: Call,
  { resourceTags }: ReplicationRequest,
  query: Query,
  scopes: readonly FoundScope[],
  since: number,
): Chunk {
  const { log } = call.mailbox.root;
  if (since > log.last) unknownBlob();
  const rows =
    since < 0
      ? call.world.rows
          .rows(query, scopes, call)
          .map(({ node }): ReplicaRow => ({ node, folder: null, gone: false }))
      : changedRows(query, scopes, call, since);
  const wanted = withoutKnown(rows, resourceTags, call);
  return { era: log.era, until: log.last, rows: wanted, left: new Set(wanted.keys()) };
}

function continued(call: Call, { chunk }: Cursor): Chunk {
  const found = chunk === null ? undefined : call.world.chunks.find(chunk);
  return found?.era === call.mailbox.root.log.era ? found : unknownBlob();
}

function unknownBlob(): never {
  return refuse(412, 'The collblob is not known here any more. Begin again with an empty one.');
}

/** The client's next cursor: the same result as long as rows are left. A range of no rows asks for the state of now. */
function advance(call: Call, result: Chunk, cursor: Cursor, { pieces }: RowSelection): Cursor {
  for (const [from, to] of pieces) for (let at = from; at < to; at++) result.left.delete(at);
  const nothingAsked = cursor.chunk === null && pieces.every(([from, to]) => from === to);
  if (result.left.size === 0 || nothingAsked) {
    if (cursor.chunk !== null) call.world.chunks.remove(cursor.chunk);
    return { since: result.until, chunk: null };
  }
  return cursor.chunk === null ? { since: cursor.since, chunk: call.world.chunks.add(result) } : cursor;
}

function renderRow(
  call: Call,
  row: ReplicaRow,
  render: (node: ReplicaRow['node']) => DavResponse,
): DavResponse {
  const { node } = row;
  if (!row.gone) return { ...render(node), more: [element('changetype', ['change'])] };
  const uid = { namespace: REPL, name: 'repl-uid', value: text(replUid(node, call)) };
  // The address that it had, unless its folder is gone as well.
  const href = row.folder ? hrefOf(call, row.folder) + encodeSegment(node.name) : hrefOf(call, node);
  return {
    href,
    propstats: [{ status: 200, props: [uid] }],
    more: [element('changetype', ['delete'])],
  };
}

function element<Child>(name: string, children: readonly Child[]) {
  return { namespace: REPL, name, attributes: [], children };
}
