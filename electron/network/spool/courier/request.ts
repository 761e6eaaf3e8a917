import { consequenceOf } from '../../../../shared/delivery/after-refusal.ts';
import type { OutgoingState } from '../../../../shared/delivery/outgoing.ts';
import type { Block, Purpose, Step } from '../../../../shared/delivery/steps.ts';
import { assertNever, fail, type Failure, toFailure } from '../../../../shared/errors.ts';
import { backoffMs, type Random } from '../../../../shared/retry/backoff.ts';
import type { OpenAccount } from '../../accounts.ts';
import type { Clock } from '../../clock.ts';
import type { RequestLog } from '../../log.ts';
import type { ServerMood } from '../../resilience/mood.ts';
import type { RateLimit } from '../../resilience/rate-limit.ts';
import type { Outcome } from '../../sending-room.ts';
import type { Entry } from '../entry.ts';
import type { SizeLimits } from '../size-limits.ts';

export interface CourierDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly limit: RateLimit;
  readonly sizes: SizeLimits;
  /** What is under way in this process; null: what the journal says. */
  readonly onLive: (live: OutgoingState | null) => void;
  /** Where conversations with a server that sends are noted, as requests are; nowhere where it is not said. */
  readonly log?: RequestLog;
}
export interface Post {
  readonly entry: Entry;
  readonly account: OpenAccount;
  readonly mood: ServerMood;
  /** Of the server that sends, where that is another one. */
  readonly smtpMood?: ServerMood | null;
}
/** Why the message stands still: nothing before `until`; `server`: nothing of this account before then. */
export interface Rest {
  readonly until: number | null;
  readonly server: boolean;
}

/** Between tries of one message, and while its server is down. */
const BACKOFF = { baseMs: 2000, capMs: 600_000 };

export interface Request {
  readonly purpose: Purpose;
  readonly method: string;
  readonly path: string;
}

/** Notes, asks, notes, and draws the consequence; null: the next move may follow at once. */
export async function request(
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
  // SMTP is spoken with another server, and says nothing of this one.
  const asked = isUpload ? null : what.method === 'SMTP' ? (post.smtpMood ?? null) : mood;
  await asked?.admit(signal, () => undefined);
  await entry.append({ kind: 'asked', at: clock.now(), request: number, ...what });
  const started = clock.now();
  const outcome = await work();
  // What is certain not to have been sent needs no looking for after the next start.
  if (outcome.verdict !== 'not-sent') signal.throwIfAborted();
  await entry.append({
    kind: 'answered',
    at: clock.now(),
    request: number,
    ms: clock.now() - started,
    ...outcome,
  });
  signal.throwIfAborted();
  if (asked) tellMood(asked, outcome);
  if (outcome.verdict === 'done') return null;
  // Doubt is looked into before anything else is thought of.
  if (what.purpose === 'submit' && outcome.verdict === 'unknown') return null;
  return await afterRefusal(post, deps, what.purpose, outcome.failure);
}

/** Whether the server answers at all is for all its messages. */
export function tellMood(mood: ServerMood, { status, failure }: Outcome): void {
  // 421: an SMTP server closes its doors (RFC 5321 section 3.8). What is wrong with a message alone says nothing of it.
  const isDown =
    failure !== null &&
    (status === null
      ? !['unauthorized', 'invalid-input'].includes(failure.kind)
      : status === 503 || status === 421);
  if (isDown) mood.failed(fail(failure.kind, failure, failure));
  else mood.succeeded();
}

/** What a request that failed means for the message: noted, and waited for, or stood still. */
export async function afterRefusal(
  { entry, mood, smtpMood }: Post,
  deps: CourierDeps,
  purpose: Purpose,
  failure: Failure | null,
): Promise<Rest | null> {
  const cause = failure ?? toFailure(new Error('a request failed without a reason'));
  const consequence = consequenceOf(cause, purpose, entry.history);
  switch (consequence.kind) {
    case 'block':
      return await block(entry, deps, consequence.block, cause);
    case 'decide': {
      const { decision } = consequence;
      const status = cause.status === undefined ? {} : { status: cause.status };
      await entry.append({ kind: 'decided', at: deps.clock.now(), decision, ...status });
      return null;
    }
    case 'wait': {
      const now = deps.clock.now();
      const { tries } = entry.history;
      const asked = purpose === 'submit' ? (smtpMood ?? mood) : mood;
      const circuit = asked.circuit().until ?? now;
      const until = Math.max(now + backoffMs(BACKOFF, tries, deps.random, cause.retryAfterMs), circuit);
      await entry.append({ kind: 'waits', at: now, until, tries: tries + 1, failure: cause });
      return { until, server: consequence.scope === 'server' };
    }
    default:
      return assertNever(consequence);
  }
}

/** The message needs its person from here on. */
export async function block(
  entry: Entry,
  { clock }: CourierDeps,
  which: Block,
  failure: Failure | null,
): Promise<Rest> {
  const step: Step = { kind: 'blocked', at: clock.now(), block: which, failure };
  await entry.append(step);
  return { until: null, server: false };
}

/** What went wrong, unless somebody stopped it: then that is thrown on. */
export function failureUnlessStopped(thrown: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  return toFailure(thrown);
}
