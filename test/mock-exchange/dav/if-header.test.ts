import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConditionList,
  holds,
  parseIf,
  type ResourceState,
  submittedTokens,
} from '../../../electron/mock-exchange/locks/if-header.ts';
import { Refusal } from '../../../electron/mock-exchange/http/refusal.ts';

const state = (tokens: readonly string[], etag: string | null = null): ResourceState => ({
  tokens: new Set(tokens),
  etag,
});
const isTrue = (given: string, own: ResourceState, others: Readonly<Record<string, ResourceState>> = {}) =>
  holds(parseIf(given), (tag) => (tag === null ? own : (others[tag] ?? state([]))));

describe('the If header', () => {
  it('reads untagged lists, Not, ETags of both kinds and blanks anywhere', () => {
    expect(parseIf('(<urn:a> ["x"])(Not <DAV:no-lock>[W/"y y"])')).toEqual([
      {
        resource: null,
        conditions: [
          { not: false, kind: 'token', value: 'urn:a' },
          { not: false, kind: 'etag', value: '"x"' },
        ],
      },
      {
        resource: null,
        conditions: [
          { not: true, kind: 'token', value: 'DAV:no-lock' },
          { not: false, kind: 'etag', value: 'W/"y y"' },
        ],
      },
    ]);
    expect(parseIf('  ( <urn:a> ) ')).toHaveLength(1);
  });

  it('reads tagged lists: a tag holds for all lists up to the next', () => {
    const lists = parseIf('<http://h/a> (<urn:1>) (<urn:2>) </b> (Not <urn:3>)');
    expect(lists.map(({ resource }) => resource)).toEqual(['http://h/a', 'http://h/a', '/b']);
  });

  it.each([
    '',
    '()',
    '(<urn:a>',
    '<urn:a>',
    '<http://h/a>',
    '(Not)',
    '(Not Not <urn:a>)',
    '(<urn:a>) <http://h/a> (<urn:b>)',
    '<http://h/a> <http://h/b> (<urn:b>)',
    '(<urn:a>) tail',
    '(urn:a)',
    '([x])',
    '((<urn:a>))',
  ])('refuses %j with 400', (given) => {
    expect(() => parseIf(given)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('is true where one list holds, and a list where all of its conditions do', () => {
    const own = state(['urn:lock'], '"e"');
    expect(isTrue('(<urn:lock> ["e"])', own)).toBe(true);
    expect(isTrue('(<urn:lock> ["f"])', own)).toBe(false);
    expect(isTrue('(<urn:lock> ["f"]) (Not <DAV:no-lock> ["e"])', own)).toBe(true);
    expect(isTrue('(<DAV:no-lock>)', own)).toBe(false);
    expect(isTrue('(Not <urn:lock>)', own)).toBe(false);
    expect(isTrue('</b> (<urn:b>)', own, { '/b': state(['urn:b']) })).toBe(true);
    expect(isTrue('</gone> (["e"])', own)).toBe(false);
  });

  it('submits every token that it names, under Not too', () => {
    expect(submittedTokens(parseIf('(<urn:a> ["x"]) (Not <urn:b>)'))).toEqual(new Set(['urn:a', 'urn:b']));
  });

  const url = fc.stringMatching(/^(?:urn|http|opaquelocktoken):[!#-;=?-~]{1,20}$/);
  const condition = fc.oneof(
    fc.record({ not: fc.boolean(), kind: fc.constant('token' as const), value: url }),
    fc.record({
      not: fc.boolean(),
      kind: fc.constant('etag' as const),
      value: fc.stringMatching(/^(?:W\/)?"[!#-~ ]{0,12}"$/),
    }),
  );
  const conditions = fc.array(condition, { minLength: 1, maxLength: 4 });
  const untagged = fc.array(
    conditions.map((each): ConditionList => ({ resource: null, conditions: each })),
    { minLength: 1, maxLength: 4 },
  );
  const tagged = fc.array(
    fc.tuple(url, conditions).map(([resource, each]): ConditionList => ({ resource, conditions: each })),
    { minLength: 1, maxLength: 4 },
  );

  it('reads back what is written from its values', () => {
    fc.assert(
      fc.property(fc.oneof(untagged, tagged), (lists) => {
        expect(parseIf(written(lists))).toEqual(lists);
      }),
    );
  });

  it('either reads or refuses any text, and never holds for long', () => {
    const anything = fc.oneof(fc.string(), fc.stringMatching(/^[()<>[\]"NotW/: a]{0,200}$/));
    fc.assert(
      fc.property(anything, (given) => {
        try {
          return parseIf(given).length > 0;
        } catch (thrown) {
          return thrown instanceof Refusal && thrown.status === 400;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function written(lists: readonly ConditionList[]): string {
  return lists
    .map(({ resource, conditions }) => {
      const inner = conditions.map(
        ({ not, kind, value }) => `${not ? 'Not ' : ''}${kind === 'token' ? `<${value}>` : `[${value}]`}`,
      );
      return `${resource === null ? '' : `<${resource}> `}(${inner.join(' ')})`;
    })
    .join(' ');
}
