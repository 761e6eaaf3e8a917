import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newClock } from '../../../electron/mock-exchange/clock/clock.ts';
import {
  newFaultEngine,
  type FaultEngine,
  type RequestFacts,
} from '../../../electron/mock-exchange/faults/engine.ts';
import { pathGlob, textGlob } from '../../../electron/mock-exchange/faults/glob.ts';
import { delayOf } from '../../../electron/mock-exchange/faults/pace.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { toFailure } from '../../../shared/errors.ts';
import { NOW } from '../support/server.ts';

const FACTS: RequestFacts = {
  method: 'GET',
  path: '/exchange/alex/Inbox/Scan.EML',
  destination: null,
  toSubmission: false,
  mailbox: 'alex',
  folder: ['inbox', 'Inbox'],
  itemClass: ['IPM.Note', 'urn:content-classes:message'],
  subject: 'Scanned contracts',
  recipients: ['alex@example.com', 'bo@example.com'],
  size: 5000,
  ranged: false,
  headers: { 'user-agent': 'Retinue/1.0' },
  item: '/exchange/alex/inbox/scan.eml',
};

function engineWith(rules: readonly RuleInput[], seed = 1) {
  const clock = newClock({ start: NOW, rate: 0 });
  const engine = newFaultEngine(clock);
  engine.restart(rules, seed);
  return { clock, engine };
}

/** Ids of the rules that strike the step of one request. */
function struck(engine: FaultEngine, facts: Partial<RequestFacts> = {}): readonly string[] {
  const session = engine.begin({ ...FACTS, ...facts }, false);
  const first = session.strikes('before-read');
  session.admitted();
  return [...first, ...session.strikes('after-headers')].map(({ rule }) => rule.id);
}

const fault = (more: Partial<RuleInput> = {}): RuleInput => ({
  step: 'after-headers',
  what: { kind: 'reset' },
  ...more,
});
const times = (count: number, engine: FaultEngine, facts: Partial<RequestFacts> = {}) =>
  Array.from({ length: count }, () => struck(engine, facts).length);

describe('where', () => {
  const cases: readonly (readonly [string, NonNullable<RuleInput['where']>, boolean])[] = [
    ['one verb', { method: 'get' }, true],
    ['another verb', { method: ['PUT', 'POST'] }, false],
    ['any verb', { method: '*' }, true],
    ['a path', { path: '/exchange/*/Inbox/*' }, true],
    ['a path with a placeholder', { path: '/exchange/{user}/inbox/**' }, true],
    ['the end of a path', { path: '*.EML' }, true],
    ['one segment only', { path: '/exchange/*' }, false],
    ['a mailbox', { mailbox: 'ALEX' }, true],
    ['another mailbox', { mailbox: 'bo' }, false],
    ['a role', { folder: 'inbox' }, true],
    ['another folder', { folder: 'Projects/**' }, false],
    ['a class', { itemClass: 'IPM.Note*' }, true],
    ['a content class', { itemClass: 'urn:content-classes:appointment' }, false],
    ['a subject', { subject: '*contracts' }, true],
    ['a recipient', { recipient: 'bo@*' }, true],
    ['another recipient', { recipient: 'cy@*' }, false],
    ['a size above', { size: { above: 4999 } }, true],
    ['a size below', { size: { above: 1000, below: 5000 } }, false],
    ['no range', { ranged: false }, true],
    ['a header', { headers: { 'User-Agent': 'Retinue*' } }, true],
    ['an absent header', { headers: { 'If-Match': '' } }, true],
    ['an absent header that should be there', { headers: { 'If-Match': '?*' } }, false],
    ['no destination', { destination: 'submission' }, false],
  ];
  for (const [what, where, expected] of cases) {
    it(`${what}: ${expected ? 'meant' : 'not meant'}`, () => {
      expect(struck(engineWith([fault({ where })]).engine).length > 0).toBe(expected);
    });
  }

  it('destinations: the submission URI, or a path', () => {
    const { engine } = engineWith([
      fault({ id: 'submit', where: { destination: 'submission' } }),
      fault({ id: 'drafts', where: { destination: '/exchange/*/Drafts/**' } }),
    ]);
    expect(struck(engine, { toSubmission: true })).toEqual(['submit']);
    expect(struck(engine, { destination: '/exchange/alex/Drafts/a.EML' })).toEqual(['drafts']);
  });

  it('nth, after and lists of them', () => {
    expect(times(5, engineWith([fault({ where: { nth: [2, 4] } })]).engine)).toEqual([0, 1, 0, 1, 0]);
    expect(times(4, engineWith([fault({ where: { after: 2 } })]).engine)).toEqual([0, 0, 1, 1]);
  });

  it('globs are no regular expressions', () => {
    expect(textGlob('a.c+(d)|[e]^$\\')('a.c+(d)|[e]^$\\')).toBe(true);
    expect(textGlob('a.c')('abc')).toBe(false);
    expect(pathGlob('/a/**/z')('/a/b/c/z')).toBe(true);
    expect(pathGlob('/a/**/z')('/a/z')).toBe(true);
    expect(pathGlob('/a/**')('/a')).toBe(true);
    expect(pathGlob('/a/?')('/a//')).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => textGlob(text.replace(/[*?]/gu, '?'))(text)));
  });
});

