import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readMultistatus } from './multistatus.ts';
import type { DavAnswer } from './request.ts';
import { xmlDocument } from './xml-write.ts';

/** Rows asked for: `first` counted from 0, `count` of them. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}
export interface SearchEnd {
  /** Index of the first row that the server sent; 0 where it sent everything. */
  readonly first: number;
  /** All rows that match, where the server says. */
  readonly total: number | null;
}

/**
 * SEARCH with DAV:sql at a folder. Yields rows as they arrive and returns what Content-Range said. With a range, a
 * 416 means that there are no such rows; a server that ignores the range is read up to the rows that were wanted.
 */
export async function* search(
  session: Session,
  path: string,
  sql: string,
  range: RowRange | null,
  signal: AbortSignal,
): AsyncGenerator<readonly DavResponse[], SearchEnd, void> {
  const rows = range ? rowsOf(range) : null;
  const answer = await askSearch(
    session,
    path,
    xmlDocument('D:searchrequest', { 'D:sql': sql }),
    rows,
    signal,
  );
  try {
    if (answer.status === 416) return { first: range?.first ?? 0, total: null };
    const end = contentRange(answer.headers.get('content-range'));
    if (!range) {
      yield* readMultistatus(answer.body);
      return end;
    }
    let skip = Math.max(0, range.first - end.first);
    let wanted = range.count;
    for await (const batch of readMultistatus(answer.body)) {
      const rest = batch.slice(skip);
      skip -= batch.length - rest.length;
      const taken = rest.slice(0, wanted);
      wanted -= taken.length;
      if (taken.length > 0) yield taken;
      if (wanted === 0) break;
    }
    return end;
  } finally {
    answer.dispose();
  }
}

/** `rows=0-24`: the first 25. */
export function rowsOf({ first, count }: RowRange): string {
  return `rows=${first}-${first + count - 1}`;
}

/** Asks with a body that is ready; with `rows` a 416 is an answer too. */
export function askSearch(
  session: Session,
  path: string,
  body: string,
  rows: string | null,
  signal: AbortSignal,
): Promise<DavAnswer> {
  return session.request(
    {
      method: 'SEARCH',
      path,
      headers: { 'content-type': 'text/xml', brief: 't', ...(rows === null ? {} : { range: rows }) },
      body,
      cap: LIMITS.listAnswerBytes,
      lane: 'list',
      subject: 'folder',
      expect: rows === null ? [207] : [207, 416],
      due: 'xml',
    },
    signal,
  );
}

/** `rows 0-24; total=1312`, where `total` may be missing (reference 3.9). */
export function contentRange(value: string | undefined): SearchEnd {
  const first = /rows\s*=?\s*([0-9]{1,9})-/i.exec(value ?? '')?.[1];
  const total = /total\s*=\s*([0-9]{1,9})/i.exec(value ?? '')?.[1];
  return { first: Number(first ?? 0), total: total === undefined ? null : Number(total) };
}
