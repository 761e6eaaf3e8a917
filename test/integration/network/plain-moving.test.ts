import { afterEach, describe, expect, it } from 'vitest';
import { collect, startNetwork } from './network.ts';
import { answer, multistatus, type Received, row, startScriptedServer } from './scripted-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const accountId = 'a';
const COLLECTION = '<a:resourcetype><a:collection/></a:resourcetype>';
const item = { href: '/mail/Inbox/one.eml', permanentUrl: null };
const moving = {
  accountId,
  folder: '/mail/Inbox/',
  items: [{ ...item, messageId: '<1@example.com>' }],
  target: '/mail/Trash/',
};
const removing = { accountId, folder: '/mail/Inbox/', items: [item] };
const EML = (messageId: string) => answer(200, `Message-ID: ${messageId}\r\n\r\nText.`);

/** A plain server with one message; `change` answers MOVE and DELETE, `get` what is read. */
async function start(
  etag: string,
  change: (request: Received) => Buffer,
  get: (path: string) => Buffer = () => answer(404),
) {
  const server = await startScriptedServer((request) => {
    const { method, path } = request;
    if (method === 'GET') return get(path);
    if (method !== 'PROPFIND') return change(request);
    const inside: Readonly<Record<string, string>> = {
      '/mail/': row('/mail/Inbox/', COLLECTION) + row('/mail/Trash/', COLLECTION),
      '/mail/Inbox/': row(item.href, `<a:resourcetype/><a:getetag>${etag}</a:getetag>`),
    };
    return multistatus(row(path, COLLECTION) + (inside[path] ?? ''));
  });
  const net = await startNetwork();
  open.push(net, server);
  net.service.setAccounts([
    {
      id: accountId,
      url: `${server.origin}/mail/`,
      user: 'alex',
      password: 'x',
      demo: false,
      dialect: 'plain',
    },
  ]);
  await collect(net.network.stream('folders.list', { accountId }));
  const changes = () => server.received.filter(({ method }) => /MOVE|DELETE/.test(method));
  return { net, server, changes };
}

describe('moving on a plain server', () => {
  it('goes to an address of the same server, never over anything, only if the file is the same', async () => {
    const { net, server, changes } = await start('"e1"', () => answer(201, '<p>Created</p>'));
    const [result] = await net.network.call('messages.move', moving);
    expect(result).toEqual({ href: item.href, newHref: '/mail/Trash/one.eml', failure: null });
    const headers = changes()[0]?.headers;
    expect(headers?.get('destination')).toBe(`${server.origin}/mail/Trash/one.eml`);
    expect([headers?.get('overwrite'), headers?.get('if-match')]).toEqual(['F', '"e1"']);
  });

  it('asks no condition of a weak ETag, nor of a file that we changed ourselves', async () => {
    const weak = await start('W/"e1"', () => answer(201));
    await weak.net.network.call('messages.move', moving);
    expect(weak.changes()[0]?.headers.has('if-match')).toBe(false);
    const own = await start('"e1"', ({ method }) =>
      method === 'PROPPATCH' ? multistatus(row(item.href, '')) : answer(204),
    );
    await own.net.network.call('flags.mark', { ...removing, mark: { kind: 'read', read: true } });
    await own.net.network.call('messages.remove', removing);
    expect(own.changes()[0]?.headers.has('if-match')).toBe(false);
  });

  it('takes another name where its own is taken, and tells a file that changed apart', async () => {
    const taken = await start(
      '"e1"',
      ({ headers }) => answer(headers.get('destination')?.endsWith('/one.eml') ? 412 : 201),
      () => EML('<other@example.com>'),
    );
    const [moved] = await taken.net.network.call('messages.move', moving);
    expect(moved?.newHref).toBe('/mail/Trash/one%202.eml');
    const changed = await start('"e1"', () => answer(412));
    const [left] = await changed.net.network.call('messages.move', moving);
    expect(left?.failure).toMatchObject({ kind: 'conflict', status: 412 });
    expect(changed.changes()).toHaveLength(1);
  });

  it('finds what a lost answer moved by its Message-ID, and no other message of that name', async () => {
    const there = (messageId: string) => (path: string) =>
      path.startsWith('/mail/Trash/one.eml') ? EML(messageId) : answer(404);
    const ours = await start('"e1"', () => answer(404), there('<1@example.com>'));
    const [found] = await ours.net.network.call('messages.move', moving);
    expect(found).toMatchObject({ newHref: '/mail/Trash/one.eml', failure: null });
    const other = await start('"e1"', () => answer(404), there('<2@example.com>'));
    const [gone] = await other.net.network.call('messages.move', moving);
    expect(gone?.failure).toMatchObject({ kind: 'not-found' });
  });

  it('says that another program holds a lock', async () => {
    const { net } = await start('"e1"', () => answer(423));
    for (const [result] of [
      await net.network.call('messages.move', moving),
      await net.network.call('messages.remove', removing),
    ])
      expect(result?.failure?.sentence).toMatch(/locked by another program \(423\)/);
  });
});
