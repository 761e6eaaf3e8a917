import { describe, expect, it } from 'vitest';
import { parseSql } from '../../electron/mock-exchange/search-sql/parse.ts';
import { selectRows } from '../../electron/mock-exchange/search-sql/rows.ts';
import { likeMatcher, wordMatcher } from '../../electron/mock-exchange/search-sql/match.ts';

const FROM = `FROM SCOPE('shallow traversal of "/exchange/alice/Inbox"')`;

describe('SQL that clients send', () => {
  it('reads DavMail: mixed case, aliases, the same property twice', () => {
    const query = parseSql(
      `SELECT "http://schemas.microsoft.com/exchange/permanenturl","DAV:uid","DAV:uid",` +
        `"http://schemas.microsoft.com/mapi/id/{00062008-0000-0000-c000-000000000046}/0x8570" as deleted\n` +
        ` FROM SCOPE('Shallow TRAVERSAL OF "/exchange/alice/Bob's mail"') WHERE ("DAV:isfolder" = false And "DAV:ishidden" = false)\n` +
        ` ORDER BY "http://schemas.microsoft.com/mapi/proptag/x0e230003" DESC, "DAV:href"`,
    );
    expect(query.columns?.map(({ property, alias }) => [property.name, alias])).toEqual([
      ['permanenturl', null],
      ['uid', null],
      ['uid', null],
      ['0x8570', 'deleted'],
    ]);
    expect(query.scopes).toEqual([{ depth: 'shallow', url: "/exchange/alice/Bob's mail" }]);
    expect(query.orderBy.map((key) => key.descending)).toEqual([true, false]);
    expect(query.where).toMatchObject({
      kind: 'and',
      left: { kind: 'compare', by: '=', to: { text: 'false' } },
    });
  });

  it.each([
    ['an empty scope', `SELECT "DAV:href" FROM ""`],
    ['a scope by URL', `SELECT "DAV:href" FROM "http://h/exchange/a/Inbox"`],
    ['several scopes', `SELECT "DAV:href" FROM SCOPE('deep traversal of "/a"', 'SHALLOW traversal of "/b"')`],
    ['select all', `select * ${FROM}`],
    [
      'cast in single quotes',
      `SELECT "DAV:href" ${FROM} WHERE "DAV:creationdate" > cast ("2006-01-01T00:00:00Z" as 'dateTime.tz')`,
    ],
    [
      'cast in double quotes',
      `SELECT "DAV:href" ${FROM} WHERE "DAV:creationdate" > CAST("2006-01-01T00:00:00Z" as "dateTime")`,
    ],
    ['is not null', `SELECT "DAV:href" ${FROM} WHERE NOT "a:b" IS NULL AND "a:b" IS NOT NULL`],
    ['not like', `SELECT "DAV:href" ${FROM} WHERE "a:b" NOT LIKE '%he''llo%'`],
    ['any array', `SELECT "DAV:href" ${FROM} WHERE "a:b" = ANY ARRAY['a','b']`],
    ['contains', `SELECT "DAV:href" ${FROM} WHERE CONTAINS("a:b", 'x') OR FREETEXT(*, 'y') OR CONTAINS('z')`],
    [
      'all comparisons',
      `SELECT "DAV:href" ${FROM} WHERE "a:a" <> 1 AND "a:b" != -2 AND "a:c" <= 1.5e3 OR ("a:d" >= 0)`,
    ],
  ])('reads %s', (_, sql) => {
    expect(parseSql(sql).scopes.length).toBeGreaterThan(0);
  });

  it.each([
    ['no SELECT', `DELETE FROM x`, 1],
    ['an unclosed quote', `SELECT "DAV:href FROM ""x`, 24],
    ['no FROM', `SELECT "DAV:href"`, 18],
    ['an unknown depth', `SELECT "DAV:href" FROM SCOPE('wide traversal of "/a"')`, 30],
    ['a double-quoted value', `SELECT "a:b" FROM "" WHERE "a:b" = "text"`, 36],
    ['an unknown type', `SELECT "a:b" FROM "" WHERE "a:b" > CAST('1' AS 'INT')`, 48],
    ['something after the end', `SELECT "a:b" FROM "" WHERE "a:b" = 1 2`, 38],
    ['a missing bracket', `SELECT "a:b" FROM "" WHERE ("a:b" = 1`, 38],
    [
      'a property that is calculated',
      `SELECT "a:b" FROM "" WHERE "http://schemas.microsoft.com/mapi/proptag/x66590102" = 1`,
      28,
    ],
    ['an alias that is no name', `SELECT "a:b" AS "1x" FROM ""`, 17],
    ['a strange character', `SELECT "a:b" FROM "" WHERE "a:b" = ;`, 36],
  ])('names the place of %s', (_, sql, at) => {
    expect(() => parseSql(sql)).toThrow(`SQL error at character ${at}:`);
  });

  it('refuses brackets without end and a query without measure', () => {
    const deep = `SELECT "a:b" FROM "" WHERE ${'('.repeat(200)}"a:b" = 1${')'.repeat(200)}`;
    expect(() => parseSql(deep)).toThrow('nested too deeply');
    expect(() => parseSql(`SELECT "a:b" FROM "" WHERE ${'not '.repeat(200)}"a:b" = 1`)).toThrow(
      'nested too deeply',
    );
    expect(() => parseSql(`SELECT "${'a'.repeat(300_000)}" FROM ""`)).toThrow('too long');
  });
});

