/** A source of randomness: uniform in [0, 1). Passed in everywhere, so that a run can be repeated from a seed. */
export type Random = () => number;

export interface BackoffPolicy {
  readonly baseMs: number;
  readonly capMs: number;
}
/** What a person waits for is tried again soon, work in the background is patient. */
export const BACKOFF: { readonly foreground: BackoffPolicy; readonly background: BackoffPolicy } = {
  foreground: { baseMs: 500, capMs: 30_000 },
  background: { baseMs: 500, capMs: 600_000 },
};
/** No Retry-After is believed beyond this. */
export const RETRY_AFTER_CEILING_MS = 600_000;

/**
 * How long to wait before the next try: full jitter, `random(0, min(cap, base * 2^n))` for the n-th failure in a
 * row (0 for the first), and never before the server's Retry-After, which is believed up to a ceiling.
 */
export function backoffMs(policy: BackoffPolicy, failures: number, random: Random, retryAfterMs = 0): number {
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(failures, 30));
  const asked = Math.min(Math.max(0, retryAfterMs), RETRY_AFTER_CEILING_MS);
  return Math.max(Math.round(random() * bound), asked);
}
