import { afterEach, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { ask, propfindBody, serverWith } from '../support/server.ts';
import { BASE } from './support.ts';

const open: MockExchange[] = [];
afterEach(async () => {
  for (const mock of open.splice(0)) await mock.stop();
});

async function start(more: Partial<MockOptions> = {}): Promise<MockExchange> {
  const mock = await serverWith([], { personality: 'rfc4918', ...more });
  open.push(mock);
  for (const name of ['a', 'b']) await put(mock, name, 'one');
  return mock;
}
const put = (mock: MockExchange, name: string, text: string) =>
  ask(mock, 'PUT', `${BASE}/${name}.txt`, { 'Content-Type': 'text/plain' }, text);

async function sync(mock: MockExchange, token: string, depth = '0') {
  const body = `<D:sync-collection xmlns:D="DAV:"><D:sync-token>${token}</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>`;
  const { status, text } = await ask(mock, 'REPORT', `${BASE}/`, { depth }, body);
  const rows = [...text.matchAll(/<a:response><a:href>[^<]*\/([^<]*)<\/a:href>.*?HTTP\/1\.1 (\d+)/gs)];
  return {
    status,
    text,
    token: /sync-token>([^<]+)</.exec(text)?.[1] ?? '',
    told: rows.map(([, name, code]) => `${name} ${code}`),
  };
}

it('tells everything once, then what changed: new, written anew, renamed, gone (RFC 6578 section 3.4)', async () => {
  const mock = await start();
  const first = await sync(mock, '');
  expect([first.status, first.told]).toEqual([207, expect.arrayContaining(['a.txt 200', 'b.txt 200'])]);
  expect((await sync(mock, first.token)).told).toEqual([]);
  await put(mock, 'c', 'new');
  await put(mock, 'a', 'two');
  await ask(mock, 'MOVE', `${BASE}/b.txt`, { Destination: `${mock.origin}${BASE}/d.txt` });
  const second = await sync(mock, first.token);
  expect(new Set(second.told)).toEqual(new Set(['a.txt 200', 'b.txt 404', 'c.txt 200', 'd.txt 200']));
  await ask(mock, 'DELETE', `${BASE}/d.txt`);
  expect((await sync(mock, second.token)).told).toEqual(['d.txt 404']);
  // An older token is good still.
  expect(new Set((await sync(mock, first.token)).told)).toEqual(
    new Set(['a.txt 200', 'b.txt 404', 'c.txt 200']),
  );
});

it('names the precondition where it does not know a token (section 3.2)', async () => {
  const mock = await start();
  const { status, text } = await sync(mock, 'urn:x-sync:other');
  expect([status, text]).toEqual([403, expect.stringContaining('valid-sync-token')]);
  expect((await sync(mock, '', '1')).status).toBe(400);
});

it('gives the token as a property, when it is asked for by name (section 4)', async () => {
  const mock = await start();
  const token = async () => {
    const { text } = await ask(mock, 'PROPFIND', `${BASE}/`, { depth: '0' }, propfindBody('D:sync-token'));
    return /sync-token>([^<]+)</.exec(text)?.[1];
  };
  const before = await token();
  expect(await token()).toBe(before);
  await put(mock, 'a', 'two');
  expect(await token()).not.toBe(before);
  expect((await sync(mock, before ?? '')).told).toEqual(['a.txt 200']);
  const { text } = await ask(mock, 'PROPFIND', `${BASE}/`, { depth: '0' });
  expect(text).not.toContain('sync-token');
});

it.each([
  ['a plain server that is set so', { settings: { SyncCollection: false } }],
  ['Exchange', { personality: '2003' as const }],
])('is not known to %s', async (_what, more) => {
  const mock = await start(more);
  expect((await sync(mock, '')).status).toBe(501);
  const { headers } = await ask(mock, 'OPTIONS', `${BASE}/`);
  expect(String(headers.allow)).not.toContain('REPORT');
});
