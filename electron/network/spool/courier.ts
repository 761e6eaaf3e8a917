import { assertNever, fail, type Failure, toFailure } from '../../../shared/errors.ts';
import { consequenceOf } from '../../../shared/delivery/after-refusal.ts';
import { conclude } from '../../../shared/delivery/looking.ts';
import { nextMove } from '../../../shared/delivery/next-move.ts';
import type { OutgoingState } from '../../../shared/delivery/outgoing.ts';
import type { Block, Purpose, Step } from '../../../shared/delivery/steps.ts';
import { backoffMs, type Random } from '../../../shared/retry/backoff.ts';
import type { OpenAccount } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import {
  copiesIn,
  hideRecipients,
  lookFor,
  makeDraft,
  markRead,
  type Outcome,
  removeItem,
  type SendingPlaces,
  sendingPlaces,
  submit,
} from '../exchange/sending.ts';
import type { ServerMood } from '../resilience/mood.ts';
import type { RateLimit } from '../resilience/rate-limit.ts';
import { startUpload } from '../transfer/upload/start-upload.ts';
import { emlBody } from './eml-body.ts';
import type { Entry } from './entry.ts';
import type { SizeLimits } from './size-limits.ts';

export interface CourierDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly limit: RateLimit;
  readonly sizes: SizeLimits;
  /** What is under way in this process; null: what the journal says. */
  readonly onLive: (live: OutgoingState | null) => void;
}
export interface Post {
  readonly entry: Entry;
  readonly account: OpenAccount;
  readonly mood: ServerMood;
}
/** Why the message stands still: nothing before `until`; `server`: nothing of this account before then. */
export interface Rest {
  readonly until: number | null;
  readonly server: boolean;
}

/** Between tries of one message, and while its server is down. */
const BACKOFF = { baseMs: 2000, capMs: 600_000 };
/** The server files the copy by itself, a moment after it took the message. */
const FILING_MS = 10_000;
const FILING_LOOK_MS = 3000;

/**
 * Brings one message as far as it comes now. Each request is noted before it leaves and when it is over, so that a crash
 * at any moment leaves a journal from which the next courier goes on without sending twice. Rejects when the signal is
 * aborted, or with what the disk said.
 */
export async function carry(post: Post, deps: CourierDeps, signal: AbortSignal): Promise<Rest> {
  const { entry } = post;
  try {
    for (;;) {
      const move = nextMove(entry.history, deps.clock.now());
      if (move.kind === 'rest') return { until: move.until, server: false };
      if (move.kind === 'done') return { until: null, server: false };
      const rest =
        move.kind === 'block'
          ? await block(entry, deps, move.block, null)
          : await make(move.kind, post, deps, signal);
      if (rest) return rest;
    }
  } finally {
    deps.onLive(null);
  }
}

type Making = 'draft' | 'upload' | 'hide' | 'submit' | 'look' | 'file' | 'tidy';

/** One move; null: the next one may follow at once. */
async function make(what: Making, post: Post, deps: CourierDeps, signal: AbortSignal): Promise<Rest | null> {
  const { entry, account } = post;
  const { session } = account;
  const { history } = entry;
  let places: SendingPlaces;
  try {
    places = sendingPlaces(await account.discovery(signal), history.spooled.messageId);
  } catch (thrown) {
    return await afterRefusal(post, deps, 'draft', failureUnlessStopped(thrown, signal));
  }
  const ask = (purpose: Purpose, method: string, path: string, work: () => Promise<Outcome>) =>
    request(post, deps, { purpose, method, path }, work, signal);
  switch (what) {
    case 'draft':
      deps.onLive({ kind: 'checking' });
      return await ask('draft', 'PROPPATCH', places.draft, () => makeDraft(session, places.draft, signal));
    case 'upload':
      return await upload(post, deps, places.draft, signal);
    case 'hide':
      return await ask('hide', 'PROPPATCH', places.draft, () =>
        hideRecipients(session, places.draft, history.spooled.hidden, signal),
      );
    case 'submit':
      deps.onLive({ kind: 'submitting', since: deps.clock.now() });
      return await ask('submit', 'MOVE', places.draft, () => submit(session, places, signal));
    case 'look':
      return await look(post, deps, places, signal);
    case 'file':
      return await file(post, deps, places, signal);
    case 'tidy':
      return await ask('tidy', 'DELETE', places.draft, () => removeItem(session, places.draft, signal));
    default:
      return assertNever(what);
  }
}

interface Request {
  readonly purpose: Purpose;
  readonly method: string;
  readonly path: string;
}

