import { assertNever, type Failure } from '../../errors.ts';
import type { Mechanism } from '../findings.ts';
import type { History } from '../history.ts';
import type { OutgoingState } from '../outgoing.ts';
import type { Block } from '../steps.ts';

/** What is known of one message of the spool. */
export interface Message {
  readonly history: History;
  readonly state: OutgoingState;
  /** Statuses and breaks of its requests that did not succeed, the oldest first. */
  readonly failures: readonly Failure[];
  /** When the first of them was; null where there was none. */
  readonly failingSince: number | null;
  /** When anything last happened to it. */
  readonly lastAt: number;
  /** Something was due long ago and nothing was done: no program is at work on it. */
  readonly abandoned: boolean;
  /** Other messages of its account went out while this one failed. */
  readonly overtaken: boolean;
  /** Messages of other accounts went out while this one failed. */
  readonly alone: boolean;
  /** Its server answered 503 soon after this message's submission broke. */
  readonly recycling: boolean;
  /** Its draft on the server was changed after our last request for it. */
  readonly touched: boolean;
}

/** Nothing has moved for so long although its turn has come: no program is at work on it. */
export const IDLE_MS = 10 * 60_000;
/** So long Retinue waits for the answer to a submission: a request that has none noted and is younger is under way. */
const PROCESSING_MS = 10 * 60_000;
const OUTAGE: readonly Failure['kind'][] = ['offline', 'timeout', 'interrupted', 'throttled'];

/** What keeps a message from going out; null where nothing does. */
export function mechanismOf(message: Message, now: number): Mechanism | null {
  const { state, history } = message;
  if (message.touched) return 'draft-opened';
  if (history.submittedAt !== null && history.filed === null)
    return history.failure || history.waits?.failure || history.block ? 'sent-copy-fails' : null;
  switch (state.kind) {
    case 'done':
    case 'taken-back':
    case 'filing':
      return null;
    case 'blocked':
      return ofBlock(state.block, state.failure, message, now);
    case 'unknown':
      return ofDoubt(message, now);
    case 'waiting':
      return state.failure && ofFailure(state.failure, message);
    case 'queued':
      return ofTurn(message, now - state.sendAt);
    case 'checking':
    case 'uploading':
    case 'on-server':
    case 'submitting':
      return ofTurn(message, now - message.lastAt);
    default:
      return assertNever(state);
  }
}

/** Its turn has come: what failed last stands until something works. */
function ofTurn(message: Message, idleMs: number): Mechanism | null {
  const failure = message.history.waits?.failure ?? message.history.failure;
  if (failure) return ofFailure(failure, message);
  return idleMs >= IDLE_MS ? 'left-unsent' : null;
}

function ofBlock(block: Block, failure: Failure | null, message: Message, now: number): Mechanism {
  switch (block) {
    case 'too-large':
      return 'over-send-limit';
    case 'mailbox-full':
      return 'quota-full';
    case 'from-refused':
      return 'from-refused';
    case 'no-mime':
      return 'put-406';
    case 'conversion':
      return 'conversion-500';
    case 'sign-in':
      return 'auth-lost';
    case 'locked':
      return 'locked-draft';
    case 'unproven':
      return ofDoubt(message, now);
    case 'damaged':
      return 'damaged-spool';
    case 'not-sent':
    case 'restored':
      return 'left-unsent';
    case 'refused':
      return failure === null ? 'retry-cap' : ofFailure(failure, message);
    case 'tries-spent':
      if (failure === null || (isOutage(failure) && !message.overtaken)) return 'retry-cap';
      return ofFailure(failure, message);
    default:
      return assertNever(block);
  }
}

/**
 * Where the clock ended the wait, or has not ended it yet, the server may be at work; where it answers 503 since, its
 * worker ended in the middle; else the line broke. An answer that decides nothing names the mechanism all the same.
 */
function ofDoubt(message: Message, now: number): Mechanism {
  const { open, doubt } = message.history;
  const last = message.failures.at(-1);
  const isUnderWay = open?.purpose === 'submit' && doubt !== null && now - doubt.since < PROCESSING_MS;
  if (isUnderWay || last?.kind === 'timeout') return 'slow-commit';
  if (message.recycling) return 'worker-recycle';
  return doubt?.answered && last?.status !== undefined ? ofFailure(last, message) : 'reply-lost';
}

function ofFailure(failure: Failure, message: Message): Mechanism {
  const { kind, status } = failure;
  if (status === 401 || status === 440 || kind === 'unauthorized') return 'auth-lost';
  if (status === 403) return 'from-refused';
  if (status === 406) return 'put-406';
  if (status === 413 || kind === 'too-large') return 'over-send-limit';
  if (status === 423 || status === 424) return 'locked-draft';
  if (status === 425 || status === 507 || kind === 'storage-full') return 'quota-full';
  if (isOutage(failure)) return message.overtaken ? 'poison-first' : outageOf(failure, message);
  if (status === 404 || status === 409 || status === 412 || status === 502) return 'bad-name';
  if (kind === 'server-fault' && message.overtaken) return 'poison-first';
  return 'hot-spot';
}

/** The server does not answer, or says that it cannot: nothing is said of the message. */
function isOutage({ kind, status }: Failure): boolean {
  return status === 503 || status === 504 || (status === undefined && OUTAGE.includes(kind));
}

/** S18 is both: connections that break, and 503 while the worker starts anew. */
function outageOf({ kind, status }: Failure, { failures, alone }: Message): Mechanism {
  const isBusy = status === 503 || failures.some((each) => each.status === 503);
  if (isBusy) return 'worker-recycle';
  if (alone) return 'one-account-down';
  return kind === 'interrupted' && failures.length < 3 ? 'worker-recycle' : 'retry-cap';
}
