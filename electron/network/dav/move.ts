import { fail, type Failure } from '../../../shared/errors.ts';
import { LIMITS } from '../limits.ts';
import { isHtml, type Session, type SessionRequest, webPage } from '../session.ts';
import { requestPath } from './href.ts';
import { type DavResponse, readAllResponses } from './multistatus.ts';
import type { DavAnswer } from './request.ts';
import { statusFailure, type Subject } from './status.ts';
import { xmlDocument } from './xml-write.ts';

type Headers = Readonly<Record<string, string>>;

/** MOVE of one item, never over another. Answers where it is now. Rejects with a FailureError. */
export async function moveOne(
  session: Session,
  from: string,
  to: string,
  headers: Headers,
  signal: AbortSignal,
  subject: Subject = 'message',
): Promise<string> {
  const all = { destination: session.origin + to, overwrite: 'F', ...headers };
  const answer = await ask(session, 'MOVE', from, all, undefined, signal, subject);
  await refuseParts(answer, 'MOVE', from, subject);
  const location = answer.headers.get('location');
  return location === undefined ? to : requestPath(location);
}

/** DELETE of one item, for good. Rejects with a FailureError. */
export async function removeOne(
  session: Session,
  path: string,
  headers: Headers,
  signal: AbortSignal,
  subject: Subject = 'message',
): Promise<void> {
  const answer = await ask(session, 'DELETE', path, headers, undefined, signal, subject);
  await refuseParts(answer, 'DELETE', path, subject);
}

/** BMOVE or BDELETE of items of a folder in one request (reference 3.10): the responses, none where all went well. */
export async function bulk(
  session: Session,
  verb: { readonly method: 'BMOVE' | 'BDELETE'; readonly root: 'D:move' | 'D:delete' },
  folder: string,
  items: readonly string[],
  headers: Headers,
  signal: AbortSignal,
): Promise<readonly DavResponse[]> {
  const body = xmlDocument(verb.root, { 'D:target': { 'D:href': items } });
  return await responsesOf(await ask(session, verb.method, folder, headers, body, signal));
}

/** What a response said of its item, if it did not go well. */
export function refusalOf(
  method: string,
  { href, status, refused }: DavResponse,
  subject: Subject = 'message',
): Failure | null {
  const statuses = [status ?? 200, ...refused.values()].filter((each) => each >= 400);
  const bad = statuses.find((each) => each !== 424) ?? statuses[0];
  if (bad === undefined) return null;
  return statusFailure({
    method,
    path: requestPath(href),
    status: bad,
    headers: new Map(),
    page: '',
    subject,
    change: true,
    signedIn: true,
    tries: 1,
    now: 0,
  }).failure;
}

async function ask(
  session: Session,
  method: string,
  path: string,
  headers: Headers,
  body: string | undefined,
  signal: AbortSignal,
  subject: Subject = 'message',
): Promise<DavAnswer> {
  const request: SessionRequest = {
    method,
    path,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'text/xml' }) },
    ...(body === undefined ? {} : { body }),
    cap: LIMITS.itemAnswerBytes,
    lane: 'list',
    subject,
    change: true,
    expect: [200, 201, 204, 207],
    // Servers put a page for people into the answer to MOVE (Apache, with 201).
    due: body === undefined ? 'anything' : 'xml',
  };
  const answer = await session.request(request, signal);
  // A network's sign-in page comes with 200, which says of a MOVE nothing (RFC 4918 section 9.9.4 has 201 and 204).
  if (answer.status !== 200 || !isHtml(answer.headers)) return answer;
  answer.dispose();
  throw webPage(request, 200);
}

async function responsesOf(answer: DavAnswer): Promise<readonly DavResponse[]> {
  try {
    return answer.status === 207 ? await readAllResponses(answer.body) : [];
  } finally {
    answer.dispose();
  }
}

/** A 207 to a request for one item says which part of it was refused (RFC 4918 section 9.9.4). */
async function refuseParts(answer: DavAnswer, method: string, path: string, subject: Subject): Promise<void> {
  for (const response of await responsesOf(answer)) {
    const failure = refusalOf(method, response, subject);
    if (failure) throw fail(failure.kind, failure, { ...failure, detail: `${method} ${path}` });
  }
}
