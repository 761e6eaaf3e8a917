import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../electron/mock-exchange/http/refusal.ts';
import {
  likeMatcher,
  wildcardMatcher,
  wordMatcher,
} from '../../../electron/mock-exchange/search-sql/match.ts';
import { parseSql } from '../../../electron/mock-exchange/search-sql/parse.ts';

/** Reads or refuses with 400; anything else is a mistake. */
function reads(sql: string): boolean {
  try {
    const query = parseSql(sql);
    return query.scopes.length > 0;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Refusal);
    expect(thrown).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^SQL error at character \d+: /),
    });
    return false;
  }
}

const WORDS = [
  'SELECT',
  'FROM',
  'WHERE',
  'SCOPE',
  'ORDER',
  'GROUP',
  'BY',
  'AND',
  'OR',
  'NOT',
  'LIKE',
  'IS',
  'NULL',
  'CAST',
  'AS',
  'CONTAINS',
  'MATCHES',
  'ANY',
  'ALL',
  'ARRAY',
  'DESC',
  'True',
  '(',
  ')',
  '[',
  ']',
  ',',
  '*',
  '=',
  '<>',
  '<=',
  '"DAV:href"',
  '""',
  '"',
  "'",
  "''",
  "'text'",
  '\'deep traversal of "/a"\'',
  "'dateTime.tz'",
  '1',
  '-1.5e3',
  '1e999',
  '%',
  ';',
  '--',
  '/*',
  '\u0000',
  '\uD800',
  '\u2028',
];
const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' '));

const property = fc.constantFrom(
  '"DAV:href"',
  '"urn:schemas:httpmail:subject"',
  '"http://schemas.microsoft.com/mapi/proptag/x0e230003"',
);
const literal = fc.oneof(
  fc.string().map((text) => `'${text.replace(/'/g, "''")}'`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('True', 'false', 'CAST("2026-01-01T00:00:00Z" AS "dateTime.tz")'),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5 },
    fc.tuple(property, fc.constantFrom('=', '<>', '<', '>='), literal).map((parts) => parts.join(' ')),
    fc.tuple(property, literal).map(([name]) => `${name} IS NOT NULL`),
    fc.tuple(property, fc.string()).map(([name, text]) => `${name} LIKE '%${text.replace(/'/g, "''")}%'`),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'or'), tie('condition'))
      .map((parts) => parts.join(' ')),
    tie('condition').map((inner) => `NOT (${inner})`),
  ),
}));

describe('the SQL reader', () => {
  it('reads or refuses any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sql) => void reads(sql)));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (sql) => void reads(`SELECT "a:b" FROM "" WHERE ${sql}`),
      ),
    );
  });

  it('reads or refuses any order of its own words', () => {
    fc.assert(
      fc.property(soup, (sql) => void reads(sql)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(soup, (sql) => void reads(`SELECT * FROM "" WHERE ${sql}`)),
      { numRuns: 500 },
    );
  });

  it('reads everything that the grammar makes', () => {
    fc.assert(
      fc.property(condition, fc.boolean(), (where, grouped) => {
        const tail = grouped ? ' GROUP BY "DAV:href"' : ' ORDER BY "DAV:href" DESC';
        expect(reads(`SELECT "DAV:href" AS x FROM SCOPE('deep traversal of ""') WHERE ${where}${tail}`)).toBe(
          true,
        );
      }),
    );
  });

  it.each([
    ['brackets', '('.repeat(100_000)],
    ['NOT', 'NOT '.repeat(60_000)],
    ['AND', `"a:b" = 1${' AND "a:b" = 1'.repeat(10_000)}`],
    ['an array', `"a:b" = ANY ARRAY[${"'x',".repeat(40_000)}'x']`],
    ['quotes', "'".repeat(200_001)],
    ['spaces', ' '.repeat(250_000)],
    ['a number', '1'.repeat(250_000)],
    ['a pattern', `"a:b" LIKE '${'%a'.repeat(100_000)}'`],
    ['a wildcard pattern', `MATCHES("a:b", '${'*a'.repeat(100_000)}')`],
    ['many words', `CONTAINS("a:b", '${'a '.repeat(100_000)}')`],
  ])('does not stall over endless %s', (_, where) => {
    reads(`SELECT "a:b" FROM "" WHERE ${where}`);
  });
});

describe('matching', () => {
  it('never throws, and finds a text by itself and by a star', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (pattern, text) => {
        likeMatcher(pattern)(text);
        wordMatcher(pattern)(text);
        wildcardMatcher(pattern)(text);
        expect(wildcardMatcher('*')(text)).toBe(true);
        expect(wildcardMatcher(text)(text)).toBe(true);
        expect(likeMatcher('%')(text)).toBe(true);
      }),
    );
  });
});
