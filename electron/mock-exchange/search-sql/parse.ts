import type { PropertyName } from '../store/property-names.ts';
import type { Column, Query, Scope, SortKey } from './ast.ts';
import { readCondition } from './conditions.ts';
import { type Cursor, cursorOver, unexpected } from './cursor.ts';
import { sqlError } from './tokens.ts';

/** A query longer than this comes from no client; DavMail's longest is about 4 KiB. */
const MAX_SQL = 256 * 1024;

/** Reads DAV:sql (grammar of reference 3.9). Anything else ends in 400 with the place of the mistake. */
export function parseSql(sql: string): Query {
  if (sql.length > MAX_SQL) sqlError(MAX_SQL, 'the query is too long.');
  const cursor = cursorOver(sql);
  cursor.expectWord('select');
  const columns = cursor.mark('*') ? null : readColumns(cursor);
  const from = cursor.peek().at;
  cursor.expectWord('from');
  const scopes = readFrom(cursor);
  const where = cursor.word('where') ? readCondition(cursor) : null;
  const identity = sql.slice(from, cursor.peek().at).trim();
  // Clients write the two in either order.
  const groupFirst = cursor.word('group') ? readGroupBy(cursor) : null;
  const orderBy = cursor.word('order') ? readOrderBy(cursor) : [];
  const groupBy = groupFirst ?? (cursor.word('group') ? readGroupBy(cursor) : []);
  if (cursor.peek().kind !== 'end') unexpected(cursor.peek(), 'the end of the query');
  return { columns, scopes, where, orderBy, groupBy, tail: sql.slice(from).trim(), identity };
}

function readColumns(cursor: Cursor): readonly Column[] {
  const columns: Column[] = [];
  do {
    const property = cursor.property();
    columns.push({ property, alias: cursor.word('as') ? readAlias(cursor) : null });
  } while (cursor.mark(','));
  return columns;
}

/** An alias becomes an element name, so it must be one. */
function readAlias(cursor: Cursor): string {
  const token = cursor.next();
  const named = token.kind === 'word' || token.kind === 'name' || token.kind === 'text';
  if (!named || !/^[A-Za-z_][\w.-]*$/.test(token.text)) unexpected(token, 'an alias');
  return token.text;
}

function readFrom(cursor: Cursor): readonly Scope[] {
  const token = cursor.peek();
  if (token.kind === 'name') {
    cursor.next();
    return [{ depth: 'shallow', url: token.text }];
  }
  cursor.expectWord('scope');
  cursor.expectMark('(');
  if (cursor.mark(')')) return [{ depth: 'shallow', url: '' }];
  const scopes: Scope[] = [];
  do scopes.push(readScope(cursor));
  while (cursor.mark(','));
  cursor.expectMark(')');
  return scopes;
}

function readScope(cursor: Cursor): Scope {
  const token = cursor.next();
  const parts = /^\s*(\w+)\s+traversal\s+of\s+"([^"]*)"\s*$/i.exec(token.text);
  const depth = parts?.[1]?.toLowerCase();
  if (token.kind !== 'text' || !parts) unexpected(token, `'shallow traversal of "url"'`);
  if (depth !== 'shallow' && depth !== 'deep' && depth !== 'hierarchical') {
    return sqlError(token.at, `"${parts[1] ?? ''}" is not a depth; shallow, deep and hierarchical are.`);
  }
  return { depth, url: parts[2] ?? '' };
}

function readGroupBy(cursor: Cursor): readonly PropertyName[] {
  cursor.expectWord('by');
  const properties = [cursor.property()];
  while (cursor.mark(',')) properties.push(cursor.property());
  return properties;
}

function readOrderBy(cursor: Cursor): readonly SortKey[] {
  cursor.expectWord('by');
  const keys: SortKey[] = [];
  do {
    const property = cursor.property();
    const descending = cursor.word('desc');
    if (!descending) cursor.word('asc');
    keys.push({ property, descending });
  } while (cursor.mark(','));
  return keys;
}
