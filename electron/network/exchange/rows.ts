import type { MessagePageEnd } from '../../../shared/contracts/network.ts';
import { FIRST_PAGE, type PageCursor } from '../../../shared/mail/types.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import type { Property } from '../dav/property.ts';
import { search } from '../dav/search.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { dateOf, P } from './properties.ts';
import { column, moment, selectSql } from './sql.ts';

/** Rows of a folder that are wanted. `path` is as the server spells it. */
export interface RowQuery {
  readonly path: string;
  readonly select: readonly Property[];
  /** Conditions besides "a visible message". */
  readonly where: readonly string[];
}

/** Conditions of what is a visible message. */
export const MESSAGES = [`${column(P.isFolder)} = False`, `${column(P.isHidden)} = False`];

/**
 * One page of a folder, newest first, from a key cursor: mail that arrives or goes meanwhile shifts nothing. The
 * bound is the millisecond after the last row seen, because the store keeps finer times than it prints. Rows without
 * a delivery time (drafts) come last, by position.
 */
export async function* rowPage(
  session: Session,
  query: RowQuery,
  from: PageCursor,
  rows: number,
  signal: AbortSignal,
): AsyncGenerator<readonly DavResponse[], MessagePageEnd, void> {
  const dated = from.phase === 'dated';
  const select = query.select.includes(P.dateReceived) ? query.select : [...query.select, P.dateReceived];
  const sql = selectSql({
    select,
    depth: 'shallow',
    where: [...MESSAGES, ...query.where, phaseOf(from)],
    ...(dated ? { newestFirstBy: P.dateReceived } : {}),
  });
  const source = search(session, query.path, sql, { first: from.skip, count: rows }, signal);
  let count = 0;
  let cursor = from;
  try {
    for (;;) {
      const next = await source.next();
      if (next.done) {
        const { total } = next.value;
        // A server may send fewer rows at once than it was asked for; where it counts, its count decides.
        const more = count > 0 && (total === null ? count >= rows : from.skip + count < total);
        return {
          total: from.before === null && dated ? total : null,
          next: more ? cursor : dated ? { ...FIRST_PAGE, phase: 'undated' } : null,
        };
      }
      count += next.value.length;
      cursor = next.value.reduce(advanced, cursor);
      yield* batches(next.value);
    }
  } finally {
    await source.return({ first: 0, total: null });
  }
}

/** Every row that matches, page after page. */
export async function* allRows(
  session: Session,
  query: RowQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly DavResponse[], void, void> {
  let next: PageCursor | null = FIRST_PAGE;
  while (next) {
    const end: MessagePageEnd = yield* rowPage(session, query, next, LIMITS.identityRows, signal);
    next = end.next;
  }
}

/** The cursor behind one more row. */
function advanced(cursor: PageCursor, row: DavResponse): PageCursor {
  const date = cursor.phase === 'dated' ? dateOf(row.found, P.dateReceived) : null;
  if (date === null || date === cursor.before) return { ...cursor, skip: cursor.skip + 1 };
  return { before: date, skip: 1, phase: 'dated' };
}

function phaseOf({ phase, before }: PageCursor): string {
  const received = column(P.dateReceived);
  if (phase === 'undated') return `${received} IS NULL`;
  return before === null ? `${received} IS NOT NULL` : `${received} < ${moment(before + 1)}`;
}

function* batches<T>(items: readonly T[]): Generator<readonly T[], void, void> {
  for (let start = 0; start < items.length; start += LIMITS.batchRows) {
    yield items.slice(start, start + LIMITS.batchRows);
  }
}
