import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readWhole } from './multistatus.ts';
import type { Property } from './property.ts';
import { prefixesOf, propContent, xmlDocument } from './xml-write.ts';

export interface SyncAnswer {
  /** Members that are new or changed, and with status 404 those that are gone (RFC 6578 section 3.5). */
  readonly rows: readonly DavResponse[];
  readonly token: string;
}

/**
 * What changed in a collection since a token. An answer that the server cut (507 for the collection itself, section 3.6)
 * is followed by the next one, until all is told. Rejects with 'malformed-response' where an answer has no token, or goes
 * in circles.
 */
export async function syncCollection(
  session: Session,
  path: string,
  properties: readonly Property[],
  since: string,
  signal: AbortSignal,
): Promise<SyncAnswer> {
  const rows: DavResponse[] = [];
  let token = since;
  for (let nth = 0; nth < LIMITS.syncAnswers; nth += 1) {
    const answer = await askOnce(session, path, properties, token, signal);
    rows.push(...answer.rows.filter(({ status }) => status !== 507));
    const isCut = answer.rows.some(({ status }) => status === 507);
    if (!isCut) return { rows, token: answer.token };
    if (answer.token === token) break;
    ({ token } = answer);
  }
  throw nonsense(path, 'it does not end');
}

async function askOnce(
  session: Session,
  path: string,
  properties: readonly Property[],
  since: string,
  signal: AbortSignal,
): Promise<SyncAnswer> {
  const prefixes = prefixesOf(properties);
  const prop = propContent(
    properties.map((each) => [each, ''] as const),
    prefixes,
  );
  const content = { 'D:sync-token': since, 'D:sync-level': '1', 'D:prop': prop };
  const answer = await session.request(
    {
      method: 'REPORT',
      path,
      headers: { depth: '0', 'content-type': 'text/xml' },
      body: xmlDocument('D:sync-collection', content, prefixes),
      cap: LIMITS.listAnswerBytes,
      lane: 'list',
      subject: 'folder',
      expect: [207],
      due: 'xml',
    },
    signal,
  );
  try {
    const { rows, end } = await readWhole(answer.body);
    const token = end?.syncToken ?? null;
    if (token === null) throw nonsense(path, 'no sync-token');
    return { rows, token };
  } finally {
    answer.dispose();
  }
}

function nonsense(path: string, why: string) {
  return fail(
    'malformed-response',
    told(
      "The server's answer about what changed in this folder is not what was due. Retinue lists the folder whole.",
    ),
    { detail: `REPORT ${path}: ${why}` },
  );
}
