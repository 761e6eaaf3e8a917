import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assessMailbox } from '../../../../shared/delivery/assess/assess-mailbox.ts';
import type { Evidence, WaitingItem } from '../../../../shared/delivery/evidence.ts';
import { BLOCKS, PURPOSES, type Step } from '../../../../shared/delivery/steps.ts';
import { blocked, failure, spooled, tried, waits } from './journals.ts';
import { evidence, HOUR, NOW } from './made.ts';

const moment = fc.option(fc.integer({ min: NOW - 1000 * HOUR, max: NOW + 100 * HOUR }));
const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const items: fc.Arbitrary<readonly WaitingItem[]> = fc.uniqueArray(
  fc.record({
    folder: fc.constantFrom('drafts', 'outbox'),
    href: fc.nat(500).map((at) => `/exchange/alex/${at}.EML`),
    subject: fc.string(),
    messageId: fc.option(name.map((each) => `<${each}@example.com>`)),
    size: fc.option(fc.nat()),
    flags: fc.option(fc.integer({ min: 0, max: 0xff })),
    submitted: fc.boolean(),
    hasRecipients: fc.boolean(),
    hasBody: fc.option(fc.boolean()),
    created: moment,
    modified: moment,
    deferredUntil: moment,
  }),
  { selector: ({ href }) => href, maxLength: 60 },
);
const failed = fc
  .constantFrom(401, 403, 404, 406, 409, 413, 423, 440, 500, 502, 503, 507)
  .map((status) => failure('server-fault', status));
const step: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...PURPOSES),
      fc.constantFrom('done', 'refused', 'not-sent', 'unknown'),
      failed,
      fc.nat(100),
    )
    .map(([purpose, verdict, fault, at]) => tried(purpose, verdict, verdict === 'done' ? null : fault, at)),
  failed.map((fault) => [waits(fault)]),
  fc.constantFrom(...BLOCKS).map((block) => [blocked(block)]),
);
const journals = fc.uniqueArray(
  fc.tuple(name, fc.array(step, { maxLength: 6 })).map(([id, steps]) => [spooled(id), ...steps.flat()]),
  { selector: ([first]) => (first?.kind === 'spooled' ? first.messageId : ''), maxLength: 5 },
);
const mailbox: fc.Arbitrary<Evidence> = fc
  .record({
    items,
    journals,
    sent: fc.option(
      fc.record({
        messageIds: fc.array(name.map((each) => `<${each}@example.com>`)),
        unasked: fc.constant([]),
      }),
    ),
  })
  .map(evidence);

it('says why and what helps, once a fault, the same each time, and never sends twice', () => {
  fc.assert(
    fc.property(mailbox, (given) => {
      const findings = assessMailbox(given);
      expect(assessMailbox(structuredClone(given))).toEqual(findings);
      const turned = { ...given, items: given.items.toReversed() };
      const ids = findings.map(({ id }) => id);
      expect(new Set(assessMailbox(turned).map(({ id }) => id))).toEqual(new Set(ids));
      expect(new Set(ids).size).toBe(ids.length);
      const hrefs = findings.flatMap(({ item }) => item?.href ?? []);
      expect(new Set(hrefs).size).toBe(hrefs.length);
      for (const { evidence: facts, actions, item } of findings) {
        expect(facts.length).toBeGreaterThan(0);
        expect(actions.length).toBeGreaterThan(0);
        const isProven = given.sent !== null && !given.sent.messageIds.includes(item?.messageId ?? '');
        if (!isProven) expect(actions).not.toContain('move-to-drafts');
        if (!isProven) expect(actions).not.toContain('adopt-and-send');
      }
    }),
    { numRuns: 300, seed: 329067 },
  );
});
