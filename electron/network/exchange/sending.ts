import { type Failure, fail, FailureError, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { DraftSeen } from '../../../shared/delivery/draft-check.ts';
import type { Sight } from '../../../shared/delivery/looking.ts';
import type { Purpose } from '../../../shared/delivery/steps.ts';
import { parseAddresses } from '../../../shared/mail/addresses.ts';
import { propfind } from '../dav/propfind.ts';
import { proppatch } from '../dav/proppatch.ts';
import { search } from '../dav/search.ts';
import { LIMITS } from '../limits.ts';
import { type Outcome, type SendingPlaces, type SendingRoom, sendingName } from '../sending-room.ts';
import type { Session } from '../session.ts';
import type { Discovery } from './discovery.ts';
import { countOf, P, textOf } from './properties.ts';
import { equals, selectSql } from './sql.ts';

/** READ and UNSENT: an item that is made with these flags is a draft, and stays one when its stream is put (reference 3.3). */
const DRAFT_FLAGS = '9';
/** Where one of these is the reason, the request never left. */
const NEVER_LEFT: readonly Failure['kind'][] = ['offline', 'untrusted', 'unauthorized', 'invalid-input'];

/** Sending from an Exchange mailbox: the server says where its folders are, and files the copy where it submits a draft. */
export function exchangeRoom(
  session: Session,
  discovery: (signal: AbortSignal) => Promise<Discovery>,
): SendingRoom {
  return {
    origin: session.origin,
    smtp: null,
    refusal: null,
    places: async (messageId, signal) => sendingPlaces(await discovery(signal), messageId),
    lookFor: (places, messageId, signal) => lookFor(session, places, messageId, signal),
    copies: async ({ sent }, messageId, signal) =>
      sent === null ? 0 : await copiesIn(session, sent, messageId, signal),
    // Exchange has one, or names none.
    makeSent: null,
    markRead: (path, signal) => markRead(session, path, signal),
  };
}

/**
 * The places of a message, by its Message-ID: a retry finds the earlier attempt. Nothing else is in the name, because
 * subjects in names meet filters (`+ % # & /`; reference 1.3).
 */
export function sendingPlaces({ folders, submission }: Discovery, messageId: string): SendingPlaces {
  const drafts = folders.get('drafts');
  const sent = folders.get('sent') ?? null;
  const name = `${sendingName(messageId)}.EML`;
  const outbox = folders.get('outbox') ?? null;
  const draft = drafts === undefined ? null : drafts + name;
  return { draft, copy: sent === null ? null : sent + name, sent, sentMissing: false, outbox, submission };
}

/** Makes the item as a draft; one that is there already is as good. */
export async function makeDraft(session: Session, path: string, signal: AbortSignal): Promise<Outcome> {
  const outcome = await outcomeOf(
    'draft',
    proppatch(session, path, [[P.messageFlags, DRAFT_FLAGS]], signal, 'must be free'),
  );
  return outcome.status === 412 ? { verdict: 'done', status: 412, failure: null } : outcome;
}

/** Hidden recipients stand in a property, never in the header: there they would be delivered (reference 5.1). */
export function hideRecipients(
  session: Session,
  path: string,
  hidden: readonly string[],
  signal: AbortSignal,
): Promise<Outcome> {
  return outcomeOf('hide', proppatch(session, path, [[P.bcc, hidden.join(', ')]], signal));
}

/** What lies at the address of our draft. Rejects with 'not-found' where nothing does. */
export async function seeDraft(session: Session, path: string, signal: AbortSignal): Promise<DraftSeen> {
  const asked = [P.messageId, P.contentLength, P.to, P.cc, P.hiddenTo, P.bcc];
  const { found } = (await propfind(session, path, asked, 'message', signal)).response;
  const count = (...names: readonly (typeof P.to)[]) =>
    Math.max(...names.map((each) => parseAddresses(textOf(found, each) ?? '').length));
  return {
    messageId: textOf(found, P.messageId)?.trim() || null,
    bytes: countOf(found, P.contentLength),
    recipients: count(P.to) + count(P.cc) + count(P.hiddenTo, P.bcc),
  };
}

/** Hands the draft over. It is never repeated by any layer below: what became of it is looked for first. */
export async function submit(
  session: Session,
  method: 'MOVE' | 'COPY',
  draft: string,
  submission: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const headers = { destination: session.origin + submission, overwrite: 'F' };
  const outcome = await outcomeOf('submit', changed(session, method, draft, headers, signal));
  // The draft proves what became of a MOVE, but nothing of a COPY: there the answer is all there is.
  const isRefused = method === 'COPY' && outcome.verdict === 'unknown' && isClearRefusal(outcome.status);
  return isRefused ? { ...outcome, verdict: 'refused' } : outcome;
}

/**
 * An answer by which nothing was submitted. One of the 5xx may come from a server that failed after it took the message
 * (507 too: for its copy in Sent Items), but for 501, which is about the method.
 */
export function isClearRefusal(status: number | null): boolean {
  if (status === null) return false;
  return status === 501 || (status >= 300 && status < 500 && status !== 408);
}

/** Moves an item to a place of its own and never over another; the server may choose the name (reference 3.8). */
export function moveItem(session: Session, from: string, to: string, signal: AbortSignal): Promise<Outcome> {
  const headers = { destination: session.origin + to, overwrite: 'F', 'allow-rename': 't' };
  return outcomeOf('tidy', changed(session, 'MOVE', from, headers, signal));
}

/**
 * What was sent needs no draft any more, and what is taken back neither. That it is gone is seen and not believed: a
 * draft that stays could be sent by somebody.
 */
export async function removeItem(session: Session, path: string, signal: AbortSignal): Promise<Outcome> {
  const outcome = await outcomeOf('tidy', changed(session, 'DELETE', path, {}, signal));
  if (outcome.status === 404) return { verdict: 'done', status: 404, failure: null };
  if (outcome.verdict !== 'done') return outcome;
  try {
    return (await isThere(session, path, signal)) === 'gone' ? outcome : { ...outcome, ...stillThere() };
  } catch (thrown) {
    return { ...outcome, verdict: 'unknown', failure: toFailure(thrown) };
  }
}

function stillThere(): Pick<Outcome, 'verdict' | 'failure'> {
  const { failure } = fail(
    'conflict',
    told(
      'The server said that it had removed the draft, but the draft is still there. Retinue tries again later. If this stays so, ask the administrator what the server does with items that are deleted.',
    ),
  );
  return { verdict: 'refused', failure };
}

/** Marks the copy that we filed as read: PUT leaves it unread. */
export function markRead(session: Session, path: string, signal: AbortSignal): Promise<Outcome> {
  return outcomeOf('file', proppatch(session, path, [[P.read, '1']], signal));
}

async function changed(
  session: Session,
  method: 'MOVE' | 'COPY' | 'DELETE',
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<number> {
  const answer = await session.request(
    {
      method,
      path,
      headers,
      cap: LIMITS.itemAnswerBytes,
      firstByteMs: LIMITS.submitMs,
      lane: 'upload',
      subject: 'message',
      change: true,
      expect: [200, 201, 202, 204],
      due: 'anything',
    },
    signal,
  );
  answer.dispose();
  return answer.status;
}

async function outcomeOf(purpose: Purpose, work: Promise<number | void>): Promise<Outcome> {
  try {
    return { verdict: 'done', status: (await work) ?? 207, failure: null };
  } catch (thrown) {
    const failure = toFailure(thrown);
    return { verdict: verdictOn(purpose, failure), status: failure.status ?? null, failure };
  }
}

/** What is certain after a request that went wrong. Whatever a submission is answered, looking is cheap, and a double is not. */
function verdictOn(purpose: Purpose, { kind, status }: Failure): Outcome['verdict'] {
  if (status === undefined) return NEVER_LEFT.includes(kind) ? 'not-sent' : 'unknown';
  return purpose === 'submit' ? 'unknown' : 'refused';
}

/**
 * Looks where the message could be. It changes nothing; what could not be asked is unknown or null. Where there is no
 * Sent Items or no Outbox, no copy is in it.
 */
export async function lookFor(
  session: Session,
  { draft, sent, outbox }: Pick<SendingPlaces, 'draft' | 'sent' | 'outbox'>,
  messageId: string,
  signal: AbortSignal,
): Promise<{ readonly sight: Sight; readonly failure: Failure | null }> {
  let failure: Failure | null = null;
  const asked = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      failure = toFailure(thrown);
      if (failure.kind === 'cancelled') throw thrown;
      return otherwise;
    }
  };
  const sight: Sight = {
    draft: draft === null ? 'none' : await asked(isThere(session, draft, signal), 'unknown'),
    sent: sent === null ? 0 : await asked(copiesIn(session, sent, messageId, signal), null),
    outbox: outbox === null ? 0 : await asked(copiesIn(session, outbox, messageId, signal), null),
  };
  return { sight, failure };
}

async function isThere(session: Session, path: string, signal: AbortSignal): Promise<'there' | 'gone'> {
  try {
    await propfind(session, path, [P.messageId], 'message', signal);
    return 'there';
  } catch (thrown) {
    if (thrown instanceof FailureError && [404, 410].includes(thrown.failure.status ?? 0)) return 'gone';
    throw thrown;
  }
}

/** How many messages of a folder have this Message-ID. */
export async function copiesIn(
  session: Session,
  folder: string,
  messageId: string,
  signal: AbortSignal,
): Promise<number> {
  const sql = selectSql({ select: [P.messageId], depth: 'shallow', where: [equals(P.messageId, messageId)] });
  let count = 0;
  for await (const batch of search(session, folder, sql, null, signal)) count += batch.length;
  return count;
}
