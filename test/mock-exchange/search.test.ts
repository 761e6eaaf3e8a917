import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { message, messageWithFiles } from './support/mail.ts';
import { ask, searchBody, serverWith, texts } from './support/server.ts';

const INBOX = '/exchange/alex/Inbox';
let mock: MockExchange;
beforeAll(async () => {
  mock = await serverWith(
    [
      message('Hello'),
      message('Hello', { id: 2, read: true }),
      message(''),
      messageWithFiles('Files'),
      message('Angebot: Köln', { id: 5 }),
      message('bell'),
    ],
    {
      folders: [
        { name: 'Projects', messages: [], folders: [{ name: 'Pier & Wall', messages: [message('Deep')] }] },
        { name: '100%25', messages: [message('Percent')] },
      ],
    },
  );
});
afterAll(() => mock.stop());

const select = async (sql: string, headers: Record<string, string> = {}) =>
  ask(mock, 'SEARCH', INBOX, { 'Content-Type': 'text/xml', ...headers }, searchBody(sql));
const SUBJECT = '"urn:schemas:httpmail:subject"';

describe('SEARCH', () => {
  it('sorts, pages and says so in Content-Range', async () => {
    const sql = `SELECT ${SUBJECT} FROM SCOPE('shallow traversal of "/exchange/alex/Inbox"') WHERE "DAV:isfolder" = False ORDER BY "urn:schemas:httpmail:datereceived" DESC`;
    const first = await select(sql, { Range: 'rows=0-1' });
    expect(first.status).toBe(207);
    expect(first.headers).toMatchObject({
      'content-type': 'text/xml',
      'content-range': 'rows 0-1; total=6',
      'accept-ranges': 'rows',
    });
    expect(texts(first.text, 'subject')[0]).toBe('Files');
    const both = await select(sql, { Range: 'rows=0-0,-1' });
    expect(texts(both.text, 'href').length).toBe(2);
    expect((await select(sql, { Range: 'rows=6-' })).status).toBe(416);
  });

  it('answers aliases in no namespace and leaves missing values out with Brief', async () => {
    const { text } = await select(
      `SELECT ${SUBJECT} AS s, "DAV:nothing" FROM "" WHERE ${SUBJECT} = 'files'`,
      { Brief: 't' },
    );
    expect(text).toContain('<s>Files</s>');
    expect(text).not.toContain('404');
  });

  it.each([
    [`"urn:schemas:httpmail:read" = true`, 2],
    [`"urn:schemas:httpmail:read" = '1'`, 2],
    [`NOT "urn:schemas:httpmail:read" = false`, 2],
    [`"urn:schemas:httpmail:hasattachment" = True`, 1],
    [`${SUBJECT} like '%ELL%'`, 3],
    [
      `${SUBJECT} LIKE 'Hello' AND "urn:schemas:httpmail:datereceived" > CAST("2026-11-02T10:00:01Z" AS "dateTime.tz")`,
      1,
    ],
    [`"DAV:getlastmodified" >= '2026/11/03 00:00:00'`, 1],
    [`"DAV:getlastmodified" >= '2026/12/01 00:00:00'`, 0],
    [`"DAV:nothing" is null And ${SUBJECT} is not null`, 6],
    [`"DAV:nothing" = 'x' OR NOT "DAV:nothing" = 'x'`, 0],
    [`"http://schemas.microsoft.com/mapi/proptag/x0e230003" > 4`, 2],
    [`"http://schemas.microsoft.com/mapi/proptag/x1000001f" like '%see the%'`, 1],
    [`CONTAINS(${SUBJECT}, 'köln')`, 1],
    [`${SUBJECT} = ANY ARRAY['Hello','Files']`, 3],
    [`"http://schemas.microsoft.com/mapi/id/{00062008-0000-0000-C000-000000000046}/0x8570" is null`, 6],
  ])('WHERE %s', async (where, count) => {
    const { status, text } = await select(
      `SELECT "DAV:href" FROM SCOPE('shallow traversal of ""') WHERE ${where}`,
    );
    expect(status).toBe(207);
    expect(text.match(/<a:response>/g)?.length ?? 0).toBe(count);
  });

  it('goes shallow, deep and for folders only, by any spelling of the scope', async () => {
    const rows = async (scope: string) => {
      const { text } = await select(`SELECT "DAV:displayname" FROM SCOPE('${scope}')`);
      return texts(text, 'displayname');
    };
    expect(await rows('hierarchical traversal of "/exchange/alex/Projects"')).toEqual(['Pier &amp; Wall']);
    expect(await rows('DEEP traversal of "/exchange/alex/Projects"')).toEqual([
      'Pier &amp; Wall',
      'Deep.EML',
    ]);
    expect(await rows('shallow traversal of "/exchange/alex/Projects/Pier & Wall"')).toEqual(['Deep.EML']);
    expect(await rows('shallow traversal of "/exchange/alex/Projects/Pier%20%26%20Wall/"')).toEqual([
      'Deep.EML',
    ]);
    expect(
      await rows(`shallow traversal of "${mock.origin}/exchange/alex/Projects/Pier%20&%20Wall"`),
    ).toEqual(['Deep.EML']);
    expect(await rows('shallow traversal of "/exchange/alex/100%25"')).toEqual(['Percent.EML']);
    expect((await select(`SELECT "DAV:href" FROM "/exchange/alex/Nowhere"`)).status).toBe(404);
  });

  it('answers SELECT * and several scopes', async () => {
    const { text } = await select(
      `SELECT * FROM SCOPE('shallow traversal of "/exchange/alex/Inbox"', 'deep traversal of "/exchange/alex/Projects"')`,
    );
    expect(texts(text, 'displayname').length).toBe(8);
  });

  it('sees a change at once, although orders are kept', async () => {
    const sql = `SELECT "DAV:href" FROM "" ORDER BY "urn:schemas:httpmail:datereceived" DESC`;
    const own = await serverWith([message('One')]);
    const count = async () =>
      texts((await ask(own, 'SEARCH', INBOX, {}, searchBody(sql))).text, 'href').length / 2;
    expect(await count()).toBe(1);
    await own.deliver('alex', message('Two'));
    expect(await count()).toBe(2);
    await own.stop();
  });

  it('names the place of a mistake with 400', async () => {
    const answer = await select('SELECT "DAV:href" FROM nowhere');
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('SQL error at character 24')]);
  });
});
