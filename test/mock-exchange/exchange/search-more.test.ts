import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message, messageWithFiles } from '../support/mail.ts';
import { ask, propfindBody, searchBody, serverWith, texts } from '../support/server.ts';
import { INBOX, markRead, outcomes, PROJECTS, responses } from './support.ts';

let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith(
    [
      message('Alpha', { id: 1 }),
      message('Beta', { id: 2, read: true }),
      message('Alpha', { id: 3, read: true }),
      messageWithFiles('Gamma'),
    ],
    {
      folders: [{ name: 'Projects', messages: [message('Alpha'), message('Delta')] }],
      publicFolders: [
        { name: 'Boards', messages: [message('Notice')], folders: [{ name: 'Old', messages: [] }] },
      ],
    },
  );
});
afterEach(() => mock.stop());

const SUBJECT = '"urn:schemas:httpmail:subject"';
const UNREAD = '"urn:schemas:httpmail:unreadcount"';
const select = (sql: string, headers: Record<string, string> = {}, path = INBOX) =>
  ask(mock, 'SEARCH', path, headers, searchBody(sql));

describe('GROUP BY', () => {
  const groups = async (sql: string, headers: Record<string, string> = {}) => {
    const answer = await select(sql, headers);
    return responses(answer).map((each) =>
      ['subject', 'visiblecount', 'unreadcount'].map((name) => texts(each, name)[0] ?? '-').join(' '),
    );
  };

  it('answers one row a value, with its counts', async () => {
    const columns = `SELECT ${SUBJECT}, "DAV:visiblecount", ${UNREAD} FROM "" WHERE "DAV:isfolder" = False`;
    expect(await groups(`${columns} GROUP BY ${SUBJECT}`)).toEqual(['Alpha 2 1', 'Beta 1 0', 'Gamma 1 0']);
    expect(await groups(`${columns} GROUP BY ${SUBJECT} ORDER BY ${SUBJECT} DESC`)).toEqual([
      'Gamma 1 0',
      'Beta 1 0',
      'Alpha 2 1',
    ]);
    expect(
      await groups(`${columns} ORDER BY "DAV:visiblecount" DESC GROUP BY ${SUBJECT}`, { Range: 'rows=0-0' }),
    ).toEqual(['Alpha 2 1']);
  });

  it('says which rows these are, and refuses SELECT *', async () => {
    const sql = `SELECT ${SUBJECT} FROM "" GROUP BY ${SUBJECT}`;
    expect((await select(sql, { Range: 'rows=1-1' })).headers['content-range']).toBe('rows 1-1; total=3');
    expect((await select(`SELECT * FROM "" GROUP BY ${SUBJECT}`)).status).toBe(400);
  });
});

describe('conditions', () => {
  it.each([
    [`${SUBJECT} = SOME ARRAY['alpha', 'beta']`, 3],
    [`${SUBJECT} <> ALL ARRAY['Alpha', 'Beta']`, 1],
    [`${SUBJECT} > ANY ARRAY['Beta']`, 1],
    [`MATCHES(${SUBJECT}, '?l*a')`, 2],
    [`NOT MATCHES(${SUBJECT}, '*a*')`, 0],
    [`FREETEXT(*, 'files')`, 1],
    [`CONTAINS(${SUBJECT}, 'alpha OR gamma')`, 3],
  ])('%s', async (where, count) => {
    const answer = await select(`SELECT "DAV:href" FROM "" WHERE ${where}`);
    expect([answer.status, responses(answer).length]).toEqual([207, count]);
  });

  it.each([
    'DAV:lockdiscovery',
    'urn:schemas:httpmail:inbox',
    'http://schemas.microsoft.com/mapi/proptag/x66590102',
  ])('refuses the calculated property %s', async (name) => {
    const answer = await select(`SELECT "DAV:href" FROM "" WHERE "${name}" IS NOT NULL`);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('cannot be searched')]);
  });

  it('keeps orders right through every kind of change', async () => {
    const names = async () =>
      outcomes(
        await select(
          `SELECT "DAV:displayname" FROM "" WHERE "urn:schemas:httpmail:read" = False ORDER BY ${SUBJECT}, "DAV:href"`,
        ),
      ).join();
    expect(await names()).toBe('Alpha.EML 200');
    await markRead(mock, `${INBOX}Beta.EML`, false);
    expect(await names()).toBe('Alpha.EML 200,Beta.EML 200');
    await mock.deliver('alex', message('Aardvark'));
    expect(await names()).toBe('Aardvark.EML 200,Alpha.EML 200,Beta.EML 200');
    await ask(mock, 'DELETE', `${INBOX}Alpha.EML`);
    await ask(mock, 'MOVE', `${PROJECTS}Delta.EML`, { Destination: `${INBOX}Zulu.EML` });
    expect(await names()).toBe('Aardvark.EML 200,Beta.EML 200,Zulu.EML 200');
    await mock.reset();
    expect(await names()).toBe('Alpha.EML 200');
  });

  it('sees the counts of a folder change', async () => {
    const sql = `SELECT "DAV:displayname" FROM SCOPE('hierarchical traversal of "/exchange/alex"') WHERE ${UNREAD} > 0`;
    expect(outcomes(await select(sql))).toEqual(['Inbox 200', 'Projects 200']);
    await markRead(mock, `${INBOX}Alpha.EML`, true);
    expect(outcomes(await select(sql))).toEqual(['Projects 200']);
  });
});

