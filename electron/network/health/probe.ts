import { FailureError, toFailure } from '../../../shared/errors.ts';
import type { ProbeResult } from '../../../shared/health/probe.ts';
import type { OpenAccount } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import { propfind } from '../dav/propfind.ts';
import { P } from '../exchange/properties.ts';
import type { ServerMood } from '../resilience/mood.ts';
import { isServersFault } from '../transfer/after-failure.ts';

/**
 * One small question to a server because a person wants to know: PROPFIND at depth 0 of the mailbox, through its own
 * circuit. A server that rests is not asked, for that is what it asked for; what comes back counts like any other answer.
 */
export async function probe(
  { session, root }: Pick<OpenAccount, 'session' | 'root'>,
  mood: ServerMood,
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { state, until } = mood.circuit();
  if (state === 'open') return { kind: 'resting', until: until ?? clock.now() };
  await mood.admit(signal, () => undefined);
  const started = clock.now();
  try {
    await propfind(session, root, [P.displayName], 'folder', signal);
    mood.succeeded();
    return { kind: 'answered', status: 207, ms: clock.now() - started };
  } catch (thrown) {
    const failure = toFailure(thrown);
    tell(mood, thrown);
    return { kind: 'failed', failure, ms: clock.now() - started };
  }
}

/** An answer is an answer; a test that ended without a verdict must not keep others waiting for one. */
function tell(mood: ServerMood, thrown: unknown): void {
  const error = thrown instanceof FailureError ? thrown : new FailureError(toFailure(thrown));
  const { status, kind } = error.failure;
  if (kind === 'paused') return;
  if (isServersFault(error.failure)) mood.failed(error);
  else if (status !== undefined) mood.succeeded();
  else if (mood.circuit().state === 'half-open') mood.failed(error);
}