describe('how long', () => {
  it('count, and count for each item', () => {
    const all = engineWith([fault({ howLong: { count: 2 } })]).engine;
    expect(times(4, all)).toEqual([1, 1, 0, 0]);
    expect(all.rules[0]).toMatchObject({ matched: 4, hits: 2, spent: true });
    const each = engineWith([fault({ howLong: { count: 1, perItem: true } })]).engine;
    expect([...times(2, each, { item: 'a' }), ...times(2, each, { item: 'b' })]).toEqual([1, 0, 1, 0]);
    expect(each.rules[0]?.spent).toBe(false);
  });

  it('window and life are measured on the virtual clock', async () => {
    const { clock, engine } = engineWith([
      fault({ id: 'window', howLong: { window: { fromMs: 1000, toMs: 2000 } } }),
      fault({ id: 'life', howLong: { ttlMs: 500 } }),
    ]);
    expect(struck(engine)).toEqual(['life']);
    await clock.advance(1000);
    expect(struck(engine)).toEqual(['window']);
    await clock.advance(1000);
    expect(struck(engine)).toEqual([]);
    expect(engine.rules.map(({ spent }) => spent)).toEqual([true, true]);
    const late = engine.add(fault({ howLong: { ttlMs: 500 } }));
    expect(struck(engine)).toEqual([late.id]);
  });
});

describe('which rule', () => {
  it('the first wins at a step; steps combine; what only slows down has its turn too', () => {
    const slow = { kind: 'latency', latency: { distribution: 'fixed', ms: 1 } } as const;
    const { engine } = engineWith([
      fault({ id: 'slow', what: slow }),
      fault({ id: 'first' }),
      fault({ id: 'second' }),
      fault({ id: 'early', step: 'before-read', what: slow }),
    ]);
    expect(struck(engine)).toEqual(['early', 'slow', 'first']);
    expect(engine.rules.map(({ hits }) => hits)).toEqual([1, 1, 0, 1]);
    engine.enable('first', false);
    expect(struck(engine)).toEqual(['early', 'slow', 'second']);
    expect(engine.remove('second')).toBe(true);
    expect([engine.remove('second'), engine.enable('second', true)]).toEqual([false, false]);
    engine.clear();
    expect(engine.rules).toEqual([]);
  });

  it('a rule whose step is not reached keeps its count', () => {
    const { engine } = engineWith([fault({ step: 'after-commit-before-reply', howLong: { count: 1 } })]);
    const session = engine.begin(FACTS, false);
    session.strikes('before-read');
    expect(engine.rules[0]).toMatchObject({ matched: 0, hits: 0 });
    session.admitted();
    expect(engine.rules[0]).toMatchObject({ matched: 1, hits: 0 });
    expect(session.strikes('after-commit-before-reply')).toHaveLength(1);
    expect(engine.rules[0]).toMatchObject({ hits: 1, spent: true });
  });

  it('the same seed fires the same rules, wherever they stand and whatever stands beside them', () => {
    const chance = (id: string, probability = 0.5) => fault({ id, where: { probability } });
    const wanted = (rules: readonly RuleInput[], seed: number) => {
      const { engine } = engineWith(rules, seed);
      return Array.from({ length: 200 }, () => struck(engine).includes('x'));
    };
    const alone = wanted([chance('x')], 7);
    expect(wanted([chance('x')], 7)).toEqual(alone);
    expect(wanted([chance('x')], 8)).not.toEqual(alone);
    expect(wanted([chance('x'), chance('y'), chance('z')], 7)).toEqual(alone);
    expect(wanted([{ ...chance('y'), step: 'before-read' }, chance('x')], 7)).toEqual(alone);
    const hits = alone.filter(Boolean).length;
    expect(hits).toBeGreaterThan(70);
    expect(hits).toBeLessThan(130);
    expect(wanted([chance('x', 0)], 7)).not.toContain(true);
    expect(wanted([chance('x', 1)], 7)).not.toContain(false);
  });

  it('delays are drawn from the strike', () => {
    const draws = (latency: Parameters<typeof delayOf>[0], seed: number) => {
      const { engine } = engineWith([fault({ what: { kind: 'latency', latency } })], seed);
      return Array.from({ length: 200 }, () => {
        const session = engine.begin(FACTS, false);
        session.admitted();
        const [strike] = session.strikes('after-headers');
        return strike ? delayOf(latency, strike.random) : Number.NaN;
      });
    };
    const uniform = { distribution: 'uniform', minMs: 100, maxMs: 200 } as const;
    const lognormal = { distribution: 'lognormal', medianMs: 100, sigma: 0.5 } as const;
    expect(draws(uniform, 3)).toEqual(draws(uniform, 3));
    expect(draws(uniform, 3)).not.toEqual(draws(uniform, 4));
    expect(Math.min(...draws(uniform, 3))).toBeGreaterThanOrEqual(100);
    expect(Math.max(...draws(uniform, 3))).toBeLessThanOrEqual(200);
    const sorted = [...draws(lognormal, 3)].sort((a, b) => a - b);
    expect(sorted[100]).toBeGreaterThan(80);
    expect(sorted[100]).toBeLessThan(125);
    expect(draws({ distribution: 'fixed', ms: 5 }, 3)).toEqual(Array.from({ length: 200 }, () => 5));
  });
});

