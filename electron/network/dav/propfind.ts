import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readAllResponses, readMultistatus } from './multistatus.ts';
import type { Property } from './property.ts';
import type { DavAnswer } from './request.ts';
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
  const answer = await ask(session, path, properties, '0', subject, signal);
  try {
    const [response] = await readAllResponses(answer.body);
    if (!response)
      throw fail(
        'malformed-response',
        told(
          "The server's answer about this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} is empty (207). Retinue kept what it had and tries again later.",
          { subject },
        ),
        { status: 207, detail: `PROPFIND ${path}` },
      );
    return { response, headers: answer.headers, elapsedMs: answer.elapsedMs };
  } finally {
    answer.dispose();
  }
}

/** The properties of many items of a folder, in one request; what is gone has a status. */
export async function bulkPropfind(
  session: Session,
  folder: string,
  items: readonly string[],
  properties: readonly Property[],
  signal: AbortSignal,
): Promise<readonly DavResponse[]> {
  const answer = await ask(session, folder, properties, '0', 'message', signal, items);
  try {
    return await readAllResponses(answer.body);
  } finally {
    answer.dispose();
  }
}

/** Depth 1: a collection and its members as they arrive, in the server's order (RFC 4918 section 9.1). Never infinity. */
export async function* propfindMembers(
  session: Session,
  path: string,
  properties: readonly Property[],
  signal: AbortSignal,
): AsyncGenerator<readonly DavResponse[], void, void> {
  const answer = await ask(session, path, properties, '1', 'folder', signal);
  try {
    yield* readMultistatus(answer.body);
  } finally {
    answer.dispose();
  }
}

function ask(
  session: Session,
  path: string,
  properties: readonly Property[],
  depth: '0' | '1',
  subject: Subject,
  signal: AbortSignal,
  /** Items of the folder, which Exchange is asked about at once. */
  targets: readonly string[] = [],
): Promise<DavAnswer> {
  const prefixes = prefixesOf(properties);
  const prop = propContent(
    properties.map((each) => [each, ''] as const),
    prefixes,
  );
  const isBulk = targets.length > 0;
  const asked = { ...(isBulk ? { 'D:target': { 'D:href': targets } } : {}), 'D:prop': prop };
  return session.request(
    {
      method: isBulk ? 'BPROPFIND' : 'PROPFIND',
      path,
      headers: { depth, 'content-type': 'text/xml' },
      body: xmlDocument('D:propfind', asked, prefixes),
      cap: depth === '0' && !isBulk ? LIMITS.itemAnswerBytes : LIMITS.listAnswerBytes,
      lane: 'list',
      subject,
      expect: [207],
      due: 'xml',
    },
    signal,
  );
}