describe('LIKE and CONTAINS', () => {
  it.each([
    ['%ell%', 'Hello', true],
    ['he%', 'Hello', true],
    ['%lo', 'Hello', true],
    ['h%l%o', 'Hello', true],
    ['hello', 'Hello', true],
    ['ell', 'Hello', false],
    ['%aa%aa', 'aaa', false],
    ['a.c', 'abc', false],
    ['_ello', 'Hello', false],
    ['%', '', true],
  ])('%s on %s', (pattern, text, matches) => {
    expect(likeMatcher(pattern)(text)).toBe(matches);
  });

  it('does not search for long, whatever the pattern', () => {
    expect(likeMatcher(`${'%a'.repeat(2000)}%b`)('a'.repeat(100_000))).toBe(false);
  });

  it.each([
    ['harbour wall', 'The wall of the harbour', true],
    ['"harbour wall"', 'The wall of the harbour', false],
    ['wall OR pier', 'the pier', true],
    ['harb*', 'the harbour', true],
    ['arbour', 'the harbour', false],
  ])('words %s in "%s"', (words, text, matches) => {
    expect(wordMatcher(words)(text)).toBe(matches);
  });
});

describe('row ranges', () => {
  it.each([
    [undefined, 100, [[0, 100]], 'rows 0-99; total=100'],
    ['rows=0-24', 100, [[0, 25]], 'rows 0-24; total=100'],
    ['rows=90-', 100, [[90, 100]], 'rows 90-99; total=100'],
    ['rows=90-500', 100, [[90, 100]], 'rows 90-99; total=100'],
    ['rows=-10', 100, [[90, 100]], 'rows 90-99; total=100'],
    ['rows=-500', 100, [[0, 100]], 'rows 0-99; total=100'],
    [
      'rows=0-4,-5',
      100,
      [
        [0, 5],
        [95, 100],
      ],
      'rows 0-4,95-99; total=100',
    ],
    ['ROWS = 0-0', 1, [[0, 1]], 'rows 0-0; total=1'],
    ['rows=0-24', 0, [], 'rows 0-0; total=0'],
    ['bytes=0-24', 100, [[0, 100]], 'rows 0-99; total=100'],
  ])('%s of %i', (range, total, pieces, contentRange) => {
    expect(selectRows(range, total)).toEqual({ pieces, contentRange });
  });

  it('gives no rows for -0', () => {
    expect(selectRows('rows=-0', 10).pieces).toEqual([[10, 10]]);
  });

  it('refuses what lies beyond the end with 416 and what cannot be read with 400', () => {
    expect(() => selectRows('rows=100-', 100)).toThrow(expect.objectContaining({ status: 416 }));
    expect(() => selectRows('rows=5-2', 100)).toThrow(expect.objectContaining({ status: 400 }));
    expect(() => selectRows('rows=x', 100)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