/** Notes, asks, notes, and draws the consequence. */
async function request(
  post: Post,
  deps: CourierDeps,
  what: Request,
  work: () => Promise<Outcome>,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, mood } = post;
  const { clock } = deps;
  const number = entry.steps.length;
  // The upload engine asks and tells the server's mood itself; asked twice, a probe would wait for itself.
  const isUpload = what.method === 'PUT';
  if (!isUpload) await mood.admit(signal, () => undefined);
  await entry.append({ kind: 'asked', at: clock.now(), request: number, ...what });
  const started = clock.now();
  const outcome = await work();
  signal.throwIfAborted();
  await entry.append({
    kind: 'answered',
    at: clock.now(),
    request: number,
    ms: clock.now() - started,
    ...outcome,
  });
  if (!isUpload) tellMood(mood, outcome);
  if (outcome.verdict === 'done') return null;
  // Doubt is looked into before anything else is thought of.
  if (what.purpose === 'submit' && outcome.verdict === 'unknown') return null;
  return await afterRefusal(post, deps, what.purpose, outcome.failure);
}

function tellMood(mood: ServerMood, { status, failure }: Outcome): void {
  const isDown = failure !== null && (status === null ? failure.kind !== 'unauthorized' : status === 503);
  if (isDown) mood.failed(fail(failure.kind, failure.sentence, failure));
  else mood.succeeded();
}

async function upload(
  post: Post,
  deps: CourierDeps,
  path: string,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, account, mood } = post;
  const { spooled, withoutFrom, insisted } = entry.history;
  const known = deps.sizes.refusedAt(account.session.origin);
  if (known !== null && spooled.bytes >= known && !insisted)
    return await block(entry, deps, 'too-large', tooLarge(spooled.bytes, known));
  const body = await emlBody(entry.emlPath, withoutFrom);
  const work = async (): Promise<Outcome> => {
    const { outcome } = startUpload(
      {
        ...deps,
        session: account.session,
        path,
        headers: { 'content-type': 'message/rfc822', translate: 'f' },
        body,
        mood,
        urgent: () => true,
        onChange({ phase, sent, total, rate }) {
          deps.onLive(
            phase.kind === 'answering'
              ? { kind: 'submitting', since: phase.since }
              : { kind: 'uploading', sent, total, rate },
          );
        },
      },
      signal,
    );
    const ended = await outcome;
    switch (ended.kind) {
      case 'stored':
        return { verdict: 'done', status: ended.status, failure: null };
      case 'refused':
        if (ended.status === 413) await deps.sizes.learn(account.session.origin, spooled.bytes);
        return { verdict: 'refused', status: ended.status, failure: ended.failure };
      case 'not-sent':
        return { verdict: 'not-sent', status: null, failure: ended.failure };
      case 'unknown':
        return { verdict: 'unknown', status: ended.evidence.status, failure: ended.failure };
      default:
        return assertNever(ended);
    }
  };
  return await request(post, deps, { purpose: 'upload', method: 'PUT', path }, work, signal);
}

async function look(
  post: Post,
  deps: CourierDeps,
  places: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, account, mood } = post;
  const { doubt, spooled } = entry.history;
  if (!doubt) return null;
  const before = entry.history.failure;
  const { sight, failure } = await lookFor(account.session, places, spooled.messageId, signal);
  const now = deps.clock.now();
  await entry.append({ kind: 'looked', at: now, ...sight, ...conclude(sight, doubt, now) });
  tellMood(mood, { verdict: 'done', status: failure?.status ?? null, failure });
  if (entry.history.doubt) return null;
  if (entry.history.submittedAt !== null) return null;
  // Not submitted: what the server said then decides how it goes on.
  return before ? await afterRefusal(post, deps, 'submit', before) : null;
}

/** The copy in Sent Items: the server's own where there is one, else ours, which has a name of its own and is put once. */
async function file(
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

async function afterRefusal(
  { entry, mood }: Post,
  deps: CourierDeps,
  purpose: Purpose,
  failure: Failure | null,
): Promise<Rest | null> {
  const cause = failure ?? toFailure(new Error('a request failed without a reason'));
  const consequence = consequenceOf(cause, purpose, entry.history);
  switch (consequence.kind) {
    case 'block':
      return await block(entry, deps, consequence.block, cause);
    case 'without-from':
      await entry.append({ kind: 'decided', at: deps.clock.now(), decision: 'without-from' });
      return null;
    case 'wait': {
      const now = deps.clock.now();
      const { tries } = entry.history;
      const circuit = mood.circuit().until ?? now;
      const until = Math.max(now + backoffMs(BACKOFF, tries, deps.random, cause.retryAfterMs), circuit);
      await entry.append({ kind: 'waits', at: now, until, tries: tries + 1, failure: cause });
      return { until, server: consequence.scope === 'server' };
    }
    default:
      return assertNever(consequence);
  }
}

async function block(
  entry: Entry,
  { clock }: CourierDeps,
  which: Block,
  failure: Failure | null,
): Promise<Rest> {
  const step: Step = { kind: 'blocked', at: clock.now(), block: which, failure };
  await entry.append(step);
  return { until: null, server: false };
}

function failureUnlessStopped(thrown: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  return toFailure(thrown);
}

function tooLarge(bytes: number, limit: number): Failure {
  const mb = (value: number) => `${(value / 2 ** 20).toFixed(1)} MB`;
  return fail(
    'too-large',
    `This message takes ${mb(bytes)} on the way, and the server refused one of ${mb(limit)} before (413). Retinue did not upload it. Remove an attachment, or try anyway.`,
  ).failure;
}
