import { describe, expect, it } from 'vitest';
import { missingOf } from '../../../shared/delivery/draft-check.ts';
import type { StepOf } from '../../../shared/delivery/steps.ts';

const SPOOLED: StepOf<'spooled'> = {
  kind: 'spooled',
  at: 0,
  format: 1,
  account: { id: 'a', url: 'https://mail.example.com/exchange/alex/', user: 'alex' },
  messageId: '<one@example.com>',
  subject: 'Hello',
  from: 'alex@example.com',
  recipients: ['bo@example.com'],
  hidden: ['cy@example.com'],
  bytes: 10_000,
  sha256: '',
  sendAt: 0,
};
const WHOLE = { messageId: '<one@example.com>', bytes: 9000, recipients: 2 };

describe('whether a draft is the message', () => {
  it.each([
    { what: 'all of it', seen: WHOLE },
    { what: 'a Message-ID in another case', seen: { ...WHOLE, messageId: '<ONE@example.com>' } },
    { what: 'no Message-ID told', seen: { ...WHOLE, messageId: null } },
    { what: 'no size told', seen: { ...WHOLE, bytes: null } },
    { what: 'a size of decoded text', seen: { ...WHOLE, bytes: 1000 } },
    { what: 'a group that counts as one more', seen: { ...WHOLE, recipients: 3 } },
  ])('$what: it is', ({ seen }) => expect(missingOf(seen, SPOOLED)).toBeNull());

  it.each([
    { seen: { messageId: null, bytes: 9000, recipients: 0 }, missing: 'has 0 of 2 recipients' },
    { seen: { ...WHOLE, messageId: '<two@example.com>' }, missing: 'has another Message-ID' },
    { seen: { ...WHOLE, recipients: 1 }, missing: 'has 1 of 2 recipients' },
    { seen: { ...WHOLE, bytes: 999 }, missing: 'has 999 of 10000 bytes' },
  ])('$missing: it is not', ({ seen, missing }) => expect(missingOf(seen, SPOOLED)?.sentence).toBe(missing));
});
