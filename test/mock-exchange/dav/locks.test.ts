import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask, serverWith, texts, updateBody } from '../support/server.ts';
import { BASE, davProps, lockBody, locked, tokenOf } from './support.ts';

const TREE = `${BASE}/Tree`;
const FILE = `${TREE}/file.txt`;
const OTHER = `Basic ${Buffer.from('bo:secret').toString('base64')}`;

describe.each(['2003', 'rfc4918'] as const)('locks at %s', (personality) => {
  let mock: MockExchange;
  const gone = personality === '2003' ? 200 : 204;
  beforeEach(async () => {
    mock = await serverWith([message('Hello')], { personality });
    await ask(mock, 'MKCOL', TREE);
    await ask(mock, 'MKCOL', `${TREE}/Sub`);
    await put(FILE);
    await put(`${TREE}/Sub/deep.txt`);
  });
  afterEach(() => mock.stop());

  const put = (path: string, headers: Record<string, string> = {}) =>
    ask(mock, 'PUT', path, { 'Content-Type': 'text/plain', ...headers }, 'text');
  const status = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    (await ask(mock, method, path, headers, body)).status;
  const patch = (path: string, headers: Record<string, string> = {}) =>
    status('PROPPATCH', path, headers, updateBody('<x xmlns="urn:x">1</x>'));
  const discovery = async (path: string) =>
    (await ask(mock, 'PROPFIND', path, { Depth: '0' }, davProps('lockdiscovery'))).text;

  it('gives a lock that shows what was asked for', async () => {
    const owner = 'Ada <z:phone xmlns:z="urn:z" z:kind="home" xml:lang="en">123</z:phone>';
    const answer = await ask(
      mock,
      'LOCK',
      FILE,
      { Timeout: 'Second-600, Infinite', Depth: '0' },
      lockBody('exclusive', owner),
    );
    expect(answer.status).toBe(200);
    const token = tokenOf(answer);
    for (const text of [answer.text, await discovery(FILE)]) {
      expect(text).toContain('<a:lockscope><a:exclusive/></a:lockscope>');
      expect(text).toContain('<a:locktype><a:write/></a:locktype>');
      expect(text).toMatch(
        /<a:owner>Ada <(\w+):phone \1:kind="home" xml:lang="en">123<\/\1:phone><\/a:owner>/,
      );
      expect(texts(text, 'depth')).toEqual(['0']);
      expect(texts(text, 'timeout')).toEqual(['Second-600']);
      expect(text).toContain(`<a:locktoken><a:href>${token}</a:href></a:locktoken>`);
      expect(text).toContain(`<a:lockroot><a:href>${mock.origin}${FILE}</a:href></a:lockroot>`);
    }
    const { text } = await ask(mock, 'PROPFIND', FILE, { Depth: '0' }, davProps('supportedlock'));
    expect(text.match(/<a:lockentry>/g)).toHaveLength(2);
  });

  it('binds every verb that writes, says which lock it is, and lets its token pass', async () => {
    const token = await locked(mock, FILE);
    const refused = await put(FILE);
    expect(refused.status).toBe(423);
    expect(refused.text).toMatch(
      /<a:error[^>]*><a:lock-token-submitted><a:href>http:[^<]*\/Tree\/file\.txt<\/a:href><\/a:lock-token-submitted><\/a:error>/,
    );
    expect(await patch(FILE)).toBe(423);
    expect(await status('DELETE', FILE)).toBe(423);
    expect(await status('MOVE', FILE, { Destination: `${BASE}/moved.txt` })).toBe(423);
    expect(await status('COPY', `${TREE}/Sub/deep.txt`, { Destination: FILE })).toBe(423);
    expect(await status('GET', FILE)).toBe(200);
    expect(await status('COPY', FILE, { Destination: `${BASE}/copy.txt` })).toBe(201);
    const If = `(<${token}>)`;
    expect((await put(FILE, { If })).status).toBe(gone);
    expect(await patch(FILE, { If })).toBe(207);
    expect(await status('UNLOCK', FILE, { 'Lock-Token': `<${token}>` })).toBe(204);
    expect(await patch(FILE)).toBe(207);
  });

  it('counts a token only from the one who took the lock', async () => {
    await mock.stop();
    const user = (name: string) => ({
      user: name,
      displayName: name,
      address: `${name}@example.com`,
      password: 'secret',
      folders: [],
    });
    mock = await serverWith([], {
      personality,
      mailboxes: [user('alex'), user('bo')],
      publicFolders: [{ name: 'Shared', messages: [] }],
    });
    const shared = '/public/Shared/file.txt';
    await put(shared);
    const token = await locked(mock, shared);
    expect((await put(shared, { If: `(<${token}>)`, Authorization: OTHER })).status).toBe(423);
    expect(await status('UNLOCK', shared, { 'Lock-Token': `<${token}>`, Authorization: OTHER })).toBe(403);
    expect(await status('LOCK', shared, { If: `(<${token}>)`, Authorization: OTHER })).toBe(403);
    expect((await put(shared, { If: `(<${token}>)` })).status).toBe(gone);
  });

  it('has exclusive and shared locks conflict as they should', async () => {
    const shared = await locked(mock, FILE, {}, 'shared');
    const second = await locked(mock, FILE, {}, 'shared');
    expect(second).not.toBe(shared);
    const refused = await ask(mock, 'LOCK', FILE, {}, lockBody('exclusive'));
    expect([refused.status, refused.text]).toEqual([423, expect.stringContaining('no-conflicting-lock')]);
    expect((await put(FILE)).status).toBe(423);
    expect((await put(FILE, { If: `(<${second}>)` })).status).toBe(gone);
    for (const token of [shared, second]) await ask(mock, 'UNLOCK', FILE, { 'Lock-Token': `<${token}>` });
    await locked(mock, FILE);
    expect(await status('LOCK', FILE, {}, lockBody('shared'))).toBe(423);
  });

  it('names the members that keep a folder from being locked', async () => {
    await locked(mock, `${TREE}/Sub/deep.txt`);
    const { status: code, text } = await ask(mock, 'LOCK', TREE, {}, lockBody('exclusive'));
    expect(code).toBe(207);
    expect(text).toMatch(/deep\.txt<\/a:href><a:status>HTTP\/1\.1 423 Locked</);
    expect(text).toMatch(/\/Tree<\/a:href><a:status>HTTP\/1\.1 424 Failed Dependency</);
    expect((await put(FILE)).status).toBe(gone);
    await locked(mock, TREE, { Depth: '0' });
  });

  it('guards what is in a folder with depth infinity, with depth 0 only who its members are', async () => {
    const deep = await locked(mock, TREE, { Depth: 'infinity' });
    expect((await put(`${TREE}/Sub/deep.txt`)).status).toBe(423);
    expect((await put(`${TREE}/Sub/new.txt`)).status).toBe(423);
    expect(await discovery(`${TREE}/Sub/deep.txt`)).toContain(deep);
    expect((await put(`${TREE}/Sub/new.txt`, { If: `(<${deep}>)` })).status).toBe(201);
    expect((await put(`${TREE}/new.txt`, { If: `<${mock.origin}${TREE}/> (<${deep}>)` })).status).toBe(201);
    expect(await status('UNLOCK', `${TREE}/Sub/deep.txt`, { 'Lock-Token': `<${deep}>` })).toBe(204);
    const flat = await locked(mock, TREE, { Depth: '0' });
    expect((await put(FILE)).status).toBe(gone);
    expect((await put(`${TREE}/Sub/more.txt`)).status).toBe(201);
    expect((await put(`${TREE}/more.txt`)).status).toBe(423);
    expect(await status('MKCOL', `${TREE}/More`)).toBe(423);
    expect(await status('DELETE', FILE)).toBe(423);
    expect(await status('MOVE', `${TREE}/Sub/more.txt`, { Destination: `${TREE}/more.txt` })).toBe(423);
    expect(await status('LOCK', `${TREE}/none.txt`, {}, lockBody('exclusive'))).toBe(423);
    expect((await put(`${TREE}/more.txt`, { If: `<${TREE}> (<${flat}>)` })).status).toBe(201);
  });

  it('refreshes at the resource or below, and ends with the time', async () => {
    const token = await locked(mock, TREE, { Timeout: 'Second-100' });
    const If = `(<${token}>)`;
    await mock.clock.advance(90_000);
    const again = await ask(mock, 'LOCK', FILE, { If });
    expect([again.status, again.headers['lock-token']]).toEqual([200, undefined]);
    expect(texts(again.text, 'timeout')).toEqual(['Second-100']);
    await mock.clock.advance(90_000);
    expect((await put(FILE)).status).toBe(423);
    expect(texts((await ask(mock, 'LOCK', TREE, { If, Timeout: 'Infinite' })).text, 'timeout')).toEqual([
      'Infinite',
    ]);
    await mock.clock.advance(1e11);
    expect((await put(FILE)).status).toBe(423);
    await ask(mock, 'LOCK', TREE, { If, Timeout: 'Second-1' });
    await mock.clock.advance(1000);
    expect((await put(FILE)).status).toBe(gone);
    expect(await status('LOCK', TREE, { If })).toBe(412);
    expect(await status('LOCK', TREE)).toBe(400);
  });

  it('makes an empty file of a free address', async () => {
    const url = `${TREE}/later.txt`;
    const answer = await ask(mock, 'LOCK', url, {}, lockBody('exclusive'));
    expect(answer.status).toBe(201);
    const empty = await ask(mock, 'GET', url);
    expect([empty.status, empty.bytes.length]).toEqual([200, 0]);
    const If = `(<${tokenOf(answer)}>)`;
    expect((await put(url)).status).toBe(423);
    expect((await put(url, { If })).status).toBe(gone);
    const filled = await ask(mock, 'GET', url);
    expect([filled.text, filled.headers['content-type']]).toEqual(['text', 'text/plain']);
    expect(await status('LOCK', `${BASE}/no/such.txt`, {}, lockBody('exclusive'))).toBe(409);
  });

  it('deletes what it may of a tree and names what a lock keeps', async () => {
    const token = await locked(mock, `${TREE}/Sub/deep.txt`);
    const { status: code, text } = await ask(mock, 'DELETE', TREE);
    expect(code).toBe(207);
    expect(texts(text, 'href')).toEqual([`${mock.origin}${TREE}/Sub/deep.txt`]);
    expect(text).toContain('423 Locked');
    expect(await status('GET', FILE)).toBe(404);
    expect(await status('GET', `${TREE}/Sub/deep.txt`)).toBe(200);
    expect(await status('DELETE', TREE, { If: `<${TREE}/Sub/deep.txt> (<${token}>)` })).toBe(gone);
  });

  it('keeps a tree in place that a lock holds, and leaves locks behind', async () => {
    const token = await locked(mock, `${TREE}/Sub/deep.txt`);
    const to = { Destination: `${BASE}/New` };
    expect((await ask(mock, 'MOVE', TREE, to)).status).toBe(207);
    expect(await status('MOVE', TREE, { ...to, If: `<${TREE}/Sub/deep.txt> (<${token}>)` })).toBe(201);
    expect(await discovery(`${BASE}/New/Sub/deep.txt`)).not.toContain(token);
    expect((await put(`${BASE}/New/Sub/deep.txt`)).status).toBe(gone);
    await ask(mock, 'MOVE', `${BASE}/New`, { Destination: TREE });
    expect(await discovery(`${TREE}/Sub/deep.txt`)).not.toContain(token);
  });

  it('puts what comes into a locked folder under its lock, and copies no lock', async () => {
    const token = await locked(mock, `${TREE}/Sub`);
    await put(`${BASE}/loose.txt`);
    const to = { Destination: `${TREE}/Sub/loose.txt` };
    expect(await status('MOVE', `${BASE}/loose.txt`, to)).toBe(423);
    expect(await status('MOVE', `${BASE}/loose.txt`, { ...to, If: `<${TREE}/Sub> (<${token}>)` })).toBe(201);
    expect(await discovery(`${TREE}/Sub/loose.txt`)).toContain(token);
    await ask(mock, 'COPY', `${TREE}/Sub`, { Destination: `${BASE}/Copied` });
    expect(await discovery(`${BASE}/Copied`)).not.toContain('activelock');
  });

  it('refuses what is no LOCK and no UNLOCK', async () => {
    const token = await locked(mock, FILE);
    expect(await status('UNLOCK', FILE)).toBe(400);
    expect(await status('UNLOCK', FILE, { 'Lock-Token': token })).toBe(400);
    expect(await status('UNLOCK', FILE, { 'Lock-Token': '<urn:other>' })).toBe(409);
    expect(await status('UNLOCK', `${TREE}/Sub/deep.txt`, { 'Lock-Token': `<${token}>` })).toBe(409);
    const other = `${TREE}/Sub/deep.txt`;
    expect(await status('LOCK', other, { Depth: '1' }, lockBody('exclusive'))).toBe(400);
    expect(await status('LOCK', other, {}, '<lockinfo xmlns="DAV:"/>')).toBe(400);
    expect(await status('LOCK', other, {}, '<propfind xmlns="DAV:"/>')).toBe(400);
    expect(await status('LOCK', other, {}, lockBody('exclusive').replace(/<D:write\/>/, '<D:read/>'))).toBe(
      422,
    );
  });
});
