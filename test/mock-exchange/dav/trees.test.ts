import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, serverWith, texts } from '../support/server.ts';
import { BASE, davProps, statuses } from './support.ts';

const TREE = `${BASE}/Tree`;

describe.each(['2003', 'rfc4918'] as const)('trees and files at %s', (personality) => {
  let mock: MockExchange;
  beforeEach(async () => {
    mock = await serverWith([], { personality });
    await ask(mock, 'MKCOL', TREE);
    await ask(mock, 'MKCOL', `${TREE}/Sub`);
    await put(`${TREE}/a.txt`, 'a');
    await put(`${TREE}/Sub/b.txt`, 'b');
  });
  afterEach(() => mock.stop());

  const put = (path: string, text: string, type = 'text/plain') =>
    ask(mock, 'PUT', path, { 'Content-Type': type }, text);
  const status = async (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
    (await ask(mock, method, path, headers, body)).status;
  const get = async (path: string) => (await ask(mock, 'GET', path)).text;
  const to = (path: string, more: Record<string, string> = {}) => ({
    Destination: `${mock.origin}${path}`,
    ...more,
  });

  it('copies and moves a tree, replaces one, and leaves nothing of what was there', async () => {
    expect(await status('COPY', TREE, to(`${BASE}/Copy`))).toBe(201);
    await put(`${BASE}/Copy/extra.txt`, 'x');
    expect(await status('COPY', TREE, to(`${BASE}/Copy`, { Overwrite: 'F' }))).toBe(412);
    expect(await get(`${BASE}/Copy/extra.txt`)).toBe('x');
    expect(await status('COPY', `${TREE}/`, to(`${BASE}/Copy/`, { Overwrite: 'T' }))).toBe(204);
    expect(await status('GET', `${BASE}/Copy/extra.txt`)).toBe(404);
    expect(await get(`${BASE}/Copy/Sub/b.txt`)).toBe('b');
    expect(await status('MOVE', TREE, to(`${BASE}/Copy`))).toBe(204);
    expect(await status('GET', `${TREE}/a.txt`)).toBe(404);
    expect(await get(`${BASE}/Copy/Sub/b.txt`)).toBe('b');
  });

  it('copies a folder alone with depth 0, even into itself, and knows no other depth', async () => {
    expect(await status('COPY', TREE, to(`${TREE}/Shallow`, { Depth: '0' }))).toBe(201);
    expect(await status('GET', `${TREE}/Shallow/a.txt`)).toBe(404);
    expect(await status('COPY', TREE, to(`${BASE}/Other`, { Depth: '1' }))).toBe(400);
    expect(await status('MOVE', TREE, to(`${BASE}/Other`, { Depth: '0' }))).toBe(400);
    expect(await status('DELETE', TREE, { Depth: '0' })).toBe(400);
    expect(await status('MOVE', `${TREE}/a.txt`, to(`${BASE}/a.txt`, { Depth: '0' }))).toBe(201);
    expect(await status('COPY', TREE, to(`${TREE}/Sub/Deep`))).toBe(409);
  });

  it('puts a file over a folder and a folder over a file', async () => {
    expect(await status('COPY', `${TREE}/a.txt`, to(`${TREE}/Sub`))).toBe(204);
    expect(await get(`${TREE}/Sub`)).toBe('a');
    expect(await status('COPY', TREE, to(`${BASE}/file.txt`))).toBe(201);
    await put(`${BASE}/plain.txt`, 'x');
    expect(await status('MOVE', TREE, to(`${BASE}/plain.txt`))).toBe(204);
    expect(await get(`${BASE}/plain.txt/a.txt`)).toBe('a');
  });

  it('refuses what has no place to go', async () => {
    const file = `${TREE}/a.txt`;
    expect(
      await statuses([
        ask(mock, 'COPY', file, to(file)),
        ask(mock, 'MOVE', file, to(file)),
        ask(mock, 'COPY', file, to(`${BASE}/none/a.txt`)),
        ask(mock, 'COPY', file, { Destination: `http://elsewhere.example${BASE}/a.txt` }),
        ask(mock, 'COPY', file),
        ask(mock, 'COPY', file, { Destination: 'a.txt' }),
        ask(mock, 'COPY', file, to(`${BASE}/a.txt#b`)),
        ask(mock, 'COPY', file, to(`${BASE}/a.txt?b`)),
        ask(mock, 'COPY', file, to(`${BASE}/a%2fb`)),
        ask(mock, 'COPY', `${TREE}/none`, to(`${BASE}/x`)),
      ]),
    ).toEqual([403, 403, 409, 502, 400, 400, 400, 400, 400, 404]);
  });

  it('puts no file where a folder is or none can be', async () => {
    expect((await put(TREE, 'x')).status).toBe(405);
    expect((await put(`${TREE}/`, 'x')).status).toBe(405);
    expect((await put(`${TREE}/new/`, 'x')).status).toBe(405);
    expect((await put(`${BASE}/none/x.txt`, 'x')).status).toBe(409);
    expect((await put(`${TREE}/a.txt/x.txt`, 'x')).status).toBe(409);
    expect(await status('MKCOL', `${TREE}/a.txt`)).toBe(405);
    expect(await status('MKCOL', `${TREE}/a.txt/x`)).toBe(409);
    expect(await status('MKCOL', TREE)).toBe(405);
    expect(await status('MKCOL', `${BASE}/none/x`)).toBe(409);
    expect(await status('MKCOL', `${BASE}/x`, { 'Content-Type': 'text/plain' }, 'body')).toBe(415);
    expect(await status('GET', `${BASE}/x`)).toBe(404);
  });

  it('gives back the very bytes under the very type, to HEAD their length', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7919) % 256));
    for (const type of [
      'image/png',
      'text/html; charset=iso-8859-1',
      'application/x-odd+xml',
      'message/rfc822',
    ]) {
      const path = `${TREE}/file-${type.length}`;
      expect((await ask(mock, 'PUT', path, { 'Content-Type': type }, bytes)).status).toBe(201);
      const got = await ask(mock, 'GET', path);
      expect([got.headers['content-type'], got.bytes.equals(bytes)]).toEqual([type, true]);
      const head = await ask(mock, 'HEAD', path);
      expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([200, '70000', 0]);
      const { text } = await ask(mock, 'PROPFIND', path, { Depth: '0' }, davProps('getcontenttype'));
      expect(texts(text, 'getcontenttype')).toEqual([type]);
    }
  });

  it.each([
    'plain name',
    'a+b&c=d',
    '100%',
    'sjøkart 🚢',
    "o'clock (1)!",
    '[x] {y} ^`|',
    '#1',
    'a;b:c@d,e',
    '...',
    '-._',
  ])('finds %j under the address that it lists', async (name) => {
    const path = `${TREE}/Sub/${encodeURIComponent(name)}`;
    expect((await put(path, name)).status).toBe(201);
    expect(await get(path)).toBe(name);
    const { text } = await ask(mock, 'PROPFIND', `${TREE}/Sub`, { Depth: '1' }, davProps('displayname'));
    const hrefs = texts(text, 'href').filter((href) => !/\/(Sub\/|b\.txt)$/.test(href));
    expect(hrefs).toHaveLength(1);
    const listed = new URL(hrefs[0]?.replace(/&amp;/g, '&') ?? '').pathname;
    expect(decodeURIComponent(listed)).toBe(`${TREE}/Sub/${name}`);
    expect(await get(listed)).toBe(name);
    expect(await status('DELETE', path)).toBeLessThan(300);
  });

  it('refuses fragments, encoded slashes, NULs and what is no UTF-8, and deletes nothing', async () => {
    for (const path of [
      `${TREE}#frag`,
      `${TREE}/#`,
      `${TREE}%2fSub`,
      `${TREE}/%00`,
      `${TREE}/%e6`,
      `${TREE}/%zz`,
      `${TREE}/%2e%2e/x`,
    ])
      expect(await status('DELETE', path), path).toBe(400);
    expect(await get(`${TREE}/Sub/b.txt`)).toBe('b');
  });
});

it('takes a whole URL for a request target', async () => {
  const mock = await serverWith([]);
  await ask(mock, 'PUT', `${mock.origin}${BASE}/a.txt`, {}, 'a');
  expect((await ask(mock, 'GET', `${BASE}/a.txt`)).text).toBe('a');
  await mock.stop();
});
