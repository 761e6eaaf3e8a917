import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { type Answer, ask, serverWith, texts, updateBody } from '../support/server.ts';
import { INBOX, markRead, PROJECTS, responses } from './support.ts';

let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith(
    ['One', 'Two', 'Three', 'Four', 'Five'].map((subject, id) => message(subject, { id })),
    { folders: [{ name: 'Projects', messages: [message('Six')] }] },
  );
});
afterEach(() => mock.stop());

const COLUMNS =
  '"http://schemas.microsoft.com/repl/repl-uid", "http://schemas.microsoft.com/repl/resourcetag"';
const FROM = `FROM SCOPE('SHALLOW TRAVERSAL OF "/exchange/alex/Inbox"')`;

interface Sync {
  readonly blob: string;
  /** `change One.EML` and so on. */
  readonly rows: readonly string[];
  readonly answer: Answer;
}

interface Wish {
  readonly sql?: string;
  readonly range?: string;
  readonly tags?: readonly string[];
}

async function sync(
  blob: string,
  { sql = `SELECT ${COLUMNS} ${FROM}`, range, tags = [] }: Wish = {},
): Promise<Sync> {
  const list = tags.map((tag) => `<R:resourcetag>${tag}</R:resourcetag>`).join('');
  const body =
    '<D:searchrequest xmlns:D="DAV:" xmlns:R="http://schemas.microsoft.com/repl/">' +
    `<R:repl><R:collblob>${blob}</R:collblob>${list && `<R:resourcetaglist>${list}</R:resourcetaglist>`}</R:repl>` +
    `<D:sql>${sql.replace(/</g, '&lt;').replace(/>/g, '&gt;')}</D:sql></D:searchrequest>`;
  const answer = await ask(mock, 'SEARCH', INBOX, range === undefined ? {} : { Range: range }, body);
  const rows = responses(answer).map((each) => {
    const name = /<a:href>[^<]*?([^/<]*)\/?<\/a:href>/.exec(each)?.[1];
    return `${texts(each, 'changetype')[0]} ${name}`;
  });
  return { blob: texts(answer.text, 'collblob')[0] ?? '', rows, answer };
}

