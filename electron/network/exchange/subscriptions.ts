import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { readAllResponses } from '../dav/multistatus.ts';
import { LIMITS } from '../limits.ts';
import type { Session, SessionRequest } from '../session.ts';

/** What a subscription tells of: new mail anywhere below, or anything in the folder itself. */
export type NewsOf = 'newmail' | 'update';
/** A subscription as the server has it. */
export interface Subscription {
  readonly id: string;
  readonly path: string;
  readonly of: NewsOf;
  /** When it has to be renewed. */
  readonly renewAt: number;
}
/** What POLL says of a subscription. */
export type PollWord = 'news' | 'quiet' | 'unknown';

const TYPES: Readonly<Record<NewsOf, string>> = {
  newmail: 'pragma/<http://schemas.microsoft.com/exchange/newmail>',
  update: 'update',
};

/** SUBSCRIBE without a call-back: no datagram reaches a computer behind a router, so the server is asked (reference 3.11). */
export async function subscribe(
  session: Session,
  path: string,
  of: NewsOf,
  now: number,
  signal: AbortSignal,
): Promise<Subscription> {
  const headers = { 'notification-type': TYPES[of], depth: '1', ...LIFETIME };
  const answer = await session.request(asked('SUBSCRIBE', path, headers, [200]), signal);
  answer.dispose();
  const id = answer.headers.get('subscription-id')?.trim() ?? '';
  if (!/^\d{1,20}$/.test(id)) throw nonsense(`SUBSCRIBE ${path}: Subscription-id ${id.slice(0, 40)}`);
  return { id, path, of, renewAt: renewalOf(answer.headers, now) };
}

/** The subscription with a new lifetime; null where the server has forgotten it. */
export async function renew(
  session: Session,
  one: Subscription,
  now: number,
  signal: AbortSignal,
): Promise<Subscription | null> {
  const headers = { 'subscription-id': one.id, ...LIFETIME };
  const answer = await session.request(asked('SUBSCRIBE', one.path, headers, [200, 207, 412]), signal);
  answer.dispose();
  return answer.status === 412 ? null : { ...one, renewAt: renewalOf(answer.headers, now) };
}

/** Ends subscriptions of one address. One that is unknown has ended. */
export async function unsubscribe(
  session: Session,
  path: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const request = asked('UNSUBSCRIBE', path, { 'subscription-id': ids.join(',') }, [200, 207, 412]);
  (await session.request(request, signal)).dispose();
}

/** Asks by one small request what each subscription has to tell; the server counts it as told then. */
export async function poll(
  session: Session,
  path: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PollWord>> {
  const request = asked('POLL', path, { 'subscription-id': ids.join(',') }, [207]);
  const answer = await session.request({ ...request, due: 'xml' }, signal);
  const words = new Map<string, PollWord>();
  for (const { status, subscriptions = [] } of await readAllResponses(answer.body)) {
    const word = wordOf(status);
    if (word === null) throw nonsense(`POLL ${path}: status ${status}`);
    for (const id of subscriptions) if (ids.includes(id)) words.set(id, word);
  }
  const missing = ids.find((id) => !words.has(id));
  if (missing !== undefined) throw nonsense(`POLL ${path}: nothing of ${missing}`);
  return words;
}

/** 409 is what IIS says where the connection is not signed in (reference 2.1): nothing is known then. */
function wordOf(status: number | null): PollWord | null {
  if (status === null || status === 200) return 'news';
  if (status === 204) return 'quiet';
  return status === 412 ? 'unknown' : null;
}

const LIFETIME = { 'subscription-lifetime': String(LIMITS.newsLifetime) };

/** A minute before the end that the server named; of a short life, at half of it. */
function renewalOf(headers: ReadonlyMap<string, string>, now: number): number {
  const named = Number(headers.get('subscription-lifetime'));
  const ms = (Number.isFinite(named) && named > 0 ? Math.min(named, LIMITS.newsLifetime) : 600) * 1000;
  return now + Math.max(ms / 2, ms - LIMITS.newsRenewMs);
}

function asked(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  expect: readonly number[],
): SessionRequest {
  const cap = LIMITS.itemAnswerBytes;
  return { method, path, headers, expect, cap, lane: 'list', subject: 'folder', due: 'anything' };
}

function nonsense(detail: string) {
  return fail(
    'malformed-response',
    told(
      'The server says something about its notifications that makes no sense. Retinue looks for new mail by itself, as often as before.',
    ),
    { detail },
  );
}
