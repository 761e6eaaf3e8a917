import { REPL } from '../../../shared/exchange/names.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readWhole } from './multistatus.ts';
import { askSearch, contentRange, type RowRange, rowsOf } from './search.ts';
import { xmlDocument } from './xml-write.ts';

export interface ReplicaPage {
  readonly rows: readonly DavResponse[];
  /** What the next question is asked with, also for the next rows of the same answer. */
  readonly collblob: string;
  /** All rows of the answer, where the server says. */
  readonly total: number | null;
}

/**
 * SEARCH with a collblob (reference 3.14): what changed since it was given out; everything where it is empty. `range`
 * null asks for no rows: the state of now is all that is wanted. Resolves with null where the answer names no collblob
 * or more rows than were asked for: so does a server that does not know the element.
 */
export async function replicate(
  session: Session,
  path: string,
  sql: string,
  collblob: string,
  range: RowRange | null,
  signal: AbortSignal,
): Promise<ReplicaPage | null> {
  const content = { 'R:repl': { 'R:collblob': collblob }, 'D:sql': sql };
  const body = xmlDocument('D:searchrequest', content, new Map([[REPL, 'R']]));
  const answer = await askSearch(session, path, body, range ? rowsOf(range) : 'rows=-0', signal);
  try {
    if (answer.status === 416) return null;
    const { rows, end } = await readWhole(answer.body, range?.count ?? 0);
    const collblob = end?.collblob ?? null;
    if (collblob === null) return null;
    return { rows, collblob, total: contentRange(answer.headers.get('content-range')).total };
  } finally {
    answer.dispose();
  }
}
