import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilingFacts } from '../../../shared/filing/facts.ts';
import type { Action, Condition, Filing, ListRule, Rule } from '../../../shared/filing/filing.ts';
import { effectsOf, isPlace, judge } from '../../../shared/filing/judge.ts';
import { facts } from './facts.ts';

const word = fc.constantFrom('ada', 'bob', 'notes', 'engine', 'list@example.com', 'example');
const address = fc.constantFrom('ada@example.com', 'bob@example.com', 'list@example.com', 'eve@other.test');
const person = fc.record({ name: fc.constantFrom('', 'Ada', 'Bob'), address });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constantFrom('from', 'to', 'subject', 'list'),
    how: fc.constantFrom('contains', 'is', 'lacks'),
    text: word,
  }),
  fc.record({
    on: fc.constant('size'),
    how: fc.constantFrom('over', 'under'),
    bytes: fc.constantFrom(10, 2048, 9999),
  }),
  fc.record({ on: fc.constant('attachment'), has: fc.boolean() }),
  fc.constant({ on: 'blocked' } as const),
) as fc.Arbitrary<Condition>;

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), folderId: fc.constantFrom('a|/A', 'a|/B', 'a|/Inbox') }),
  fc.record({
    kind: fc.constantFrom(
      'junk' as const,
      'delete' as const,
      'read' as const,
      'flag' as const,
      'stop' as const,
    ),
  }),
  fc.record({ kind: fc.constant('category' as const), name: fc.constantFrom('Work', 'Home') }),
);
const actions = fc.array(action, { maxLength: 4 });

const rules: fc.Arbitrary<Rule[]> = fc
  .array(
    fc.record({
      on: fc.boolean(),
      match: fc.constantFrom('all' as const, 'any' as const),
      conditions: fc.array(condition, { maxLength: 3 }),
      actions,
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((each, nth) => ({ id: `r${nth}`, name: `Rule ${nth}`, ...each })));

const lists: fc.Arbitrary<ListRule[]> = fc
  .array(
    fc.record({
      on: fc.boolean(),
      address: fc.constantFrom('', 'list@example.com'),
      listId: fc.constantFrom('', 'list.example.com'),
      actions,
    }),
    { maxLength: 3 },
  )
  .map((all) => all.map((each, nth) => ({ id: `l${nth}`, name: `List ${nth}`, ...each })));

const filings: fc.Arbitrary<Filing> = fc.record({
  lists,
  rules,
  junk: fc.record({
    level: fc.constantFrom('off' as const, 'low' as const, 'high' as const),
    safe: fc.uniqueArray(address),
    blocked: fc.uniqueArray(fc.oneof(address, fc.constant('@example.com'))),
  }),
  places: fc.constant([]),
});

const messages: fc.Arbitrary<FilingFacts> = fc
  .record({
    from: fc.array(person, { maxLength: 2 }),
    to: fc.array(person, { maxLength: 2 }),
    cc: fc.option(fc.array(person, { maxLength: 2 })),
    listId: fc.option(fc.constantFrom('', 'list.example.com')),
    subject: fc.constantFrom('Notes on the engine', 'Re: hello', 'WIN A BIG PRIZE NOW!', ''),
    size: fc.nat(10_000),
    hasAttachment: fc.boolean(),
    answers: fc.boolean(),
  })
  .map(facts);

describe('judging a message', () => {
  const check = (property: (filing: Filing, message: FilingFacts) => void) =>
    fc.assert(fc.property(filings, messages, property));

  it('says the same each time, and gives a message one place at most', () => {
    check((filing, message) => {
      const decision = judge(filing, message);
      expect(judge(filing, message)).toEqual(decision);
      expect(effectsOf(decision).filter(isPlace).length).toBeLessThanOrEqual(1);
    });
  });

  it('asks lists first, then the junk filter, then the rules, and only rules add to each other', () => {
    check((filing, message) => {
      const { verdicts } = judge(filing, message);
      const who = verdicts.map(({ by }) => by);
      if (who.includes('list') || who.includes('junk')) expect(who).toHaveLength(1);
      if (who[0] === 'list') return;
      // What is junk is junk whatever the rules say.
      const alone = judge({ ...filing, lists: [], rules: [] }, message).verdicts;
      if (alone.length > 0) expect(verdicts).toEqual(alone);
      else expect(who.every((by) => by === 'rule')).toBe(true);
    });
  });

  it('keeps the order of the rules and ends at one that says stop', () => {
    check((filing, message) => {
      const decided = judge(filing, message).verdicts.filter(({ by }) => by === 'rule');
      const order = decided.map(({ ruleId }) => filing.rules.findIndex(({ id }) => id === ruleId));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const stops = order.map((nth) => filing.rules[nth]?.actions.some(({ kind }) => kind === 'stop'));
      expect(stops.slice(0, -1)).not.toContain(true);
    });
  });

  it('does not heed a rule that is off, nor one without conditions', () => {
    check((filing, message) => {
      const heeded = filing.rules.filter(({ on, conditions }) => on && conditions.length > 0);
      expect(judge({ ...filing, rules: heeded }, message)).toEqual(judge(filing, message));
    });
  });

  it('gives a reason for whatever it decides', () => {
    check((filing, message) => {
      for (const { because } of judge(filing, message).verdicts) expect(because.length).toBeGreaterThan(0);
    });
  });

  it('never calls a safe sender junk, and always a blocked one', () => {
    check((filing, message) => {
      const only = { ...filing, lists: [], rules: [] };
      const all = message.from.map((each) => each.address);
      const safe = { ...only, junk: { ...filing.junk, safe: all, blocked: [] } };
      if (all.length > 0) expect(judge(safe, message).verdicts).toEqual([]);
      const blocked = { ...only, junk: { level: 'off' as const, safe: [], blocked: all } };
      expect(judge(blocked, message).verdicts.length).toBe(all.length > 0 ? 1 : 0);
    });
  });

  it('decides nothing because of what is not known', () => {
    check((filing, message) => {
      const onlyUnknown = {
        ...filing,
        lists: [],
        junk: { ...filing.junk, level: 'off' as const, blocked: [] },
      };
      const blind = { ...message, cc: null, listId: null, sender: null };
      const rules = filing.rules.map((rule) => ({
        ...rule,
        conditions: rule.conditions.filter(({ on }) => on === 'list'),
      }));
      expect(judge({ ...onlyUnknown, rules }, blind).verdicts).toEqual([]);
    });
  });
});
