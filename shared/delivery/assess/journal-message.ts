import type { Failure } from '../../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { History } from '../history.ts';
import { stateOf } from '../state-of.ts';
import type { Step } from '../steps.ts';
import { IDLE_MS, type Message } from './journal-mechanism.ts';

const MINUTE_MS = 60_000;

/** The journal of one message of the spool. */
export interface Journal {
  readonly steps: readonly Step[];
  readonly history: History;
}

/** What its journal, those of the others and the server say of one message. */
export function messageOf(
  steps: readonly Step[],
  history: History,
  all: readonly Journal[],
  evidence: Evidence,
): Message {
  const failures = failuresOf(steps);
  const failingSince = failures[0]?.at ?? null;
  const lastAt = steps.at(-1)?.at ?? history.spooled.at;
  // What went out before it failed first, or after it was given up, says nothing of it.
  const isMeanwhile = (at: number) =>
    failingSince !== null && at >= failingSince && at <= (history.waits?.until ?? lastAt);
  const state = stateOf(history, evidence.now);
  return {
    history,
    state,
    failures: failures.map(({ failure }) => failure),
    failingSince,
    lastAt,
    abandoned:
      state.kind !== 'blocked' && evidence.now - Math.max(lastAt, history.waits?.until ?? 0) >= IDLE_MS,
    overtaken: all.some((other) => other.history !== history && isMeanwhile(other.history.submittedAt ?? 0)),
    alone: evidence.elsewhere.some(isMeanwhile),
    recycling: history.doubt !== null && isBusyAfter(history.doubt.since, all, evidence),
    touched: isTouched(steps, history, state, evidence),
  };
}

interface Failed {
  readonly at: number;
  readonly status: number | null;
  readonly failure: Failure;
}

/** What failed, in order. Where the server did not even say what its folders are, only the wait or the stop tells it. */
function failuresOf(steps: readonly Step[]): readonly Failed[] {
  let answered: Failure | null = null;
  return steps.flatMap((step) => {
    const failure = 'failure' in step ? step.failure : null;
    const isTold = step.kind !== 'answered' && isSame(failure, answered);
    if (step.kind === 'answered') answered = failure;
    return failure && !isTold ? [{ at: step.at, status: failure.status ?? null, failure }] : [];
  });
}

function isSame(one: Failure | null, other: Failure | null): boolean {
  return one?.kind === other?.kind && one?.status === other?.status;
}

/** A worker that ended is back within minutes, and answers 503 until then. */
const RECYCLE_MS = 10 * MINUTE_MS;

function isBusyAfter(since: number, all: readonly Journal[], { requests }: Evidence): boolean {
  const busy = [...requests, ...all.flatMap(({ steps }) => failuresOf(steps))];
  return busy.some(({ status, at }) => status === 503 && at >= since && at - since < RECYCLE_MS);
}

/**
 * S9. The draft of a message that waits was changed later than any request of ours could have: somebody opened it. Only
 * spans of one clock are compared, the server's with the server's.
 */
function isTouched(
  steps: readonly Step[],
  history: History,
  state: Message['state'],
  { items }: Evidence,
): boolean {
  if (history.draft === 'none' || history.draft === 'made') return false;
  if (history.doubt || history.submittedAt !== null) return false;
  if (state.kind === 'taken-back') return false;
  const requests = steps.filter((step) => step.kind === 'asked' || step.kind === 'answered');
  const [first, last] = [requests[0], requests.at(-1)];
  if (first?.kind !== 'asked' || !last) return false;
  const name = nameOf(first.path);
  const mostMs = last.at - first.at + MINUTE_MS;
  return items.some(
    ({ href, created, modified }) =>
      nameOf(href) === name && created !== null && modified !== null && modified - created > mostMs,
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
