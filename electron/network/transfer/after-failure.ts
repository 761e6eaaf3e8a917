import { type Failure, retryOf } from '../../../shared/errors.ts';
import { backoffMs, BACKOFF, type Random } from '../../../shared/retry/backoff.ts';
import { LIMITS } from '../limits.ts';

/** What is known when a request has failed. */
export interface Failed {
  readonly failure: Failure;
  /** Bytes that this request brought. */
  readonly gained: number;
  /** Failures in a row without a byte, this one included where it brought none. */
  readonly fruitless: number;
  /** Since the last byte, ms. */
  readonly idleMs: number;
  readonly isUrgent: boolean;
  /** Each request makes the server prepare everything again: a failure to do so is not asked for a second time. */
  readonly isCostly: boolean;
  /** The piece asked for is smaller next time. */
  readonly isSmallerNext: boolean;
  /** The retry budget has a token left. */
  readonly mayRetry: boolean;
  readonly random: Random;
}
export type Next =
  | { readonly kind: 'wait'; readonly ms: number }
  /** Gone or another one: look for it by its permanent address. */
  | { readonly kind: 'look' }
  | { readonly kind: 'give-up' };

/** Decides what follows a failed request (transfers.md 6). */
export function afterFailure(failed: Failed): Next {
  const { failure, gained, fruitless, isUrgent, random, mayRetry } = failed;
  const { kind, status, retryAfterMs } = failure;
  if (kind === 'not-found' || (kind === 'conflict' && status === 412)) return { kind: 'look' };
  const isPage = kind === 'malformed-response' && fruitless <= LIMITS.downloadPages;
  if (retryOf(kind) !== 'automatic' && !isPage) return { kind: 'give-up' };
  if (gained >= LIMITS.quickRetryBytes && retryAfterMs === undefined) return { kind: 'wait', ms: 0 };
  if (isOver(failed) || (failed.isCostly && status === 500)) return { kind: 'give-up' };
  const policy = isUrgent ? BACKOFF.foreground : BACKOFF.background;
  if (failed.isSmallerNext) return { kind: 'wait', ms: backoffMs(policy, 0, random, retryAfterMs) };
  if (!mayRetry)
    return { kind: 'wait', ms: Math.max(policy.capMs, backoffMs(policy, 0, random, retryAfterMs)) };
  return { kind: 'wait', ms: backoffMs(policy, Math.max(0, fruitless - 1), random, retryAfterMs) };
}

function isOver({ fruitless, isUrgent, idleMs }: Failed): boolean {
  return isUrgent ? fruitless >= LIMITS.downloadTries : idleMs > LIMITS.downloadPatienceMs;
}

/** True for what says that the server is unwell, and not only this item on it. */
export function isServersFault({ kind, status }: Failure): boolean {
  return kind === 'throttled' || kind === 'timeout' || kind === 'offline' || status === 502 || status === 504;
}
