import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { asksFullText, type Query } from '../search-sql/ast.ts';
import { groupRows } from '../search-sql/group.ts';
import { parseSql } from '../search-sql/parse.ts';
import { pick, rangeHeaders, selectRows } from '../search-sql/rows.ts';
import { type FoundScope, folderOrRefuse } from '../search-sql/scope.ts';
import type { Row } from '../search-sql/order.ts';
import { mayRead } from '../store/rights.ts';
import { hrefOf } from '../store/urls.ts';
import { longMultistatus } from './long-multistatus.ts';
import { replicate } from './replicate.ts';
import { renderGroup, rowRenderer } from './search-columns.ts';
import { readSearchRequest } from './search-request.ts';
import { scopesOf } from './search-scopes.ts';
import { nodeOf } from './target.ts';

/** SEARCH with DAV:sql and row ranges (reference 3.9): always 207, with `Content-Range: rows a-b; total=n`. */
export const search: Method = (call) => {
  const { sql, replication } = readSearchRequest(call.body);
  const query = parseSql(sql);
  if (!call.world.settings.values.FullTextIndex && asksFullText(query.where))
    refuse(400, 'This store has no full-text index: CONTAINS and FREETEXT are not known.');
  const asked = folderOrRefuse(nodeOf(call), call.path);
  const scopes = scopesOf(call, query, asked);
  if (replication && !call.world.settings.values.Replication) refuse(400, 'This store keeps no collblobs.');
  if (replication) return replicate(call, replication, query, scopes);
  return query.groupBy.length > 0 ? grouped(call, query, scopes) : listed(call, query, scopes);
};

function listed(call: Call, query: Query, scopes: readonly FoundScope[]): Promise<Reply> {
  const rows = readable(call, call.world.rows.rows(query, scopes, call));
  const { selection, brief } = wishes(call, rows.length);
  const render = rowRenderer(query.columns, call, brief);
  return longMultistatus(
    call,
    pick(rows, selection, ({ node }) => render(node)),
    rangeHeaders(selection),
  );
}

/** One row for each distinct value, with the counts of its group. */
function grouped(call: Call, query: Query, scopes: readonly FoundScope[]): Promise<Reply> {
  const columns = query.columns ?? refuse(400, 'SELECT * and GROUP BY do not go together: name the columns.');
  const rows = readable(call, call.world.rows.rows({ ...query, orderBy: [] }, scopes, call));
  const nodes = rows.map(({ node }) => node);
  const groups = groupRows(query, nodes, call);
  const { selection, brief } = wishes(call, groups.length);
  const href = scopes[0] ? hrefOf(call, scopes[0].folder) : call.origin + call.path;
  return longMultistatus(
    call,
    pick(groups, selection, (group) => renderGroup(columns, group, href, brief)),
    rangeHeaders(selection),
  );
}

/** What somebody else let the caller see: folders without rights are not there for them. */
function readable(call: Call, rows: readonly Row[]): readonly Row[] {
  const { caller, mailbox } = call;
  return caller === mailbox ? rows : rows.filter(({ node }) => mayRead(caller.user, mailbox, node));
}

function wishes(call: Call, total: number) {
  return {
    selection: selectRows(header(call, 'range'), total),
    brief: flagHeader(call, 'brief') ?? false,
  };
}
