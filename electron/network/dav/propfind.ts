import { fail } from '../../../shared/errors.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readAllResponses } from './multistatus.ts';
import type { Property } from './property.ts';
import type { Subject } from './status.ts';
import { prefixesOf, propContent, xmlDocument } from './xml-write.ts';

/** Depth 0: the properties of one resource. `headers` are the answer's own; `elapsedMs` the time to the first byte. */
export interface PropfindResult {
  readonly response: DavResponse;
  readonly headers: ReadonlyMap<string, string>;
  readonly elapsedMs: number;
}

/** PROPFIND of named properties. Depth is always sent: Exchange reads a missing one as infinity. */
export async function propfind(
  session: Session,
  path: string,
  properties: readonly Property[],
  subject: Subject,
  signal: AbortSignal,
): Promise<PropfindResult> {
  const prefixes = prefixesOf(properties);
  const prop = propContent(
    properties.map((each) => [each, ''] as const),
    prefixes,
  );
  const answer = await session.request(
    {
      method: 'PROPFIND',
      path,
      headers: { depth: '0', 'content-type': 'text/xml' },
      body: xmlDocument('D:propfind', { 'D:prop': prop }, prefixes),
      cap: LIMITS.itemAnswerBytes,
      lane: 'list',
      subject,
      expect: [207],
      due: 'xml',
    },
    signal,
  );
  try {
    const [response] = await readAllResponses(answer.body);
    if (!response)
      throw fail(
        'malformed-response',
        `The server's answer about this ${subject} is empty (207). Retinue kept what it had and tries again later.`,
        { status: 207, detail: `PROPFIND ${path}` },
      );
    return { response, headers: answer.headers, elapsedMs: answer.elapsedMs };
  } finally {
    answer.dispose();
  }
}