describe('the public folders', () => {
  it('are not searched deeply', async () => {
    const deep = `SELECT "DAV:href" FROM SCOPE('deep traversal of "/public"')`;
    const shallow = `SELECT "DAV:href" FROM SCOPE('shallow traversal of "/public/Boards"')`;
    expect((await select(deep, {}, '/public/')).status).toBe(403);
    expect(outcomes(await select(shallow, {}, '/public/'))).toEqual(['Old 200', 'Notice.EML 200']);
    expect((await ask(mock, 'PROPFIND', '/public/Boards/')).status).toBe(403);
    expect((await ask(mock, 'PROPFIND', '/public/Boards/', { Depth: '1' })).status).toBe(207);
  });
});

describe('search folders', () => {
  const request = (sql: string) =>
    `<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:searchrequest><D:sql>${sql.replace(/</g, '&lt;')}</D:sql></D:searchrequest></D:prop></D:set></D:propertyupdate>`;
  const unread = `SELECT "DAV:href" FROM SCOPE('deep traversal of "/exchange/alex"') WHERE "DAV:isfolder" = False AND "urn:schemas:httpmail:read" = False`;
  const folder = '/exchange/alex/Unread/';

  it('show what their query finds, live, to PROPFIND and SEARCH', async () => {
    const made = await ask(mock, 'MKCOL', folder, { 'Content-Type': 'text/xml' }, request(unread));
    expect([made.status, made.text]).toEqual([207, expect.stringContaining('HTTP/1.1 201 Created')]);
    const listed = async () =>
      outcomes(await ask(mock, 'PROPFIND', folder, { Depth: '1,noroot' }, propfindBody('D:displayname')))
        .length;
    const counts = async () => {
      const { text } = await ask(
        mock,
        'PROPFIND',
        folder,
        { Depth: '0' },
        propfindBody('D:visiblecount', 'h:unreadcount', 'D:searchrequest'),
      );
      return [texts(text, 'visiblecount')[0], texts(text, 'unreadcount')[0], text.includes('deep traversal')];
    };
    expect(await listed()).toBe(3);
    expect(await counts()).toEqual(['3', '3', true]);
    await mock.deliver('alex', message('Epsilon'));
    expect(await listed()).toBe(4);
    const sql = `SELECT "DAV:href" FROM SCOPE('shallow traversal of "${folder}"') WHERE ${SUBJECT} = 'Alpha'`;
    expect(outcomes(await select(sql))).toEqual(['Alpha.EML 200', 'Alpha.EML 200']);
    await markRead(mock, `${INBOX}Alpha.EML`, true);
    expect(outcomes(await select(sql))).toEqual(['Alpha.EML 200']);
    expect(await counts()).toEqual(['3', '3', true]);
    expect((await ask(mock, 'PUT', `${folder}New.EML`, {}, 'Subject: New\r\n\r\n')).status).toBe(403);
    const moved = await ask(mock, 'MOVE', `${INBOX}Beta.EML`, { Destination: `${folder}Beta.EML` });
    expect(moved.status).toBe(403);
  });

  it('are made of empty folders by PROPPATCH, and undone by remove', async () => {
    await ask(mock, 'MKCOL', folder);
    expect((await ask(mock, 'PROPPATCH', folder, {}, request(unread))).status).toBe(207);
    expect(outcomes(await ask(mock, 'PROPFIND', folder, { Depth: '1' }, propfindBody('D:href'))).length).toBe(
      4,
    );
    const remove =
      '<D:propertyupdate xmlns:D="DAV:"><D:remove><D:prop><D:searchrequest/></D:prop></D:remove></D:propertyupdate>';
    await ask(mock, 'PROPPATCH', folder, {}, remove);
    expect(outcomes(await ask(mock, 'PROPFIND', folder, { Depth: '1' }, propfindBody('D:href'))).length).toBe(
      1,
    );
    expect((await ask(mock, 'PROPPATCH', INBOX, {}, request(unread))).status).toBe(409);
  });

  it('are refused where they make no sense', async () => {
    const make = async (path: string, sql: string) =>
      (await ask(mock, 'MKCOL', path, {}, request(sql))).status;
    expect(await make('/public/Boards/Unread', unread)).toBe(403);
    expect(await make(folder, 'SELECT nonsense')).toBe(400);
    expect(await make(folder, unread)).toBe(207);
    expect(await make('/exchange/alex/Again', `SELECT "DAV:href" FROM "${folder}"`)).toBe(400);
    expect((await ask(mock, 'PROPFIND', '/exchange/alex/Again', { Depth: '0' })).status).toBe(404);
  });
});
