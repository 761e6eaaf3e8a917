import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { request } from 'node:http';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, BASIC, NOW, propfindBody, serverWith, texts, updateBody } from '../support/server.ts';
import { BASE, davProps, locked } from './support.ts';

/** What `--personality rfc4918` does otherwise than Exchange. */
const FILE = `${BASE}/Folder/file.txt`;
let mock: MockExchange;
beforeEach(async () => {
  mock = await serverWith([message('Hello')], { personality: 'rfc4918' });
  await ask(mock, 'MKCOL', `${BASE}/Folder`);
  await ask(mock, 'PUT', FILE, { 'Content-Type': 'text/plain' }, 'one');
});
afterEach(() => mock.stop());

describe('a plain WebDAV server', () => {
  it('promises classes 1 and 2, and nothing of Exchange', async () => {
    for (const path of [`${BASE}/`, `${BASE}/Folder/`, FILE, `${BASE}/none`]) {
      const { headers } = await ask(mock, 'OPTIONS', path);
      expect(headers['dav']).toBe('1, 2');
      expect(headers['allow']).toContain('LOCK');
      expect(headers['allow']).not.toMatch(/SEARCH|BMOVE|SUBSCRIBE|X-MS/);
      expect(headers).not.toHaveProperty('public');
      expect(headers).not.toHaveProperty('dasl');
    }
  });

  it('sends no header of Exchange with any verb', async () => {
    const answers = [
      await ask(mock, 'PUT', `${BASE}/new.txt`, {}, 'x'),
      await ask(mock, 'GET', FILE),
      await ask(mock, 'PROPFIND', FILE, { Depth: '0' }),
      await ask(mock, 'PROPPATCH', FILE, {}, updateBody('<x xmlns="urn:x">1</x>')),
      await ask(mock, 'MKCOL', `${BASE}/Another`),
      await ask(mock, 'COPY', `${BASE}/Folder`, { Destination: `${BASE}/Copied` }),
      await ask(mock, 'DELETE', `${BASE}/none`),
    ];
    for (const { headers } of answers) {
      const names = Object.keys(headers).join(' ');
      expect(names).not.toMatch(/ms-|repl-uid|resourcetag|getetag|x-powered-by/);
      expect(headers['server']).not.toMatch(/Microsoft/);
    }
  });

  it('answers with the usual statuses and reasons', async () => {
    expect((await ask(mock, 'PUT', FILE, {}, 'two')).status).toBe(204);
    expect((await ask(mock, 'DELETE', FILE)).status).toBe(204);
    const reason = await new Promise((resolve, reject) => {
      const sent = request(
        { port: mock.port, host: '127.0.0.1', path: FILE, headers: { Authorization: BASIC } },
        (got) => {
          got.resume();
          resolve(got.statusMessage);
        },
      );
      sent.on('error', reject).end();
    });
    expect(reason).toBe('Not Found');
    const { text, headers } = await ask(
      mock,
      'PROPFIND',
      `${BASE}/Folder`,
      { Depth: '0' },
      davProps('none', 'displayname'),
    );
    expect(text).toContain('HTTP/1.1 404 Not Found');
    expect(text).toMatch(/<a:propstat><a:prop>.*<\/a:prop><a:status>/);
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
  });

  it.each([
    'SEARCH',
    'BPROPFIND',
    'BDELETE',
    'BMOVE',
    'BCOPY',
    'SUBSCRIBE',
    'POLL',
    'UNSUBSCRIBE',
    'X-MS-ENUMATTS',
  ])('does not know %s', async (verb) => {
    expect((await ask(mock, verb, `${BASE}/Folder`)).status).toBe(501);
  });

  it('has live properties as the standard types them', async () => {
    const { text } = await ask(mock, 'PROPFIND', FILE, { Depth: '0' });
    const date = new Date(NOW);
    expect(texts(text, 'getlastmodified')).toEqual([date.toUTCString()]);
    expect(texts(text, 'creationdate')).toEqual([date.toISOString()]);
    expect(texts(text, 'getcontentlength')).toEqual(['3']);
    expect(texts(text, 'getcontenttype')).toEqual(['text/plain']);
    expect(texts(text, 'displayname')).toEqual(['file.txt']);
    expect(texts(text, 'getetag')[0]).toMatch(/^"[^"]+"$/);
    expect(text).toContain('<a:resourcetype/>');
    expect(text).not.toMatch(/dt=|urn:schemas|schemas\.microsoft|isfolder/);
    const folder = await ask(mock, 'PROPFIND', `${BASE}/Folder`, { Depth: '0' });
    expect(folder.text).toContain('<a:resourcetype><a:collection/></a:resourcetype>');
    expect(folder.text).not.toContain('getcontentlength');
  });

  it('takes every other property for a dead one', async () => {
    await ask(
      mock,
      'PROPPATCH',
      FILE,
      {},
      updateBody('<h:read>perhaps</h:read><p:x0e070003>many</p:x0e070003>'),
    );
    const { text } = await ask(
      mock,
      'PROPFIND',
      FILE,
      { Depth: '0' },
      propfindBody('h:read', 'p:x0e070003', 'h:subject'),
    );
    expect([texts(text, 'read'), texts(text, 'x0e070003')]).toEqual([['perhaps'], ['many']]);
    expect(text).toContain(' 404 ');
    const pair = '<a xmlns="urn:bc">1</a><ca xmlns="urn:b">2</ca>';
    await ask(mock, 'PROPPATCH', FILE, {}, updateBody(pair));
    const both = await ask(
      mock,
      'PROPFIND',
      FILE,
      { Depth: '0' },
      `<propfind xmlns="DAV:"><prop>${pair}</prop></propfind>`,
    );
    expect(both.text).toMatch(/:a>1<.*:ca>2</);
  });

  it('renames by displayname without another address, and lists with include', async () => {
    await ask(
      mock,
      'PROPPATCH',
      FILE,
      {},
      updateBody('<D:displayname>A file</D:displayname><x xmlns="urn:x">1</x>'),
    );
    const { text } = await ask(
      mock,
      'PROPFIND',
      FILE,
      { Depth: '0' },
      '<propfind xmlns="DAV:"><allprop/><include><y xmlns="urn:x"/></include></propfind>',
    );
    expect(texts(text, 'displayname')).toEqual(['A file']);
    expect(texts(text, 'x')).toEqual(['1']);
    expect(text).toContain('404 Not Found');
  });

  it('makes nothing with PROPPATCH, takes no body with MKCOL and no noroot', async () => {
    expect(
      (await ask(mock, 'PROPPATCH', `${BASE}/none`, {}, updateBody('<x xmlns="urn:x">1</x>'))).status,
    ).toBe(404);
    const xml = { 'Content-Type': 'text/xml' };
    expect((await ask(mock, 'MKCOL', `${BASE}/x`, xml, updateBody('<x xmlns="urn:x">1</x>'))).status).toBe(
      415,
    );
    expect((await ask(mock, 'PROPFIND', BASE, { Depth: '1,noroot' })).status).toBe(400);
  });

  it('knows names by themselves only: no escapes, permanent URLs, attachments or submission URI', async () => {
    for (const name of ['a~b', 'what?', '-FlatUrlSpace-', '##DavMailSubmissionURI##', 'back\\slash', '€']) {
      const path = `${BASE}/${encodeURIComponent(name)}`;
      expect((await ask(mock, 'PUT', path, {}, name)).status).toBe(201);
      expect((await ask(mock, 'GET', path)).text).toBe(name);
      const { text } = await ask(mock, 'PROPFIND', path, { Depth: '0' }, davProps('displayname'));
      expect(decodeURIComponent(new URL(texts(text, 'href')[0] ?? '').pathname)).toBe(`${BASE}/${name}`);
    }
  });

  it('serves mail as files of their type, and an .EML as what it was put as', async () => {
    const mail = await ask(mock, 'GET', `${BASE}/Inbox/Hello.EML`);
    expect([mail.status, mail.headers['content-type']]).toEqual([200, 'message/rfc822']);
    await ask(mock, 'PUT', `${BASE}/notes.eml`, { 'Content-Type': 'text/plain' }, 'notes');
    expect((await ask(mock, 'GET', `${BASE}/notes.eml`)).headers['content-type']).toBe('text/plain');
    await ask(mock, 'PUT', `${BASE}/notes.eml`, {}, 'more');
    expect((await ask(mock, 'GET', `${BASE}/notes.eml`)).headers['content-type']).toBe('message/rfc822');
  });

  it('lists locks with allprop, and all levels where no depth is given', async () => {
    const token = await locked(mock, `${BASE}/Folder`);
    const { text } = await ask(mock, 'PROPFIND', `${BASE}/`);
    expect(text).toContain(token);
    expect(texts(text, 'href')).toContain(`${mock.origin}${FILE}`);
  });
});
