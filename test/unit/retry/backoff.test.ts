import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKOFF, backoffMs, RETRY_AFTER_CEILING_MS } from '../../../shared/retry/backoff.ts';

describe('backoff', () => {
  it('is full jitter: anything from nothing to base * 2^n, never beyond the cap', () => {
    const policy = BACKOFF.foreground;
    expect(backoffMs(policy, 0, () => 0)).toBe(0);
    expect(backoffMs(policy, 3, () => 0.5)).toBe(2000);
    expect(backoffMs(policy, 60, () => 0.999)).toBeLessThanOrEqual(policy.capMs);
  });

  it('waits at least as long as the server asked, up to a ceiling', () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (n, r, asked) => {
          const wait = backoffMs(BACKOFF.background, n, () => r, asked);
          expect(wait).toBeGreaterThanOrEqual(Math.min(Math.max(0, asked), RETRY_AFTER_CEILING_MS));
          expect(wait).toBeLessThanOrEqual(Math.max(BACKOFF.background.capMs, RETRY_AFTER_CEILING_MS));
        },
      ),
    );
  });
});
