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
  /** Other messages went out while this one failed. */
  readonly overtaken: boolean;
}

/** Nothing has moved for so long although its turn has come: no program is at work on it. */
const IDLE_MS = 10 * 60_000;

/** What keeps a message from going out; null where nothing does. */
export function mechanismOf(message: Message, now: number): Mechanism | null {
  const { state, history } = message;
  if (history.submittedAt !== null && history.filed === null)
    return history.failure || history.waits?.failure || history.block ? 'sent-copy-fails' : null;
  switch (state.kind) {
    case 'done':
    case 'taken-back':
    case 'filing':
      return null;
    case 'blocked':
      return ofBlock(state.block, state.failure, message);
    case 'unknown':
      return ofDoubt(message);
    case 'waiting':
      return state.failure && ofFailure(state.failure, message);
    case 'queued':
      return now - state.sendAt >= IDLE_MS ? 'left-unsent' : null;
    case 'checking':
    case 'uploading':
    case 'on-server':
    case 'submitting':
      return now - message.lastAt >= IDLE_MS ? 'left-unsent' : null;
    default:
      return assertNever(state);
  }
}

function ofBlock(block: Block, failure: Failure | null, message: Message): Mechanism {
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
      return ofDoubt(message);
    case 'damaged':
      return 'damaged-spool';
    case 'not-sent':
      return 'left-unsent';
    case 'refused':
    case 'tries-spent':
      return failure === null ? 'retry-cap' : ofFailure(failure, message);
    default:
      return assertNever(block);
  }
}

/** Where the clock ended the wait the server may be at work; else the line broke. */
function ofDoubt({ failures }: Message): Mechanism {
  return failures.at(-1)?.kind === 'timeout' ? 'slow-commit' : 'reply-lost';
}

function ofFailure(failure: Failure, message: Message): Mechanism {
  const { kind, status } = failure;
  if (status === 401 || status === 440 || kind === 'unauthorized') return 'auth-lost';
  if (status === 403) return 'from-refused';
  if (status === 406) return 'put-406';
  if (status === 413 || kind === 'too-large') return 'over-send-limit';
  if (status === 423 || status === 424) return 'locked-draft';
  if (status === 425 || status === 507 || kind === 'storage-full') return 'quota-full';
  if (status === 404 || status === 409 || status === 412 || status === 502) return 'bad-name';
  if (status === 503 || kind === 'interrupted' || kind === 'throttled')
    return message.overtaken ? 'poison-first' : recycled(message);
  if (kind === 'server-fault') return message.overtaken ? 'poison-first' : 'hot-spot';
  if (kind === 'offline' || kind === 'timeout') return 'retry-cap';
  return 'hot-spot';
}

/** S18 is both: connections that break, and 503 while the worker starts anew. */
function recycled({ failures }: Message): Mechanism {
  const isBusy = failures.some(({ status }) => status === 503);
  return isBusy || failures.length < 3 ? 'worker-recycle' : 'retry-cap';
}
