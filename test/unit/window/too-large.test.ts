import { expect, it } from 'vitest';
import { isTooLarge } from '../../../renderer/features/mail/safe-html/too-large.ts';

it('a page is too large by its elements, not by the pictures in it', () => {
  expect(isTooLarge(`<img src="data:image/png;base64,${'A'.repeat(4 * 1024 * 1024)}">`)).toBe(false);
  expect(isTooLarge('<p>One more line of it.</p>'.repeat(10_000))).toBe(false);
  expect(isTooLarge('<p>One more line of it.</p>'.repeat(13_000))).toBe(true);
  expect(isTooLarge('<table><tr><td>'.repeat(5000))).toBe(true);
  expect(isTooLarge('x'.repeat(9 * 1024 * 1024))).toBe(true);
});
