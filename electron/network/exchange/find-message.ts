import { requestPath } from '../dav/href.ts';
import { search } from '../dav/search.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { P, textOf } from './properties.ts';
import { equals, selectSql } from './sql.ts';

/** What may stand in a condition; a server answers 400 to others. */
const ASKABLE = /^[\x20-\x7e]{1,998}$/;

/** Where in a folder the messages with these Message-IDs are, by Message-ID. */
export async function findByMessageId(
  session: Session,
  folder: string,
  wanted: readonly { readonly messageId: string | null }[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const all = wanted.map(({ messageId }) => messageId?.trim() ?? '');
  const ids = [...new Set(all)].filter((id) => ASKABLE.test(id));
  const found = new Map<string, string>();
  for (let at = 0; at < ids.length; at += LIMITS.messageIdsAtOnce) {
    const some = ids.slice(at, at + LIMITS.messageIdsAtOnce).map((id) => equals(P.messageId, id));
    const sql = selectSql({ select: [P.messageId], depth: 'shallow', where: [some.join(' OR ')] });
    for await (const rows of search(session, folder, sql, null, signal))
      for (const row of rows) found.set(textOf(row.found, P.messageId)?.trim() ?? '', requestPath(row.href));
  }
  return found;
}
