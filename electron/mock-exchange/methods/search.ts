import { DAV } from '../../../shared/exchange/names.ts';
import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import { multistatus } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { storeAt } from '../http/stores.ts';
import { type Column, type Scope } from '../search-sql/ast.ts';
import { parseSql } from '../search-sql/parse.ts';
import { selectRows } from '../search-sql/rows.ts';
import { type FoundScope, folderOrRefuse, type RowCache } from '../search-sql/run.ts';
import { locate, splitPath } from '../store/locate.ts';
import type { StoreNode } from '../store/nodes.ts';
import { propertyNames, type Reader, readerOf } from '../store/properties.ts';
import { hrefOf } from '../store/urls.ts';
import type { DavResponse, NamedValue, PropStat } from '../xml/multistatus.ts';
import { readXml } from '../xml/read.ts';
import { child, is, textOf } from '../xml/tree.ts';
import { asNode, nodeOf } from './target.ts';

/** SEARCH with DAV:sql and row ranges (reference 3.9): always 207, with `Content-Range: rows a-b; total=n`. */
export function searchOver(cache: RowCache): Method {
  return (call) => {
    const query = parseSql(readSql(call.body));
    const asked = folderOrRefuse(nodeOf(call), call.path);
    const scopes = query.scopes.map(
      (scope): FoundScope => ({ depth: scope.depth, folder: scopeFolder(call, scope, asked) }),
    );
    const rows = cache.rows(query, scopes, call);
    const { pieces, contentRange } = selectRows(header(call, 'range'), rows.length);
    const brief = flagHeader(call, 'brief') ?? false;
    const render = rowRenderer(query.columns, brief);
    const responses = pieces.flatMap(([from, to]) => rows.slice(from, to).map((node) => render(node, call)));
    return multistatus(responses, { headers: { 'Content-Range': contentRange, 'Accept-Ranges': 'rows' } });
  };
}

function readSql(body: Buffer): string {
  const root = readXml(body);
  if (!is(root, DAV, 'searchrequest')) refuse(400, 'The request body is not a DAV: searchrequest.');
  const sql = child(root, DAV, 'sql') ?? refuse(400, 'The searchrequest holds no DAV: sql.');
  return textOf(sql);
}

function scopeFolder(call: Call, scope: Scope, asked: FoundScope['folder']): FoundScope['folder'] {
  if (scope.url === '') return asked;
  return folderOrRefuse(findScope(call, scope.url), scope.url);
}

/** Scope paths come decoded (DavMail) or percent-encoded (others): as it stands first, then decoded. */
function findScope(call: Call, url: string): StoreNode | null {
  const path = url.replace(/^https?:\/\/[^/]*/i, '');
  const literal = path.split('/').filter((each) => each !== '');
  if (url === path) {
    const found = inMailbox(call, literal);
    if (found) return found;
  }
  return inMailbox(call, /%(?![0-9a-f]{2})/i.test(path) ? literal : splitPath(path));
}

function inMailbox(call: Call, segments: readonly string[]): StoreNode | null {
  const place = storeAt(segments, call.world);
  return place?.mailbox === call.mailbox ? asNode(locate(call.mailbox, place.segments)) : null;
}

type RowRenderer = (node: StoreNode, call: Call) => DavResponse;

function rowRenderer(columns: readonly Column[] | null, brief: boolean): RowRenderer {
  if (columns === null) return renderAll;
  // The body stream is a property of PROPFIND only (reference 3.2).
  const readers = columns.map(
    ({ property }): Reader => (/x66590102$/i.test(property.name) ? () => undefined : readerOf(property)),
  );
  return (node, call) => {
    const found: NamedValue[] = [];
    const missing: NamedValue[] = [];
    for (const [at, { property, alias }] of columns.entries()) {
      const value = readers[at]?.(node, call);
      // An aliased column comes back as an element in no namespace.
      const name = alias === null ? property : { namespace: '', name: alias };
      if (value === undefined) missing.push(name);
      else found.push({ ...name, value });
    }
    const propstats: PropStat[] = found.length > 0 ? [{ status: 200, props: found }] : [];
    if (missing.length > 0 && !brief) propstats.push({ status: 404, props: missing });
    return { href: hrefOf(call, node), propstats };
  };
}

function renderAll(node: StoreNode, call: Call): DavResponse {
  const names = propertyNames(node, call, false);
  const props = names.map((name) => ({ ...name, value: readerOf(name)(node, call) }));
  return { href: hrefOf(call, node), propstats: [{ status: 200, props }] };
}
