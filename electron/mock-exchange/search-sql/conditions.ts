import type { Comparator, Condition, Literal } from './ast.ts';
import { type Cursor, unexpected } from './cursor.ts';
import { sqlError } from './tokens.ts';
import type { PropertyName } from '../store/property-names.ts';

/** Deeper brackets than this come from no client and would exhaust the stack. */
const MAX_DEPTH = 100;
/** A pattern longer than this comes from no client, and every text is held against it. */
const MAX_PATTERN = 4096;
/** Types of CAST; case counts (reference 3.9). */
const CAST_TYPES = new Set(
  'string boolean i1 i2 i4 i8 int r4 r8 float number date dateTime dateTime.tz uuid bin.base64 bin.hex'.split(
    ' ',
  ),
);
/**
 * Calculated for one resource at a time: Exchange refuses them in WHERE ("Non-Searchable Properties"). The body stream,
 * locks, the query of a search folder, and the addresses of the well-known folders.
 */
const NOT_SEARCHABLE = new RegExp(
  '/proptag/x66590102$|^DAV:(?:lockdiscovery|supportedlock|searchrequest|searchtype)$|' +
    '^urn:schemas:httpmail:(?:msgfolderroot|sendmsg|inbox|outbox|drafts|sentitems|deleteditems|calendar|contacts|tasks|notes|journal)$',
  'i',
);

/** `cond`: OR binds weakest, then AND, then NOT. */
export function readCondition(cursor: Cursor, depth = 0): Condition {
  let left = readAnd(cursor, depth);
  while (cursor.word('or')) left = { kind: 'or', left, right: readAnd(cursor, depth) };
  return left;
}

function readAnd(cursor: Cursor, depth: number): Condition {
  let left = readNot(cursor, depth);
  while (cursor.word('and')) left = { kind: 'and', left, right: readNot(cursor, depth) };
  return left;
}

function readNot(cursor: Cursor, depth: number): Condition {
  if (depth > MAX_DEPTH) sqlError(cursor.peek().at, 'the condition is nested too deeply.');
  if (cursor.word('not')) return { kind: 'not', of: readNot(cursor, depth + 1) };
  if (!cursor.mark('(')) return readPredicate(cursor);
  const inner = readCondition(cursor, depth + 1);
  cursor.expectMark(')');
  return inner;
}

function readPredicate(cursor: Cursor): Condition {
  if (cursor.isWord('contains') || cursor.isWord('freetext')) return readContains(cursor);
  if (cursor.word('matches')) return readMatches(cursor);
  const { at } = cursor.peek();
  // Some clients write CAST("name" AS 'type') on the left side too: the property's own type decides anyway.
  const property = cursor.word('cast') ? readCastProperty(cursor) : cursor.property();
  refuseCalculated(property, at);
  if (cursor.word('is')) {
    const negated = cursor.word('not');
    cursor.expectWord('null');
    return maybeNot(negated, { kind: 'null', property });
  }
  const negated = cursor.word('not');
  if (cursor.word('like'))
    return maybeNot(negated, { kind: 'like', property, pattern: readLiteral(cursor).text });
  if (negated) unexpected(cursor.peek(), 'LIKE');
  return readComparison(cursor, property);
}

function readComparison(cursor: Cursor, property: PropertyName): Condition {
  const mark = cursor.next();
  const by = comparatorOf(mark.text);
  if (mark.kind !== 'mark' || by === null) unexpected(mark, 'a comparison');
  if (cursor.word('any') || cursor.word('some')) return { kind: 'any', property, by, of: readArray(cursor) };
  if (cursor.word('all')) return { kind: 'all', property, by, of: readArray(cursor) };
  return { kind: 'compare', property, by, to: readLiteral(cursor) };
}

function comparatorOf(mark: string): Comparator | null {
  switch (mark) {
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return mark;
    case '<>':
      return '!=';
    default:
      return null;
  }
}

/** A single-quoted text, number, True or False. In double quotes it would be a property name, which is an error here. */
function readLiteral(cursor: Cursor): Literal {
  if (cursor.word('cast')) return readCast(cursor);
  const token = cursor.next();
  if (token.kind === 'text' || token.kind === 'number') return { text: token.text, cast: null };
  if (token.kind === 'word' && /^(true|false)$/i.test(token.text))
    return { text: token.text.toLowerCase(), cast: null };
  return unexpected(token, 'a value (text in single quotes, a number, True or False)');
}

/** CAST("2006-01-01T00:00:00Z" AS "dateTime.tz"): both quote styles occur at both places (reference 3.9). */
function readCast(cursor: Cursor): Literal {
  cursor.expectMark('(');
  const value = cursor.next();
  if (!['text', 'name', 'number', 'word'].includes(value.kind)) unexpected(value, 'a value to cast');
  return { text: value.text, cast: readCastType(cursor) };
}

function readCastProperty(cursor: Cursor): PropertyName {
  cursor.expectMark('(');
  const property = cursor.property();
  readCastType(cursor);
  return property;
}

function readCastType(cursor: Cursor): string {
  cursor.expectWord('as');
  const type = cursor.quoted('a type name in quotes');
  if (!CAST_TYPES.has(type.text))
    sqlError(type.at, `"${type.text}" is not a type name (upper and lower case count).`);
  cursor.expectMark(')');
  return type.text;
}

function readArray(cursor: Cursor): readonly Literal[] {
  cursor.expectWord('array');
  cursor.expectMark('[');
  const values = [readLiteral(cursor)];
  while (cursor.mark(',')) values.push(readLiteral(cursor));
  cursor.expectMark(']');
  return values;
}

/** CONTAINS("prop", 'words'), CONTAINS(*, 'words') and CONTAINS('words'). */
function readContains(cursor: Cursor): Condition {
  cursor.next();
  cursor.expectMark('(');
  let property: PropertyName | null = null;
  if (cursor.peek().kind === 'name') property = cursor.property();
  const named = property !== null || cursor.mark('*');
  if (named) cursor.expectMark(',');
  const words = readPattern(cursor, 'words in single quotes');
  cursor.expectMark(')');
  return { kind: 'contains', property, words };
}

/** MATCHES("prop", 'pattern') with `*` and `?`. */
function readMatches(cursor: Cursor): Condition {
  cursor.expectMark('(');
  const { at } = cursor.peek();
  const property = cursor.property();
  refuseCalculated(property, at);
  cursor.expectMark(',');
  const pattern = readPattern(cursor, 'a pattern in single quotes');
  cursor.expectMark(')');
  return { kind: 'matches', property, pattern };
}

function readPattern(cursor: Cursor, wanted: string): string {
  const { kind, text, at } = cursor.next();
  if (kind !== 'text') unexpected({ kind, text, at }, wanted);
  if (text.length > MAX_PATTERN) sqlError(at, 'the pattern is too long.');
  return text;
}

function refuseCalculated({ namespace, name }: PropertyName, at: number): void {
  if (NOT_SEARCHABLE.test(namespace + name))
    sqlError(at, 'this property is calculated and cannot be searched.');
}

function maybeNot(negated: boolean, condition: Condition): Condition {
  return negated ? { kind: 'not', of: condition } : condition;
}
