import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { message } from './support/mail.ts';
import { ask, propfindBody, serverWith, texts, updateBody } from './support/server.ts';

const INBOX = '/exchange/alex/Inbox';
const HELLO = `${INBOX}/Hello.EML`;
const MAIL =
  'From: Ada <ada@example.com>\r\nTo: alex@example.com\r\nSubject: Put here\r\n\r\nBody of it.\r\n';
let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith([message('Hello'), message('Other', { id: 2, read: true })], {
    folders: [{ name: 'Archive', messages: [] }],
  });
});
afterEach(() => mock.stop());

const property = async (path: string, name: string) => {
  const { text } = await ask(mock, 'PROPFIND', path, { Depth: '0', Brief: 't' }, propfindBody(name));
  return texts(text, name.replace(/^.*:/, ''))[0];
};
const patch = (path: string, set: string, remove = '', headers: Record<string, string> = {}) =>
  ask(mock, 'PROPPATCH', path, { 'Content-Type': 'text/xml', ...headers }, updateBody(set, remove));

describe('PROPPATCH', () => {
  it('marks read without touching article number and date, but with another ETag', async () => {
    const names = ['D:getetag', 'D:getlastmodified', 'p:x0e230003'] as const;
    const before = await Promise.all(names.map((name) => property(HELLO, name)));
    const answer = await patch(HELLO, '<h:read>1</h:read>');
    expect(answer.status).toBe(207);
    expect(answer.text).toMatch(/HTTP\/1\.1 200 OK<\/a:status><a:prop><\w:read\/>/);
    const after = await Promise.all(names.map((name) => property(HELLO, name)));
    expect(after[0]).not.toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(await property(INBOX, 'h:unreadcount')).toBe('0');
    expect(mock.journal.at(-1)?.method).toBe('PROPFIND');
    expect(mock.journal.some((entry) => entry.method === 'PROPPATCH' && entry.committed)).toBe(true);
  });

  it('writes by permanent URL, and the follow-up flag costs the article number', async () => {
    const permanent = new URL((await property(HELLO, 'e:permanenturl')) ?? '').pathname;
    const before = Number(await property(HELLO, 'p:x0e230003'));
    expect((await patch(permanent, '<p:x10900003>2</p:x10900003>')).status).toBe(207);
    expect(await property(HELLO, 'p:x10900003')).toBe('2');
    expect(Number(await property(HELLO, 'p:x0e230003'))).toBeGreaterThan(before);
  });

  it('is atomic: one refusal makes the others 424 and writes nothing', async () => {
    const { text } = await patch(
      HELLO,
      '<h:read>1</h:read><D:getetag>x</D:getetag><h:importance>many</h:importance>',
    );
    expect(text).toMatch(/424 Failed Dependency<\/a:status><a:prop><\w:read\/>/);
    expect(text).toMatch(/403 Forbidden<\/a:status><a:prop><a:getetag\/>/);
    expect(text).toMatch(/409 Conflict<\/a:status><a:prop><\w:importance\/>/);
    expect(await property(HELLO, 'h:read')).toBe('0');
  });

  it('keeps dead properties of any namespace with their markup, and removes them', async () => {
    const set =
      '<z:note xmlns:z="urn:example" xml:lang="nb">sjø <z:b at="1">&lt;ok&gt;</z:b></z:note><plain xmlns="urn:other"> padded </plain>';
    expect((await patch(HELLO, set)).status).toBe(207);
    const ask2 =
      '<propfind xmlns="DAV:"><prop><n:note xmlns:n="urn:example"/><n:plain xmlns:n="urn:other"/></prop></propfind>';
    const { text } = await ask(mock, 'PROPFIND', HELLO, { Depth: '0' }, ask2);
    expect(text).toMatch(/<(\w):note xml:lang="nb">sjø <\1:b at="1">&lt;ok&gt;<\/\1:b><\/\1:note>/);
    expect(text).toMatch(/:plain> padded <\//);
    await patch(HELLO, '', '<z:note xmlns:z="urn:example"/><z:never xmlns:z="urn:example"/>');
    expect((await ask(mock, 'PROPFIND', HELLO, { Depth: '0' }, ask2)).text).toContain(
      '404 Resource Not Found',
    );
  });

  it('takes named properties in every spelling, with dt and multi-values', async () => {
    const id = 'xmlns:i="http://schemas.microsoft.com/mapi/id/{00062008-0000-0000-C000-000000000046}/"';
    await patch(
      HELLO,
      `<i:_x0030_x8570 ${id} xmlns:t="urn:schemas-microsoft-com:datatypes" t:dt="int">1</i:_x0030_x8570>`,
    );
    const spelt = async (name: string) =>
      (
        await ask(
          mock,
          'PROPFIND',
          HELLO,
          { Depth: '0' },
          `<propfind xmlns="DAV:" ${id.replace('C000', 'c000')}><prop><i:${name}/></prop></propfind>`,
        )
      ).text;
    for (const name of ['0x8570', '_x0030_x8570', 'x8570', '0x00008570'])
      expect(await spelt(name)).toContain('b:dt="int">1<');
    await patch(
      HELLO,
      '<e:keywords-utf8><v xmlns="xml:">red</v><v xmlns="xml:">sea &amp; land</v></e:keywords-utf8>',
    );
    const { text } = await ask(mock, 'PROPFIND', HELLO, { Depth: '0' }, propfindBody('e:keywords-utf8'));
    expect(text).toMatch(/keywords-utf8 b:dt="mv\.string"><c:v>red<\/c:v><c:v>sea &amp; land<\/c:v>/);
  });

  it('keeps the addresses of a contact under their numbers and their names alike, and its birthday as a date', async () => {
    const url = '/exchange/alex/Contacts/bo.EML';
    const contacts = 'xmlns:c="urn:schemas:contacts:"';
    const id = 'xmlns:i="http://schemas.microsoft.com/mapi/id/{00062004-0000-0000-C000-000000000046}/"';
    const made = await patch(
      url,
      `<D:contentclass>urn:content-classes:person</D:contentclass><i:_x0030_x8093 ${id}>bo@example.com</i:_x0030_x8093>` +
        `<c:bday ${contacts}>1971-05-17T00:00:00Z</c:bday>`,
      '',
      { 'If-None-Match': '*' },
    );
    expect(made.text).toContain('201 Created');
    const body = `<propfind xmlns="DAV:"><prop><m:email2emailaddress xmlns:m="http://schemas.microsoft.com/mapi/"/><c:bday ${contacts}/></prop></propfind>`;
    const { text } = await ask(mock, 'PROPFIND', url, { Depth: '0' }, body);
    expect(text).toMatch(/:email2emailaddress>bo@example\.com</);
    expect(text).toMatch(/:bday b:dt="dateTime\.tz">1971-05-17T00:00:00\.000Z</);
    expect((await patch(url, `<c:bday ${contacts}>yesterday</c:bday>`)).text).toContain('409 Conflict');
    const elsewhere = { 'If-Match': '"another"' };
    expect((await patch(url, '<h:subject>x</h:subject>', '', elsewhere)).status).toBe(412);
  });

  it('creates an item where there is none: 201 beside the propstat', async () => {
    const url = '/exchange/alex/Drafts/new.EML';
    expect((await patch(url, '<h:subject>x</h:subject>', '', { 'If-Match': '*' })).status).toBe(412);
    const answer = await patch(
      url,
      '<h:subject>Ny båt</h:subject><h:textdescription>Hei på deg</h:textdescription><p:x0e070003>9</p:x0e070003>',
    );
    expect(answer.status).toBe(207);
    expect(answer.text).toContain('<a:status>HTTP/1.1 201 Created</a:status>');
    expect(await property(url, 'p:x0e070003')).toBe('9');
    const { text } = await ask(mock, 'GET', url, { Translate: 'f' });
    expect(text).toContain(`Subject: Ny =?utf-8?B?${Buffer.from('båt').toString('base64')}?=`);
    expect((await patch(url, '<h:read>1</h:read>', '', { 'If-None-Match': '*' })).status).toBe(412);
    expect((await patch('/exchange/alex/Nowhere/new.EML', '<h:read>1</h:read>')).status).toBe(409);
  });

  it('keeps the flags of a draft over the PUT that follows', async () => {
    const url = '/exchange/alex/Drafts/draft.EML';
    await patch(url, '<p:x0e070003>9</p:x0e070003>');
    expect((await ask(mock, 'PUT', url, { 'Content-Type': 'message/rfc822' }, MAIL)).status).toBe(200);
    expect(await property(url, 'p:x0e070003')).toBe('9');
    expect((await patch(url, '<p:x0e070003>1</p:x0e070003>')).text).toContain('403 Forbidden');
  });

  it('leaves nothing behind of an item that was refused', async () => {
    const { text } = await patch(`${INBOX}/no.EML`, '<D:getetag>x</D:getetag>');
    expect(text).toContain('403');
    expect((await ask(mock, 'GET', `${INBOX}/no.EML`)).status).toBe(404);
    expect(await property(INBOX, 'p:x670b0003')).toBe('0');
  });
});

describe('PUT', () => {
  it('creates with 201 and replaces with 200, unread, byte for byte', async () => {
    const made = await ask(
      mock,
      'PUT',
      `${INBOX}/put.EML`,
      { 'Content-Type': 'message/rfc822', Translate: 'f' },
      MAIL,
    );
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({
      'repl-uid': expect.stringMatching(/^<rid:[0-9a-f]{44}>$/),
      getetag: expect.any(String),
      location: `${mock.origin}${INBOX}/put.EML`,
    });
    expect(await property(`${INBOX}/put.EML`, 'h:subject')).toBe('Put here');
    expect(await property(`${INBOX}/put.EML`, 'h:read')).toBe('0');
    expect((await ask(mock, 'GET', `${INBOX}/put.EML`)).text).toBe(MAIL);
    expect((await ask(mock, 'PUT', `${INBOX}/put.EML`, {}, MAIL.replace('Put here', 'Again'))).status).toBe(
      200,
    );
    expect(await property(`${INBOX}/put.EML`, 'h:subject')).toBe('Again');
  });

  it('honours If-None-Match and Overwrite, refuses folders, missing parents and parts', async () => {
    expect((await ask(mock, 'PUT', HELLO, { 'If-None-Match': '*' }, MAIL)).status).toBe(412);
    expect((await ask(mock, 'PUT', HELLO, { Overwrite: 'f' }, MAIL)).status).toBe(412);
    expect((await ask(mock, 'PUT', HELLO, { 'If-Match': '"x"' }, MAIL)).status).toBe(412);
    expect((await ask(mock, 'PUT', INBOX, {}, MAIL)).status).toBe(405);
    expect((await ask(mock, 'PUT', '/exchange/alex/No/a.EML', {}, MAIL)).status).toBe(409);
    expect((await ask(mock, 'PUT', HELLO, { 'Content-Range': 'bytes 0-1/2' }, 'ab')).status).toBe(400);
    expect((await ask(mock, 'PUT', '/exchange/alex/%23%23DavMailSubmissionURI%23%23', {}, MAIL)).status).toBe(
      403,
    );
  });

  it('keeps any other file with its own type, and MIME that is none as it is', async () => {
    await ask(mock, 'PUT', '/exchange/alex/Archive/table.csv', { 'Content-Type': 'text/csv' }, 'a;b\n');
    const file = await ask(mock, 'GET', '/exchange/alex/Archive/table.csv');
    expect([file.text, file.headers['content-type']]).toEqual(['a;b\n', 'text/csv']);
    const broken = Buffer.from([0, 1, 2, 255, 13, 10, 13, 10, 254]);
    expect((await ask(mock, 'PUT', `${INBOX}/broken.EML`, {}, broken)).status).toBe(201);
    expect((await ask(mock, 'GET', `${INBOX}/broken.EML`)).bytes).toEqual(broken);
  });
});

describe('DELETE', () => {
  it('deletes for good with 200 and counts it', async () => {
    expect((await ask(mock, 'DELETE', HELLO)).status).toBe(200);
    expect((await ask(mock, 'DELETE', HELLO)).status).toBe(404);
    expect(await property(INBOX, 'p:x670b0003')).toBe('1');
    expect(await property(INBOX, 'h:unreadcount')).toBe('0');
  });

  it('takes a folder with all in it, but no folder that belongs to the mailbox', async () => {
    await ask(mock, 'MKCOL', '/exchange/alex/Archive/Sub');
    await ask(mock, 'COPY', HELLO, { Destination: '/exchange/alex/Archive/Sub/x.EML' });
    expect((await ask(mock, 'DELETE', '/exchange/alex/Archive')).status).toBe(200);
    expect((await ask(mock, 'GET', '/exchange/alex/Archive/Sub/x.EML')).status).toBe(404);
    for (const path of [INBOX, '/exchange/alex/', '/exchange/alex/NON_IPM_SUBTREE'])
      expect((await ask(mock, 'DELETE', path)).status).toBe(403);
  });
});

describe('MKCOL', () => {
  it('makes a folder with 201, with properties 207 and 201 inside', async () => {
    const plain = await ask(mock, 'MKCOL', '/exchange/alex/B%C3%A5ter');
    expect([plain.status, plain.headers['ms-exchange-permanent-url']]).toEqual([
      201,
      expect.stringContaining('-FlatUrlSpace-'),
    ]);
    const typed = await ask(
      mock,
      'MKCOL',
      '/exchange/alex/People/',
      {},
      updateBody('<e:outlookfolderclass>IPF.Contact</e:outlookfolderclass>'),
    );
    expect([typed.status, typed.text]).toEqual([207, expect.stringContaining('HTTP/1.1 201 Created')]);
    expect(await property('/exchange/alex/People', 'e:outlookfolderclass')).toBe('IPF.Contact');
    expect(await property('/exchange/alex/People', 'D:contentclass')).toBe(
      'urn:content-classes:contactfolder',
    );
  });

  it('refuses what exists, what has no parent, and another body', async () => {
    expect((await ask(mock, 'MKCOL', INBOX)).status).toBe(405);
    expect((await ask(mock, 'MKCOL', '/exchange/alex/a/b')).status).toBe(409);
    expect((await ask(mock, 'MKCOL', '/exchange/alex/a', { 'Content-Type': 'text/plain' }, 'x')).status).toBe(
      415,
    );
  });
});

describe('COPY and MOVE', () => {
  const to = (path: string, more: Record<string, string> = {}) => ({ Destination: path, ...more });

  it('moves by path or URL with 201 and Location, keeping the id', async () => {
    const id = (await property(HELLO, 'e:permanenturl'))?.split('/').at(-1);
    const moved = await ask(
      mock,
      'MOVE',
      HELLO,
      to('/exchange/alex/Archive/a1b2', { Overwrite: 'F', 'Allow-Rename': 't' }),
    );
    expect([moved.status, moved.headers.location]).toEqual([
      201,
      `${mock.origin}/exchange/alex/Archive/a1b2`,
    ]);
    expect((await property('/exchange/alex/Archive/a1b2', 'e:permanenturl'))?.split('/').at(-1)).toBe(id);
    expect(await property(INBOX, 'h:unreadcount')).toBe('0');
    expect(await property('/exchange/alex/Archive', 'h:unreadcount')).toBe('1');
    expect(await property(INBOX, 'p:x670b0003')).toBe('1');
  });

  it('renames, refuses or replaces what stands at the destination', async () => {
    const target = `${mock.origin}${INBOX}/Other.EML`;
    expect((await ask(mock, 'COPY', HELLO, to(target, { Overwrite: 'F' }))).status).toBe(412);
    const renamed = await ask(mock, 'COPY', HELLO, to(target, { Overwrite: 'F', 'Allow-Rename': 't' }));
    expect([renamed.status, renamed.headers.location]).toEqual([201, `${mock.origin}${INBOX}/Other-2.EML`]);
    expect((await ask(mock, 'MOVE', HELLO, to(target))).status).toBe(204);
    expect(await property(`${INBOX}/Other.EML`, 'h:subject')).toBe('Hello');
  });

  it.each([
    ['the same place', HELLO, HELLO, 403],
    ['a missing parent', HELLO, '/exchange/alex/No/a.EML', 409],
    ['another server', HELLO, 'http://mail.example.com/exchange/alex/a.EML', 502],
    ['another mailbox', HELLO, '/exchange/bo/a.EML', 502],
    ['public folders', HELLO, '/public/a.EML', 502],
    [
      'the submission URI with a foreign From',
      HELLO,
      '/exchange/alex/%23%23DavMailSubmissionURI%23%23/',
      403,
    ],
    ['a well-known folder itself', HELLO, '/exchange/alex/Drafts', 403],
    ['into itself', '/exchange/alex/Archive', '/exchange/alex/Archive/Sub', 409],
    ['no URL', HELLO, 'elsewhere', 400],
    ['what is missing', `${INBOX}/none.EML`, `${INBOX}/x.EML`, 404],
    ['a well-known folder', INBOX, '/exchange/alex/Inbox2', 403],
  ])('MOVE to %s', async (_, from, destination, status) => {
    expect((await ask(mock, 'MOVE', from, to(destination))).status).toBe(status);
  });

  it('moves and copies folders whole', async () => {
    await ask(mock, 'COPY', HELLO, to('/exchange/alex/Archive/a.EML'));
    const copied = await ask(mock, 'COPY', '/exchange/alex/Archive', to('/exchange/alex/Archive2/'));
    expect([copied.status, copied.headers['ms-exchange-permanent-url']]).toEqual([201, expect.any(String)]);
    expect((await ask(mock, 'MOVE', '/exchange/alex/Archive2', to('/exchange/alex/Archive/In'))).status).toBe(
      201,
    );
    expect((await ask(mock, 'GET', '/exchange/alex/Archive/In/a.EML')).status).toBe(200);
    expect(
      (await ask(mock, 'COPY', '/exchange/alex/Archive', to('/exchange/alex/Empty', { Depth: '0' }))).status,
    ).toBe(201);
    expect(await property('/exchange/alex/Empty', 'D:childcount')).toBe('0');
  });
});

describe('the server as a whole', () => {
  it('names folders in another language', async () => {
    const french = await serverWith([message('Bonjour')], { language: 'fr' });
    const { text } = await ask(
      french,
      'PROPFIND',
      '/exchange/alex/',
      { Depth: '0' },
      propfindBody('h:inbox'),
    );
    expect(texts(text, 'inbox')).toEqual([`${french.origin}/exchange/alex/Bo%C3%AEte%20de%20r%C3%A9ception`]);
    expect(french.folders('alex').find((folder) => folder.path === 'Boîte de réception')?.total).toBe(1);
    await french.stop();
  });

  it('journals requests, delivers mail, clears and stops', async () => {
    mock.clearJournal();
    await mock.deliver('alex', message('New', { id: 9 }));
    expect(await property(`${INBOX}/New.EML`, 'h:read')).toBe('0');
    expect(mock.journal).toHaveLength(1);
    expect(mock.journal[0]).toMatchObject({
      mailbox: 'alex',
      method: 'PROPFIND',
      path: `${INBOX}/New.EML`,
      status: 207,
      rule: null,
      committed: false,
    });
    expect(mock.journal[0]?.requestBytes).toBeGreaterThan(50);
  });

  it('refuses to listen anywhere but on this machine', async () => {
    await expect(serverWith([], { host: '0.0.0.0' })).rejects.toThrow('only listens on this machine');
  });

  it('serves two mailboxes apart', async () => {
    expect((await ask(mock, 'PROPFIND', '/exchange/bo/')).status).toBe(404);
  });
});
