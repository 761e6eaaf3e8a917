import { conclude } from '../../../../shared/delivery/looking.ts';
import { fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import type { Outcome, SendingPlaces } from '../../sending-room.ts';
import { startUpload } from '../../transfer/upload/start-upload.ts';
import {
  afterRefusal,
  type CourierDeps,
  failureUnlessStopped,
  type Post,
  request,
  type Rest,
} from './request.ts';
import { emlBody } from '../eml-body.ts';

/** The server files the copy by itself, a moment after it took the message. */
const FILING_MS = 10_000;
const FILING_LOOK_MS = 3000;

/** The copy in Sent Items: the server's own where there is one, else ours, which has a name of its own and is put once. */
export async function file(
  post: Post,
  deps: CourierDeps,
  places: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, account } = post;
  const { session, sending } = account;
  const { spooled, submittedAt, fileHere, way } = entry.history;
  const { clock } = deps;
  const { sent, copy } = places;
  if (sent === null || copy === null) {
    const isFalse = await isFalseClaim(post, deps, places, signal);
    if (isFalse !== false) return isFalse;
    await entry.append({ kind: 'filed', at: clock.now(), by: 'nobody' });
    return null;
  }
  let copies: number;
  try {
    copies = await sending.copies(places, spooled.messageId, signal);
  } catch (thrown) {
    return await afterRefusal(post, deps, 'file', failureUnlessStopped(thrown, signal));
  }
  if (copies > 0) {
    // Ours, where an earlier try put it and nobody read the answer.
    const isOurs = entry.steps.some((step) => step.kind === 'asked' && step.purpose === 'file');
    const by = isOurs && (await sending.markRead(copy, signal)).verdict === 'done' ? 'retinue' : 'server';
    await entry.append({ kind: 'filed', at: clock.now(), by });
    return null;
  }
  // Where the message was put with its envelope, the server was told to file none: it would show the envelope (reference 5.1).
  const isServersTurn = way !== 'put' && way !== 'smtp' && !fileHere;
  if (isServersTurn && clock.now() - (submittedAt ?? 0) < FILING_MS) {
    const until = clock.now() + FILING_LOOK_MS;
    await entry.append({ kind: 'waits', at: clock.now(), until, tries: entry.history.tries, failure: null });
    return { until, server: false };
  }
  const isFalse = await isFalseClaim(post, deps, places, signal);
  if (isFalse !== false) return isFalse;
  const { makeSent } = sending;
  if (makeSent !== null && places.sentMissing) {
    const made = () => makeSent(places, signal);
    const rest = await request(post, deps, { purpose: 'file', method: 'MKCOL', path: sent }, made, signal);
    if (rest) return rest;
  }
  const body = await emlBody(entry.emlPath);
  const work = async (): Promise<Outcome> => {
    const ended = await startUpload(
      {
        ...deps,
        session,
        path: copy,
        headers: { 'content-type': 'message/rfc822', translate: 'f', 'if-none-match': '*' },
        body,
        mood: post.mood,
        urgent: () => true,
        onChange: () => undefined,
      },
      signal,
    ).outcome;
    // It is there from an earlier try whose answer was lost.
    if (ended.kind === 'refused' && ended.status === 412)
      return { verdict: 'done', status: 412, failure: null };
    if (ended.kind === 'stored') return { verdict: 'done', status: ended.status, failure: null };
    const status = ended.kind === 'refused' ? ended.status : null;
    return { verdict: ended.kind === 'refused' ? 'refused' : 'unknown', status, failure: ended.failure };
  };
  const rest = await request(post, deps, { purpose: 'file', method: 'PUT', path: copy }, work, signal);
  if (rest) return rest;
  // Unread is a blemish, not a reason to file it again.
  await sending.markRead(copy, signal);
  await entry.append({ kind: 'filed', at: clock.now(), by: 'retinue' });
  return null;
}

/**
 * MOVE takes the draft away in one step. Where the server said that it took the message, and neither a copy of it is
 * anywhere nor the draft gone, it did not: a copy filed now would vouch for what nobody got. False: nothing speaks
 * against it, and the copy is ours to file. Nothing could speak against the other ways.
 */
async function isFalseClaim(
  post: Post,
  deps: CourierDeps,
  places: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null | false> {
  const { entry, account } = post;
  const { submittedAt, orphan, spooled, way } = entry.history;
  // A look has seen its copy before.
  if (orphan || way !== 'move') return false;
  const { sight, failure } = await account.sending.lookFor(places, spooled.messageId, signal);
  if (failure) return await afterRefusal(post, deps, 'file', failure);
  const at = deps.clock.now();
  const doubt = { way, since: submittedAt ?? at, answered: true, looks: [], hurry: false };
  const found = conclude(sight, doubt, at);
  if (found.conclusion !== 'not-submitted') return false;
  await entry.append({ kind: 'looked', at, ...sight, ...found });
  return await afterRefusal(post, deps, 'submit', notTaken());
}

function notTaken() {
  return fail(
    'conflict',
    told(
      'The server said that it took the message for sending, but the draft is still there and no copy is anywhere. Retinue tries again later. If this stays so, ask the administrator what the server does with messages that are submitted.',
    ),
  ).failure;
}
