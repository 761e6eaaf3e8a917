import { afterEach, describe, expect, it } from 'vitest';
import type { Root } from '../../../shared/mail/roots.ts';
import { ACCOUNT, type Bench, context, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const SHARED = '/exchange/bo/Inbox';
const NEWS = '/public/News';
const BO: Root = {
  kind: 'user',
  path: '/exchange/bo',
  href: '/exchange/bo/',
  name: 'Bo Berg',
  owner: 'Bo Berg',
  whole: true,
};
const PUBLIC: Root = { kind: 'public', path: NEWS, href: `${NEWS}/`, name: 'News', owner: '', whole: false };

const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

function server(): FakeNetwork {
  const network = fakeNetwork();
  const rows = (from: number) => Array.from({ length: 3 }, (_, n) => message(from + n));
  addFolder(network, 'Inbox', rows(0), 'inbox');
  addFolder(network, 'Other', []);
  addFolder(network, 'bo', [], 'none', '/exchange');
  addFolder(network, 'Inbox', rows(10), 'none', '/exchange/bo');
  addFolder(network, 'Sent', rows(20), 'none', '/exchange/bo');
  addFolder(network, 'News', rows(30), 'none', '/public');
  return network;
}
const set = (bench: Bench, roots: readonly Root[]) =>
  bench.engine.handlers.calls['accounts.set'](
    { accounts: [{ id: ACCOUNT, name: 'Alex', roots }] },
    context(),
  );
async function begin(network: FakeNetwork, roots: readonly Root[] = [BO, PUBLIC]): Promise<Bench> {
  const bench = startBench(network.connect());
  running.push(bench);
  await set(bench, roots);
  await until(async () => (await bench.database.accounts.get(ACCOUNT))?.lastSyncAt !== null, 'first sync');
  return bench;
}
const idOf = (path: string) => `${ACCOUNT}|${path}`;
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
const watch = (bench: Bench, path: string) =>
  bench.engine.handlers.calls['folder.watch']({ folderId: idOf(path) }, context());
const paths = async (bench: Bench) =>
  (await bench.database.folders.toArray())
    .filter(({ root }) => root !== undefined)
    .map(({ path }) => path)
    .sort();
const held = (bench: Bench, path: string) =>
  bench.database.messages.filter(({ folderId }) => folderId === idOf(path)).count();
const open = async (bench: Bench, path: string) => {
  await watch(bench, path);
  await until(async () => (await held(bench, path)) === 3, `${path} is listed`);
};

describe('folders outside of the mailbox', () => {
  it('stand in the store, and no message of theirs is asked for before they are opened', async () => {
    const network = server();
    const bench = await begin(network);
    expect(await paths(bench)).toEqual([BO.path, SHARED, '/exchange/bo/Sent', NEWS].sort());
    await syncNow(bench);
    const asked = network.calls.filter((call) => /^messages.* \/(exchange\/bo|public)/.test(call));
    expect(asked).toEqual([]);
    await open(bench, SHARED);
    expect(network.calls.filter((call) => /^messages.* \/(exchange\/bo\/Sent|public)/.test(call))).toEqual(
      [],
    );
    expect(await bench.database.bodies.count()).toBe(0);
  });

  it('are kept in step once they were opened, also when nobody looks', async () => {
    const network = server();
    const bench = await begin(network);
    await open(bench, NEWS);
    await bench.engine.handlers.calls['folder.watch']({ folderId: INBOX }, context());
    network.folders.get(`${NEWS}/`)?.rows.push(message(39));
    await syncNow(bench);
    await until(async () => (await held(bench, NEWS)) === 4, 'the new post is here');
  });

  it('count what is unread here where the server does not', async () => {
    const network = server();
    const posts = network.folders.get(`${NEWS}/`)?.rows ?? [];
    posts.splice(0, 1, { ...message(30), read: false });
    const bench = await begin(network);
    await open(bench, NEWS);
    await syncNow(bench);
    expect((await bench.database.folders.get(idOf(NEWS)))?.unread).toBe(
      posts.filter(({ read }) => !read).length,
    );
  });

  it('stay where one does not answer, are told of once, and the account goes on', async () => {
    const network = server();
    const bench = await begin(network);
    await open(bench, SHARED);
    network.before = (method, what) => {
      if (method === 'roots.list' && what.startsWith('/exchange/bo'))
        failWith({ kind: 'forbidden', status: 403, sentence: 'No.' });
    };
    await syncNow(bench);
    expect(await held(bench, SHARED)).toBe(3);
    expect(await paths(bench)).toContain(NEWS);
    expect((await bench.database.accounts.get(ACCOUNT))?.connection).toBe('online');
    const told = (await bench.database.log.toArray()).filter(({ sentence }) => sentence === 'No.');
    expect(told.map(({ title }) => title)).toEqual(['Folder “Bo Berg, Bo Berg” cannot be read']);
  });

  it('leave the list again without a change on the server', async () => {
    const network = server();
    const bench = await begin(network);
    await open(bench, SHARED);
    const before = network.calls.length;
    await set(bench, [PUBLIC]);
    await until(async () => (await paths(bench)).length === 1, 'the mailbox is off the list');
    expect(await held(bench, SHARED)).toBe(0);
    const since = network.calls.slice(before).map((call) => call.split(' ')[0]);
    expect(since.filter((call) => /remove|move|create/.test(call ?? ''))).toEqual([]);
  });
});

describe('what is done in them', () => {
  const move = (bench: Bench, n: number, path: string) =>
    bench.engine.handlers.calls['messages.move'](
      { messageIds: [`${ACCOUNT}|/m/${n}`], folderId: idOf(path) },
      context(),
    );

  it('moves within one mailbox, and says why not between two', async () => {
    const network = server();
    const bench = await begin(network);
    await open(bench, SHARED);
    await expect(move(bench, 10, '/exchange/alex/Other')).rejects.toThrow('only within one mailbox');
    await expect(move(bench, 0, NEWS)).rejects.toThrow('only within one mailbox');
    expect(await bench.database.tasks.count()).toBe(0);
    await move(bench, 10, '/exchange/bo/Sent');
    await until(async () => (await bench.database.tasks.count()) === 0, 'it is moved');
    expect(network.folders.get('/exchange/bo/Sent/')?.rows).toHaveLength(4);
  });

  it('is given up and put back where the right is missing, with the sentence', async () => {
    const network = server();
    const bench = await begin(network);
    await open(bench, SHARED);
    network.flagResult = () => ({ kind: 'forbidden', status: 403, sentence: 'You may not (403).' });
    await move(bench, 10, '/exchange/bo/Sent');
    await until(async () => (await bench.database.tasks.count()) === 0, 'it is given up');
    expect(await held(bench, SHARED)).toBe(3);
    const told = (await bench.database.log.toArray()).find(
      ({ sentence }) => sentence === 'You may not (403).',
    );
    expect(told?.title).toBe('A change was given up');
  });

  it('is told once where a folder takes no read marks, however many messages are opened there', async () => {
    const network = server();
    const bench = await begin(network);
    await open(bench, SHARED);
    network.flagResult = () => ({ kind: 'forbidden', status: 403, sentence: 'You may not (403).' });
    for (const n of [10, 11, 12]) {
      const messageIds = [`${ACCOUNT}|/m/${n}`];
      const [row] = await bench.database.messages.bulkGet(messageIds);
      await bench.engine.handlers.calls['message.read']({ messageIds, read: !row?.read }, context());
      await until(async () => (await bench.database.tasks.count()) === 0, 'it is given up');
    }
    const told = (await bench.database.log.toArray()).map(({ sentence }) => sentence);
    expect(told.filter((sentence) => sentence === 'You may not (403).')).toHaveLength(1);
  });

  it('makes, renames and removes no folders there', async () => {
    const bench = await begin(server());
    const { calls } = bench.engine.handlers;
    const parentId = idOf('/exchange/bo');
    await expect(
      calls['folders.create']({ accountId: ACCOUNT, parentId, name: 'New' }, context()),
    ).rejects.toThrow('not in your mailbox');
    await expect(
      calls['folders.remove']({ folderId: idOf(SHARED), forGood: true }, context()),
    ).rejects.toThrow('not in your mailbox');
    await expect(
      calls['folders.place']({ folderId: idOf('/exchange/alex/Other'), parentId, name: 'Other' }, context()),
    ).rejects.toThrow('not in your mailbox');
  });
});
