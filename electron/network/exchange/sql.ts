import type { Property } from '../dav/property.ts';

/** A column: namespace and name joined, in double quotes. Names are ours, never from the server or a person. */
export function column(property: Property): string {
  return `"${property.key}"`;
}

/** A moment, UTC with three decimals as the store prints it. The type's name is case-sensitive. */
export function moment(ms: number): string {
  return `CAST("${new Date(ms).toISOString()}" AS "dateTime.tz")`;
}

/** The one place where text of a person's goes into SQL: a quote is doubled (reference 3.9). */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function equals(property: Property, text: string): string {
  return `${column(property)} = ${literal(text)}`;
}

/** The text stands anywhere in the property. A `%` in it cannot be escaped and finds more: the caller looks again. */
export function like(property: Property, text: string): string {
  return `${column(property)} LIKE ${literal(`%${text}%`)}`;
}

/**
 * Words that begin so, one after the other, anywhere in the message: needs the server's full-text index. Within the
 * double quotes nothing but a double quote and the final asterisk means anything.
 */
export function contains(text: string): string {
  return `CONTAINS(*, ${literal(`"${text.replaceAll(/["*]+/g, ' ').trim()}*"`)})`;
}

export interface Selection {
  readonly select: readonly Property[];
  /** hierarchical: folders only, of one level (reference 3.9). */
  readonly depth: 'shallow' | 'deep' | 'hierarchical';
  readonly where: readonly string[];
  readonly newestFirstBy?: Property;
  readonly orderBy?: Property;
}

/** A SELECT over the folder that the request is addressed to (scope ""), so that no path needs quoting. */
export function selectSql({ select, depth, where, newestFirstBy, orderBy }: Selection): string {
  const by = newestFirstBy ? `${column(newestFirstBy)} DESC` : orderBy && column(orderBy);
  const order = by ? ` ORDER BY ${by}` : '';
  return `SELECT ${select.map(column).join(', ')} FROM SCOPE('${depth} traversal of ""') WHERE ${where.join(' AND ')}${order}`;
}
