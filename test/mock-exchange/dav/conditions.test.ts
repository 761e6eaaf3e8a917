import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, NOW, serverWith, texts, updateBody } from '../support/server.ts';
import { BASE, davProps, locked } from './support.ts';

const FILE = `${BASE}/file.txt`;
const date = (ms: number) => new Date(ms).toUTCString();

describe.each(['2003', 'rfc4918'] as const)('conditional requests at %s', (personality) => {
  let mock: MockExchange;
  beforeEach(async () => {
    mock = await serverWith([], { personality });
    await ask(mock, 'PUT', FILE, { 'Content-Type': 'text/plain' }, 'one');
  });
  afterEach(() => mock.stop());

  const etag = async () => String((await ask(mock, 'HEAD', FILE)).headers.etag);
  const status = async (method: string, path: string, headers: Record<string, string>, body = '') =>
    (await ask(mock, method, path, headers, body)).status;
  const patch = updateBody('<x xmlns="urn:x">1</x>');

  it('honours If-Match and If-None-Match of all verbs that write', async () => {
    const wrong = { 'If-Match': '"other", "more"' };
    const right = { 'If-Match': `"other", ${await etag()}` };
    const to = { Destination: `${BASE}/to.txt` };
    expect(await status('PUT', FILE, wrong, 'x')).toBe(412);
    expect(await status('PROPPATCH', FILE, wrong, patch)).toBe(412);
    expect(await status('DELETE', FILE, wrong)).toBe(412);
    expect(await status('COPY', FILE, { ...wrong, ...to })).toBe(412);
    expect(await status('MOVE', FILE, { ...wrong, ...to })).toBe(412);
    expect(await status('PUT', FILE, { 'If-Match': `W/${await etag()}` }, 'x')).toBe(412);
    expect(await status('PUT', FILE, { 'If-None-Match': '*' }, 'x')).toBe(412);
    expect(await status('PUT', FILE, { 'If-None-Match': await etag() }, 'x')).toBe(412);
    expect(await status('PUT', `${BASE}/new.txt`, { 'If-Match': '*' }, 'x')).toBe(412);
    expect(await status('MKCOL', `${BASE}/Folder`, { 'If-Match': '*' })).toBe(412);
    expect((await ask(mock, 'GET', FILE)).text).toBe('one');
    expect(await status('COPY', FILE, { ...right, ...to })).toBe(201);
    expect(await status('PUT', FILE, right, 'two')).toBeLessThan(300);
    expect(await status('PUT', FILE, right, 'three')).toBe(412);
    expect(await status('PUT', `${BASE}/new.txt`, { 'If-None-Match': '*' }, 'x')).toBe(201);
  });

  it('honours If-Unmodified-Since, and takes If-Modified-Since for reading only', async () => {
    const before = { 'If-Unmodified-Since': date(NOW - 5000) };
    expect(await status('PUT', FILE, before, 'x')).toBe(412);
    expect(await status('DELETE', FILE, before)).toBe(412);
    expect(await status('GET', FILE, before)).toBe(412);
    expect(await status('GET', FILE, { 'If-Match': '"no"' })).toBe(412);
    expect(await status('GET', FILE, { 'If-Modified-Since': date(NOW) })).toBe(304);
    expect(await status('PUT', FILE, { 'If-Modified-Since': date(NOW) }, 'x')).toBeLessThan(300);
    expect(await status('PUT', FILE, { 'If-Unmodified-Since': date(NOW) }, 'x')).toBeLessThan(300);
    expect(await status('PUT', FILE, { 'If-Unmodified-Since': 'yesterday' }, 'x')).toBeLessThan(300);
  });

  it('weighs the If header: 412 where it is false, 423 where a token is missing', async () => {
    const token = await locked(mock, FILE);
    const put = async (If: string) => status('PUT', FILE, { If }, 'x');
    expect(await put('(<opaquelocktoken:wrong>)')).toBe(412);
    expect(await put(`(<${token}> ["wrong"])`)).toBe(412);
    expect(await put('(Not <DAV:no-lock>)')).toBe(423);
    expect(await put(`([${await etag()}])`)).toBe(423);
    expect(await put(`(<${token}`)).toBe(400);
    expect(await put(`(<${token}> ["wrong"]) (Not <DAV:no-lock> [${await etag()}])`)).toBeLessThan(300);
    expect(await put(`<${mock.origin}${FILE}> (<${token}> [${await etag()}])`)).toBeLessThan(300);
    expect(await put(`<http://elsewhere.example${FILE}> (<${token}>)`)).toBe(412);
    expect(await put(`</nowhere> (Not <${token}>) <${FILE}> (<${token}>)`)).toBeLessThan(300);
  });

  it('keeps a plain ETag over property writes; at Exchange they change it', async () => {
    const before = await etag();
    await ask(mock, 'PROPPATCH', FILE, {}, patch);
    expect((await etag()) === before).toBe(personality === 'rfc4918');
    const { text } = await ask(mock, 'PROPFIND', FILE, { Depth: '0' }, davProps('getetag'));
    expect(texts(text, 'getetag')).toEqual([await etag()]);
    await ask(mock, 'PUT', FILE, {}, 'two');
    expect(await etag()).not.toBe(before);
  });
});

it('takes the resource tag of Exchange for a state token', async () => {
  const mock = await serverWith([]);
  const made = await ask(mock, 'PUT', FILE, { 'Content-Type': 'text/plain' }, 'one');
  const If = `(${String(made.headers.resourcetag)})`;
  expect((await ask(mock, 'PUT', FILE, { If }, 'two')).status).toBe(200);
  expect((await ask(mock, 'PUT', FILE, { If }, 'three')).status).toBe(412);
  await mock.stop();
});