describe('a replicating SEARCH', () => {
  it('gives everything first, with the blob before the rows, then nothing', async () => {
    const { answer, rows, blob } = await sync('');
    expect(answer.status).toBe(207);
    expect(rows).toEqual(['One', 'Two', 'Three', 'Four', 'Five'].map((name) => `change ${name}.EML`));
    expect(answer.text.indexOf('collblob')).toBeLessThan(answer.text.indexOf('<a:response>'));
    expect(texts(answer.text, 'repl-uid').every((uid) => /^rid:[0-9a-f]{44}$/.test(uid))).toBe(true);
    expect((await sync(blob)).rows).toEqual([]);
  });

  it('gives changes, arrivals, departures and deletions since, each once', async () => {
    const { blob, answer } = await sync('');
    const uids = texts(answer.text, 'repl-uid');
    await markRead(mock, `${INBOX}One.EML`, true);
    await markRead(mock, `${INBOX}One.EML`, false);
    await ask(mock, 'DELETE', `${INBOX}Two.EML`);
    await ask(mock, 'MOVE', `${INBOX}Three.EML`, { Destination: `${PROJECTS}Three.EML` });
    await ask(mock, 'MOVE', `${PROJECTS}Six.EML`, { Destination: `${INBOX}Six.EML` });
    await markRead(mock, `${PROJECTS}Three.EML`, true);
    await mock.deliver('alex', message('Seven'));
    const second = await sync(blob);
    expect([...second.rows].sort()).toEqual([
      'change One.EML',
      'change Seven.EML',
      'change Six.EML',
      'delete Three.EML',
      'delete Two.EML',
    ]);
    expect(texts(second.answer.text, 'repl-uid').slice(-2)).toEqual([uids[1], uids[2]]);
    expect((await sync(second.blob)).rows).toEqual([]);
    expect((await sync(blob)).rows.length).toBe(5);
  });

  it('reports what the WHERE lets go as deleted, and what it takes in as changed', async () => {
    const sql = `SELECT ${COLUMNS} ${FROM} WHERE "urn:schemas:httpmail:read" = False`;
    const { blob } = await sync('', { sql });
    await markRead(mock, `${INBOX}One.EML`, true);
    const second = await sync(blob, { sql });
    expect(second.rows).toEqual(['delete One.EML']);
    await markRead(mock, `${INBOX}One.EML`, false);
    expect((await sync(second.blob, { sql })).rows).toEqual(['change One.EML']);
  });

  it('follows a deep scope through moved and deleted folders', async () => {
    const sql = `SELECT ${COLUMNS} FROM SCOPE('DEEP TRAVERSAL OF "/exchange/alex/Projects"')`;
    const first = await sync('', { sql });
    await ask(mock, 'MKCOL', '/exchange/alex/Elsewhere');
    await ask(mock, 'COPY', `${INBOX}One.EML`, { Destination: '/exchange/alex/Elsewhere/One.EML' });
    expect((await sync(first.blob, { sql })).rows).toEqual([]);
    await ask(mock, 'MOVE', '/exchange/alex/Elsewhere', { Destination: `${PROJECTS}Inner` });
    const moved = await sync(first.blob, { sql });
    expect(moved.rows).toEqual(['change Inner', 'change One.EML']);
    await ask(mock, 'DELETE', `${PROJECTS}Inner`);
    expect((await sync(moved.blob, { sql })).rows).toEqual(['delete Inner', 'delete One.EML']);
  });

  it('may be fetched in parts, in any order, while the folder changes', async () => {
    const first = await sync('', { range: 'rows=0-1' });
    expect(first.answer.headers['content-range']).toBe('rows 0-1; total=5');
    await ask(mock, 'DELETE', `${INBOX}One.EML`);
    await mock.deliver('alex', message('Six'));
    const last = await sync(first.blob, { range: 'rows=-2' });
    const middle = await sync(last.blob, { range: 'rows=2-2' });
    expect([first, last, middle].flatMap(({ rows }) => rows)).toEqual(
      ['One', 'Two', 'Four', 'Five', 'Three'].map((name) => `change ${name}.EML`),
    );
    expect((await sync(middle.blob)).rows).toEqual(['change Six.EML', 'delete One.EML']);
  });

  it('gives only the blob for no rows, and the changes since then', async () => {
    const { rows, blob } = await sync('', { range: 'rows=-0' });
    expect(rows).toEqual([]);
    await markRead(mock, `${INBOX}Two.EML`, true);
    expect((await sync(blob)).rows).toEqual(['change Two.EML']);
  });

  it('leaves out the states that the client fetched itself', async () => {
    const { blob } = await sync('');
    await markRead(mock, `${INBOX}One.EML`, true);
    await markRead(mock, `${INBOX}Two.EML`, true);
    const tag = String((await ask(mock, 'HEAD', `${INBOX}One.EML`)).headers['resourcetag']);
    expect((await sync(blob, { tags: [tag.replace(/[<>]/g, '')] })).rows).toEqual(['change Two.EML']);
  });

  it('lets the columns vary, and refuses another FROM or WHERE, strange blobs and old ones', async () => {
    const { blob } = await sync('');
    expect((await sync(blob, { sql: `SELECT "DAV:href" ${FROM}` })).answer.status).toBe(207);
    const where = `SELECT ${COLUMNS} ${FROM} WHERE "DAV:isfolder" = False`;
    expect((await sync(blob, { sql: where })).answer.status).toBe(412);
    expect((await sync('bm9uc2Vuc2U=')).answer.status).toBe(400);
    expect((await sync('?!')).answer.status).toBe(400);
    await mock.deliver('alex', message('Six'));
    const later = await sync(blob);
    const part = await sync('', { range: 'rows=0-1' });
    await mock.reset();
    expect((await sync(later.blob)).answer.status).toBe(412);
    expect((await sync(part.blob, { range: 'rows=2-3' })).answer.status).toBe(412);
  });
});

it('resource tags name states: writes answer with them, and If holds or ends in 412', async () => {
  const written = await ask(mock, 'PUT', `${INBOX}Put.EML`, {}, 'Subject: Put\r\n\r\nHello\r\n');
  expect(written.headers['repl-uid']).toMatch(/^<rid:[0-9a-f]{44}>$/);
  const tag = String(written.headers['resourcetag']);
  expect(tag).toMatch(/^<rt:[0-9a-f]{44}[0-9a-f]+>$/);
  const patch = (condition: string) =>
    ask(mock, 'PROPPATCH', `${INBOX}Put.EML`, { If: `(${condition})` }, updateBody('<h:read>1</h:read>'));
  const patched = await patch(tag);
  expect(patched.status).toBe(207);
  expect(patched.headers['resourcetag']).not.toBe(tag);
  expect((await patch(tag)).status).toBe(412);
});

it('the content tag changes with what is in a folder, and only then', async () => {
  const tag = async () =>
    texts(
      (
        await ask(
          mock,
          'PROPFIND',
          INBOX,
          { Depth: '0' },
          '<propfind xmlns="DAV:"><prop><contenttag xmlns="http://schemas.microsoft.com/repl/"/></prop></propfind>',
        )
      ).text,
      'contenttag',
    )[0];
  const before = await tag();
  await ask(mock, 'GET', `${INBOX}One.EML`);
  expect(await tag()).toBe(before);
  await ask(mock, 'DELETE', `${INBOX}One.EML`);
  expect(await tag()).not.toBe(before);
});
