import { copiesIn, markRead, type Outcome, type SendingPlaces } from '../exchange/sending.ts';
import { startUpload } from '../transfer/upload/start-upload.ts';
import {
  afterRefusal,
  type CourierDeps,
  failureUnlessStopped,
  type Post,
  request,
  type Rest,
} from './courier-request.ts';
import { emlBody } from './eml-body.ts';

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
  const { session } = account;
  const { spooled, submittedAt, fileHere } = entry.history;
  const { clock } = deps;
  let copies: number;
  try {
    copies = await copiesIn(session, places.sent, spooled.messageId, signal);
  } catch (thrown) {
    return await afterRefusal(post, deps, 'file', failureUnlessStopped(thrown, signal));
  }
  if (copies > 0) {
    await entry.append({ kind: 'filed', at: clock.now(), by: 'server' });
    return null;
  }
  if (!fileHere && clock.now() - (submittedAt ?? 0) < FILING_MS) {
    const until = clock.now() + FILING_LOOK_MS;
    await entry.append({ kind: 'waits', at: clock.now(), until, tries: entry.history.tries, failure: null });
    return { until, server: false };
  }
  const body = await emlBody(entry.emlPath, false);
  const work = async (): Promise<Outcome> => {
    const ended = await startUpload(
      {
        ...deps,
        session,
        path: places.copy,
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
  const rest = await request(post, deps, { purpose: 'file', method: 'PUT', path: places.copy }, work, signal);
  if (rest) return rest;
  // Unread is a blemish, not a reason to file it again.
  await markRead(session, places.copy, signal);
  await entry.append({ kind: 'filed', at: clock.now(), by: 'retinue' });
  return null;
}
