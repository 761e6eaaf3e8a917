import { FailureError, retryOf, toFailure } from '../../../../shared/errors.ts';
import { BACKOFF, backoffMs } from '../../../../shared/retry/backoff.ts';
import { wait } from '../../clock.ts';
import type { SendingWatch } from '../../dav/sending.ts';
import type { StreamedBody } from '../../dav/transport.ts';
import { LIMITS } from '../../limits.ts';
import type { ServerMood } from '../../resilience/mood.ts';
import type { RateLimit } from '../../resilience/rate-limit.ts';
import { isServersFault } from '../after-failure.ts';
import { RESTING } from '../resting.ts';
import type { RunningUpload, UploadJob, UploadOutcome } from './job.ts';
import { outcomeOf, type Seen, STORED } from './outcome.ts';
import { createUploadTelling, type UploadTelling } from './telling.ts';

/**
 * Puts a body to its address and says what is certain afterwards (transfers.md 12). It is sent again only while no try
 * has given its last byte to the transport, and only as often as the job allows.
 */
export function startUpload(job: UploadJob, signal: AbortSignal): RunningUpload {
  return { outcome: run(job, signal) };
}

async function run(job: UploadJob, signal: AbortSignal): Promise<UploadOutcome> {
  const telling = createUploadTelling(job.clock, job.body.length, job.onChange);
  for (let tried = 1; ; tried += 1) {
    const outcome = await tryOnce(job, telling, signal);
    if (outcome.kind !== 'not-sent' || tried >= (job.tries ?? 1)) return outcome;
    if (retryOf(outcome.failure.kind) !== 'automatic' || signal.aborted) return outcome;
    const ms = pauseMs(job, tried, outcome.failure.retryAfterMs);
    telling.phase({ kind: 'waiting', failure: outcome.failure, until: job.clock.now() + ms });
    const isOver = await wait(job.clock, ms, signal).then(
      () => false,
      () => true,
    );
    if (isOver) return outcome;
  }
}

function pauseMs({ urgent, random, mood }: UploadJob, failures: number, retryAfterMs?: number): number {
  const policy = urgent() ? BACKOFF.foreground : BACKOFF.background;
  const ms = backoffMs(policy, failures - 1, random, retryAfterMs);
  return mood.spendRetry() ? ms : Math.max(policy.capMs, ms);
}

async function tryOnce(job: UploadJob, telling: UploadTelling, signal: AbortSignal): Promise<UploadOutcome> {
  const { clock, mood, body, session, path, headers, limit } = job;
  let seen: Seen = { total: body.length, handed: 0, taken: 0, answer: null, failure: null, at: 0 };
  const watch: SendingWatch = {
    handed: (bytes) => (seen = { ...seen, handed: seen.handed + bytes }),
    taken(bytes) {
      seen = { ...seen, taken: seen.taken + bytes };
      telling.sent(seen.taken);
      if (seen.taken === seen.total) telling.phase({ kind: 'answering', since: clock.now() });
    },
    answered: (status, answered) => (seen = { ...seen, answer: { status, headers: answered } }),
  };
  try {
    await mood.admit(signal, (until) => telling.phase({ kind: 'waiting', failure: RESTING, until }));
    telling.sent(0);
    telling.phase({ kind: 'sending' });
    const answer = await session.request(
      {
        method: 'PUT',
        path,
        headers,
        body: limited(body, limit),
        watch,
        cap: LIMITS.itemAnswerBytes,
        lane: 'upload',
        subject: 'message',
        change: true,
        expect: STORED,
        due: 'anything',
      },
      signal,
    );
    answer.dispose();
    // Where the socket has not yet said that it took the last portion, the answer does.
    if (seen.handed === seen.total && seen.taken < seen.total) watch.taken(seen.total - seen.taken);
    mood.succeeded();
  } catch (thrown) {
    const failure = new FailureError(toFailure(thrown), { cause: thrown });
    seen = { ...seen, failure: failure.failure };
    learn(mood, seen.answer !== null, failure);
  }
  return outcomeOf({ ...seen, at: clock.now() });
}

/** Tells the server's mood. A probe that ended without a verdict must not keep others waiting for one. */
function learn(mood: ServerMood, isAnswered: boolean, failure: FailureError): void {
  if (isServersFault(failure.failure)) mood.failed(failure);
  else if (isAnswered) mood.succeeded();
  else if (mood.circuit().state === 'half-open') mood.failed(failure);
}

/** A body under a cap on bytes a second. */
function limited(body: StreamedBody, limit: RateLimit): StreamedBody {
  return {
    length: body.length,
    async *stream(signal) {
      for await (const chunk of body.stream(signal)) {
        await limit.take(chunk.byteLength, signal);
        yield chunk;
      }
    },
  };
}