describe('rules that are refused', () => {
  const refusal = (act: () => void) => {
    try {
      act();
    } catch (thrown) {
      return toFailure(thrown);
    }
    return null;
  };

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['an unknown kind', fault({ what: { kind: 'explode' } as never }), /^what\.kind: .*"status"/],
    ['an unknown step', fault({ step: 'sometimes' as never }), /^step: .*"before-read"/],
    ['an unknown field', { ...fault(), why: 1 }, /^why: /],
    ['a probability above 1', fault({ where: { probability: 2 } }), /^where\.probability: /],
    [
      'a status after the head',
      fault({ step: 'mid-download', what: { kind: 'status', status: 500 } }),
      /^step: "status" cannot happen at mid-download\. Choose before-read, /,
    ],
    [
      'a cut of an upload',
      fault({ step: 'mid-upload', what: { kind: 'truncate' } }),
      /^step: "truncate" cannot/,
    ],
    ['a byte without a place', fault({ byte: 5 }), /^byte: /],
    ['a window that ends first', fault({ howLong: { window: { fromMs: 5, toMs: 5 } } }), /^howLong\.window/],
    [
      'delays the wrong way round',
      fault({ what: { kind: 'latency', latency: { distribution: 'uniform', minMs: 9, maxMs: 1 } } }),
      /^what\.latency\.minMs: /,
    ],
    ['no rule at all', 'reset', /^The rule: /],
  ];
  for (const [what, given, sentence] of wrong) {
    it(`${what}, by path`, () => {
      const { engine } = engineWith([]);
      const failure = refusal(() => engine.add(given));
      expect(failure?.kind).toBe('invalid-input');
      expect(failure?.sentence).toMatch(sentence);
      expect(engine.rules).toEqual([]);
      const inList = refusal(() => engine.restart([fault(), fault(), given], 1));
      expect(inList?.sentence).toMatch(/^rules\[2\](?:\.|:)/);
    });
  }

  it('two rules of one name; names are given where there are none', () => {
    const { engine } = engineWith([fault({ id: 'rule-1' }), fault()]);
    expect(engine.rules.map(({ rule }) => rule.id)).toEqual(['rule-1', 'rule-2']);
    expect(refusal(() => engine.add(fault({ id: 'rule-1' })))?.sentence).toMatch(/^id: /);
    expect(engine.add(fault()).id).toBe('rule-3');
    expect(refusal(() => engine.restart([fault({ id: 'a' }), fault({ id: 'a' })], 1))?.sentence).toMatch(
      /^rules\[1\]\.id: /,
    );
    expect(engine.rules).toHaveLength(3);
  });
});
