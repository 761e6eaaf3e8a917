import { expect, it } from 'vitest';
import { fail, retryOf, toFailure } from '../../../shared/errors.ts';

it('keeps a failure of ours as it is, through structured clone too', () => {
  const failure = toFailure(
    fail('throttled', 'The server is busy (503).', { status: 503, retryAfterMs: 240_000 }),
  );
  expect(structuredClone(failure)).toEqual({
    kind: 'throttled',
    sentence: 'The server is busy (503).',
    status: 503,
    retryAfterMs: 240_000,
  });
  expect(retryOf(failure.kind)).toBe('automatic');
});

it('calls an abort cancelled and anything unknown a bug of ours, with what was thrown in the detail', () => {
  expect(toFailure(new DOMException('gone', 'AbortError')).kind).toBe('cancelled');
  expect(toFailure(new TypeError('x is not a function'))).toMatchObject({
    kind: 'bug',
    detail: 'TypeError: x is not a function',
  });
  expect(toFailure('text').detail).toBe('text');
});
