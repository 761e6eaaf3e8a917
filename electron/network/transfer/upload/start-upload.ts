import { type Failure, toFailure } from '../../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import type { StreamBody } from '../../dav/transport.ts';
import { LIMITS } from '../../limits.ts';
import type { RateLimit } from '../../resilience/rate-limit.ts';
import type { Session } from '../../session.ts';
import { createRate } from '../rate.ts';

export interface UploadJob {
  readonly session: Session;
  /** In the server's own spelling. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StreamBody;
  readonly limit: RateLimit;
  readonly clock: Clock;
  readonly onChange: (progress: UploadProgress) => void;
}
/** Told at most four times a second, and at the end of the body. Bytes; the rate in bytes a second. */
export interface UploadProgress {
  /** What the socket has taken. */
  readonly sent: number;
  readonly total: number;
  readonly rate: number;
  /** Everything is on its way; the server has not answered yet. */
  readonly isAllSent: boolean;
}

/** What became of an upload. Only 'unknown' has to be looked into before anything is sent again. */
export type UploadOutcome =
  | { readonly kind: 'stored'; readonly status: number; readonly etag: string | null }
  /** The server answered no: nothing is stored. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** It ended before the server had all of it, so it cannot have been stored: trying again is safe. */
  | { readonly kind: 'not-sent'; readonly failure: Failure; readonly sent: number }
  /** The server had, or may have had, all of it and its answer was not read. Never tried again by itself. */
  | { readonly kind: 'unknown'; readonly failure: Failure; readonly sent: number; readonly at: number };

export interface RunningUpload {
  /** Never rejects for what a server, a line or a disk does. */
  readonly done: Promise<UploadOutcome>;
}

/** Sends a body by one PUT, once. Aborting the signal ends it as 'not-sent' or 'unknown', whichever is true. */
export function startUpload(job: UploadJob, signal: AbortSignal): RunningUpload {
  return { done: run(job, signal) };
}

async function run(job: UploadJob, signal: AbortSignal): Promise<UploadOutcome> {
  const { session, path, headers, body, clock } = job;
  const watched = watch(job, signal);
  try {
    const answer = await session.request(
      {
        method: 'PUT',
        path,
        headers,
        body: { length: body.length, chunks: watched.chunks },
        cap: LIMITS.errorBodyBytes,
        lane: 'send',
        subject: 'message',
        change: true,
        expect: [200, 201, 204],
        due: 'anything',
      },
      signal,
    );
    answer.dispose();
    // An answer that came before the body was read cannot be about the body.
    if (!watched.isAllSent()) return { kind: 'not-sent', failure: EARLY, sent: watched.sent() };
    return { kind: 'stored', status: answer.status, etag: answer.headers.get('etag') ?? null };
  } catch (thrown) {
    return outcomeOf(toFailure(thrown), watched.sent(), watched.isAllSent(), clock.now());
  }
}

/** What a failure says about the message. */
function outcomeOf(failure: Failure, sent: number, isAllSent: boolean, at: number): UploadOutcome {
  if (isServersOwn(failure.status)) return { kind: 'refused', failure };
  return isAllSent ? { kind: 'unknown', failure, sent, at } : { kind: 'not-sent', failure, sent };
}

/** An answer of the server itself; 502, 503 and 504 may be of something in between, which knows of the request only. */
function isServersOwn(status: number | undefined): boolean {
  return status !== undefined && ![502, 503, 504].includes(status);
}

/** Counts what the socket takes: a chunk counts once the next one is asked for. */
function watch({ body, limit, clock, onChange }: UploadJob, signal: AbortSignal) {
  const total = body.length;
  const rate = createRate(clock);
  let sent = 0;
  let isAllSent = false;
  let toldAt = -Infinity;
  const tell = () => {
    toldAt = clock.now();
    onChange({ sent, total, rate: rate.now(), isAllSent });
  };
  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    sent = 0; // a redirect makes it begin again
    isAllSent = false;
    for await (const chunk of body.chunks()) {
      await limit.take(chunk.byteLength, signal);
      // The last byte may reach the server although nobody says so.
      if (sent + chunk.byteLength >= total) isAllSent = true;
      yield chunk;
      sent += chunk.byteLength;
      rate.add(chunk.byteLength);
      if (Math.abs(clock.now() - toldAt) >= LIMITS.progressMs) tell();
    }
    tell();
  }
  return { chunks, sent: () => sent, isAllSent: () => isAllSent };
}

const EARLY: Failure = {
  kind: 'malformed-response',
  sentence:
    'The server said that it stored the message before it had all of it. Retinue does not take its word for it. Try again.',
};
