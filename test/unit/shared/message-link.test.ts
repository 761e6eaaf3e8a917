import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messageLink, readMessageLink } from '../../../shared/mail/message-link.ts';

it('comes back as it was made, whatever stands in the names', () => {
  const name = fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' });
  fc.assert(
    fc.property(name, name, (accountId, message) => {
      const target = { accountId, name: message };
      expect(readMessageLink(messageLink(target))).toEqual(target);
    }),
  );
});

it.each([
  'https://message/a/b',
  'retinue://settings/a/b',
  'retinue://message/a',
  'retinue://message/a/b/c',
  'retinue://message/a/%E0%A4%A',
  `retinue://message/a/${'x'.repeat(5000)}`,
])('is none: %s', (url) => {
  expect(readMessageLink(url.slice(0, 6000))).toBeNull();
});
