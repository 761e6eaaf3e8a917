import { fail, FailureError, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { type Clock, wait } from '../clock.ts';
import { afterFailure, isServersFault } from './after-failure.ts';
import type { Claim } from './claims.ts';
import type { Growth } from './growth.ts';
import type { DownloadJob } from './job.ts';
import type { DownloadState } from './state.ts';
import type { Telling } from './telling.ts';

export interface Recovering {
  readonly job: DownloadJob;
  readonly state: DownloadState;
  readonly growth: Growth;
  readonly telling: Telling;
  /** Acts that end a wait, while there is one. */
  readonly nudges: Set<() => void>;
}
/** A request that failed. */
export interface FailedRequest {
  readonly thrown: unknown;
  readonly claim: Claim;
  /** New bytes that it brought. */
  readonly gained: number;
}

/** Learns from a failure and waits until the next try. Throws it when there is to be none. */
export async function recover(all: Recovering, failed: FailedRequest, signal: AbortSignal): Promise<void> {
  const { job, state, telling, nudges } = all;
  const { clock, part } = job;
  const { gained } = failed;
  const failure = new FailureError(toFailure(failed.thrown), { cause: failed.thrown });
  state.fruitless = gained > 0 ? 0 : state.fruitless + 1;
  if (gained > 0) state.lastByte = clock.now();
  const isSmallerNext = learn(all, failure, failed);
  const next = afterFailure({
    failure: failure.failure,
    gained,
    fruitless: state.fruitless,
    idleMs: Math.abs(clock.now() - state.lastByte),
    isUrgent: job.urgent(),
    isCostly: job.source.cost === 'whole',
    isSmallerNext,
    mayRetry: gained > 0 || job.mood.spendRetry(),
    random: job.random,
  });
  if (next.kind === 'give-up') throw failure;
  part.count({ retries: 1 });
  if (next.kind === 'look' && !(await job.source.relocate(signal))) throw failure;
  if (next.kind !== 'wait' || next.ms === 0) return;
  telling.phase({ kind: 'waiting', failure: failure.failure, until: clock.now() + next.ms });
  await pause(clock, next.ms, signal, nudges);
}

/** Tells the server's mood. True when the next request will ask for less. */
function learn(
  { job, state, growth }: Recovering,
  failure: FailureError,
  { claim, gained }: FailedRequest,
): boolean {
  const { mood, source } = job;
  const { kind, status } = failure.failure;
  if (gained === 0 && isServersFault(failure.failure)) mood.failed(failure);
  if (kind === 'throttled') growth.shrink();
  const isOfSize = status === 500 || status === 503 || kind === 'interrupted' || kind === 'timeout';
  if (!isOfSize || source.cost === 'whole') return false;
  const before = mood.pieces.size();
  const isOpenEnded = claim.to === null || state.ranges === 'ignored' || state.ranges === 'useless';
  if (gained > 0) mood.pieces.faltered();
  else mood.pieces.refused(isOpenEnded || claim.to === null ? null : claim.to - claim.from);
  return mood.pieces.size() !== before;
}

/** Waits; a nudge ends it early. */
async function pause(clock: Clock, ms: number, signal: AbortSignal, nudges: Set<() => void>): Promise<void> {
  const nudged = new AbortController();
  const nudge = () => nudged.abort();
  nudges.add(nudge);
  try {
    await wait(clock, ms, AbortSignal.any([signal, nudged.signal]));
  } catch (thrown) {
    if (signal.aborted) throw fail('cancelled', told('Stopped, as you asked.'), {}, thrown);
  } finally {
    nudges.delete(nudge);
  }
}
