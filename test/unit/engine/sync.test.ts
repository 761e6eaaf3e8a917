import { afterEach, describe, expect, it } from 'vitest';
import { addFolder, failWith, fakeNetwork, message } from './fake-network.ts';
import { type Clock, systemClock } from '../../../renderer/engine/clock.ts';
import { ACCOUNT, type Bench, context, daysAgree, INBOX, startBench, until } from './bench.ts';

const accounts = [{ id: ACCOUNT, name: 'Alex' }];
const running: Bench[] = [];
const begin = async (...args: Parameters<typeof startBench>): Promise<Bench> => {
  const bench = startBench(...args);
  running.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts }, context());
  return bench;
};
const settled = (bench: Bench) =>
  until(async () => {
    const state = await bench.database.accounts.get(ACCOUNT);
    const cursors = await bench.database.cursors.toArray();
    return (
      state?.lastSyncAt !== null && cursors.length > 0 && cursors.every((cursor) => cursor.next === null)
    );
  }, 'every folder complete');
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, n) => message(from + n));

afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

describe('first pass', () => {
  it('brings every message of every folder into the store, once', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', [...rows(700), message(5000, { date: null })], 'inbox');
    addFolder(network, 'Sent', rows(30, 10_000), 'sent');
    addFolder(network, 'Empty', []);
    const bench = await begin(network.connect());
    await settled(bench);
    expect(await bench.database.messages.count()).toBe(731);
    expect(await bench.database.messages.where('[folderId+unread]').equals([INBOX, 1]).count()).toBe(
      rows(700).filter((row) => !row.read).length,
    );
    await daysAgree(bench.database);
    expect((await bench.database.accounts.get(ACCOUNT))?.connection).toBe('online');
  });

  it('begins with the Inbox and lets no folder starve', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Archive', rows(1000, 10_000));
    addFolder(network, 'Inbox', rows(1000), 'inbox');
    addFolder(network, 'Notes', rows(10, 50_000));
    const bench = await begin(network.connect());
    await settled(bench);
    const pages = network.calls
      .filter((call) => call.startsWith('messages.page'))
      .map((call) => call.split('/')[3]);
    expect(pages[0]).toBe('Inbox');
    expect(new Set(pages.slice(0, 5))).toEqual(new Set(['Inbox', 'Archive', 'Notes']));
  });

  it('goes on from the cursor when it was stopped in the middle', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(2000), 'inbox');
    const first = await begin(network.connect());
    await until(async () => (await first.database.messages.count()) >= 500, 'two pages');
    await first.stop();
    const before = await first.database.messages.count();
    expect(before).toBeLessThan(2000);
    network.calls.length = 0;
    const second = await begin(network.connect(), first.database);
    await settled(second);
    expect(await second.database.messages.count()).toBe(2000);
    const pages = network.calls.filter((call) => call.startsWith('messages.page'));
    expect(pages.filter((call) => call.includes('top'))).toHaveLength(1); // one look at what is new
    expect(pages.length).toBeLessThanOrEqual(2 + Math.ceil((2000 - before) / 250));
    await daysAgree(second.database);
  });

  it('shows what came while it was stopped in the middle before it lists the rest', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(4000), 'inbox');
    const first = await begin(network.connect());
    await until(async () => (await first.database.messages.count()) >= 500, 'two pages');
    await first.stop();
    network.folders.get('/exchange/alex/Inbox/')?.rows.push(message(9000));
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let pages = 0;
    network.before = (method) => {
      pages += method === 'messages.page' ? 1 : 0;
      return pages > 2 ? held : undefined;
    };
    const second = await begin(network.connect(), first.database);
    await until(
      async () => (await second.database.messages.get(`${ACCOUNT}|/m/9000`)) !== undefined,
      'the new message',
    );
    release();
    await settled(second);
    expect(await second.database.messages.count()).toBe(4001);
  });

  it('goes on over a new port when the network process dies in mid-page', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(1500), 'inbox');
    const dying = network.connect();
    let pages = 0;
    const hang = new Promise<void>(() => {});
    network.before = (method) => {
      if (method !== 'messages.page') return;
      pages += 1;
      if (pages === 3) return hang;
    };
    const bench = await begin(dying);
    await until(() => Promise.resolve(pages >= 3), 'the third page');
    bench.link.attach(network.connect());
    await settled(bench);
    expect(await bench.database.messages.count()).toBe(1500);
    expect((await bench.database.accounts.get(ACCOUNT))?.failure).toBeNull();
    await daysAgree(bench.database);
  });
});

describe('changes on the server', () => {
  it('takes over new, read, deleted and moved messages', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(400), 'inbox');
    addFolder(network, 'Later', []);
    const bench = await begin(network.connect());
    await settled(bench);
    const inbox = network.folders.get('/exchange/alex/Inbox/');
    const later = network.folders.get('/exchange/alex/Later/');
    if (!inbox || !later) throw new Error('no folders');
    const [moved] = inbox.rows.splice(100, 1);
    inbox.rows.splice(200, 3);
    inbox.rows = inbox.rows.map((row) => (row.key === '/m/0' ? { ...row, read: true } : row));
    inbox.rows = inbox.rows.map((row) => (row.key === '/m/1' ? { ...row, read: false } : row));
    inbox.rows.push(message(9000, { read: false }));
    if (moved) later.rows.push({ ...moved, href: '/exchange/alex/Later/100.EML' });
    await syncNow(bench);
    const ids = await bench.database.messages
      .where('[folderId+nd]')
      .between([INBOX, -Infinity], [INBOX, Infinity])
      .primaryKeys();
    expect(new Set(ids)).toEqual(new Set(inbox.rows.map((row) => `${ACCOUNT}|${row.key}`)));
    expect((await bench.database.messages.get(`${ACCOUNT}|/m/100`))?.folderId).toBe(
      `${ACCOUNT}|/exchange/alex/Later`,
    );
    expect((await bench.database.messages.get(`${ACCOUNT}|/m/0`))?.read).toBe(true);
    expect((await bench.database.messages.get(`${ACCOUNT}|/m/1`))?.read).toBe(false);
    expect((await bench.database.folders.get(INBOX))?.unread).toBe(
      inbox.rows.filter((row) => !row.read).length,
    );
    await daysAgree(bench.database);
  });

  it('polls on when the clock was set back by a day', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(10), 'inbox');
    let now = Date.UTC(2026, 5, 2);
    let timer = new AbortController();
    const wait: Clock['wait'] = (_ms, signal) =>
      systemClock().wait(1e9, AbortSignal.any([signal, timer.signal]));
    const clock: Clock = { ...systemClock(), now: () => now, wait };
    const bench = await begin(network.connect(), undefined, clock);
    await settled(bench);
    const lists = () => network.calls.filter((call) => call.startsWith('folders.list')).length;
    const before = lists();
    now -= 86_400_000;
    await until(async () => {
      timer.abort(); // the time that was to be waited has passed
      timer = new AbortController();
      return lists() > before;
    }, 'another poll');
  });

  it('finds an old message that another program moved in', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(600, 100), 'inbox');
    const bench = await begin(network.connect());
    await settled(bench);
    network.folders.get('/exchange/alex/Inbox/')?.rows.push(message(3));
    await syncNow(bench);
    expect(await bench.database.messages.get(`${ACCOUNT}|/m/3`)).toBeDefined();
    await daysAgree(bench.database);
  });

  it('drops folders that are gone, with everything in them', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(10), 'inbox');
    addFolder(network, 'Old', rows(900, 1000));
    const bench = await begin(network.connect());
    await settled(bench);
    network.folders.delete('/exchange/alex/Old/');
    await syncNow(bench);
    expect(await bench.database.messages.count()).toBe(10);
    expect(await bench.database.folders.count()).toBe(1);
    expect(await bench.database.cursors.count()).toBe(1);
    await daysAgree(bench.database);
  });

  it('drops none because of a list that was cut, or that has no Inbox, and says so once', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(10), 'inbox');
    addFolder(network, 'Old', rows(5, 1000));
    const bench = await begin(network.connect());
    await settled(bench);
    const old = network.folders.get('/exchange/alex/Old/');
    network.folders.delete('/exchange/alex/Old/');
    network.foldersEnd = { cutAt: 1 };
    await syncNow(bench);
    await syncNow(bench);
    expect(await bench.database.messages.count()).toBe(15);
    network.foldersEnd = null;
    network.folders.delete('/exchange/alex/Inbox/');
    if (old) network.folders.set('/exchange/alex/Old/', old);
    await syncNow(bench);
    expect(await bench.database.messages.count()).toBe(15);
    const told = (await bench.database.log.toArray()).map(({ sentence }) => sentence);
    expect(told.filter((each) => each.includes('more than 1 folders'))).toHaveLength(1);
    expect(told.filter((each) => each.includes('without the Inbox'))).toHaveLength(1);
  });

  it('asks nothing of a folder that says that nothing changed', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(10), 'inbox');
    const bench = await begin(network.connect());
    await settled(bench);
    network.calls.length = 0;
    await syncNow(bench);
    expect(network.calls.filter((call) => !call.startsWith('message.body'))).toEqual(['folders.list']);
  });
});

describe('trouble', () => {
  it('is offline, tries again by itself and catches up', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(10), 'inbox');
    const bench = await begin(network.connect());
    await settled(bench);
    let down = true;
    network.before = () => (down ? failWith({ kind: 'offline', detail: 'ECONNREFUSED' }) : undefined);
    network.folders.get('/exchange/alex/Inbox/')?.rows.push(message(77));
    await syncNow(bench);
    const state = await bench.database.accounts.get(ACCOUNT);
    expect(state?.connection).toBe('offline');
    expect(state?.nextTryAt).not.toBeNull();
    down = false;
    await until(async () => (await bench.database.messages.count()) === 11, 'catching up');
    expect((await bench.database.accounts.get(ACCOUNT))?.connection).toBe('online');
    const log = await bench.database.log.toArray();
    expect(log.map((line) => line.title)).toEqual(['Offline', 'Connected again']);
  });

  it('asks once with a wrong password, then waits for the person', async () => {
    const network = fakeNetwork();
    network.before = () => failWith({ kind: 'unauthorized', status: 401 });
    const bench = await begin(network.connect());
    await until(
      async () => (await bench.database.accounts.get(ACCOUNT))?.connection === 'sign-in',
      'sign-in',
    );
    expect(network.calls).toEqual(['account.open']);
    expect((await bench.database.accounts.get(ACCOUNT))?.nextTryAt).toBeNull();
    addFolder(network, 'Inbox', rows(3), 'inbox');
    network.before = () => {};
    await syncNow(bench);
    await settled(bench);
    expect(await bench.database.messages.count()).toBe(3);
  });

  it('asks nothing of a server that is paused until it is resumed, and calls that no fault', async () => {
    const network = fakeNetwork();
    network.before = () => failWith({ kind: 'paused' });
    const bench = await begin(network.connect());
    const connection = async () => (await bench.database.accounts.get(ACCOUNT))?.connection;
    await until(async () => (await connection()) === 'paused', 'the pause');
    expect(network.calls).toEqual(['account.open']);
    expect((await bench.database.accounts.get(ACCOUNT))?.nextTryAt).toBeNull();
    addFolder(network, 'Inbox', rows(3), 'inbox');
    network.before = () => {};
    await syncNow(bench);
    await settled(bench);
    expect(await connection()).toBe('online');
    expect(await bench.database.log.count()).toBe(0);
  });

  it('is refused by a server that is no mail server', async () => {
    const network = fakeNetwork();
    network.before = () => failWith({ kind: 'unsupported' });
    const bench = await begin(network.connect());
    await until(
      async () => (await bench.database.accounts.get(ACCOUNT))?.connection === 'refused',
      'refusal',
    );
  });

  it('does not let one sick folder hold up the others', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(5), 'inbox');
    addFolder(network, 'Sick', rows(5, 100));
    addFolder(network, 'Well', rows(5, 200));
    network.before = (method, folder) =>
      method === 'messages.page' && folder.includes('Sick')
        ? failWith({ kind: 'server-fault', status: 500 })
        : undefined;
    const bench = await begin(network.connect());
    await until(async () => (await bench.database.messages.count()) === 10, 'the healthy folders');
    await until(async () => (await bench.database.accounts.get(ACCOUNT))?.connection === 'online', 'online');
    expect(await bench.database.log.count()).toBe(1);
  });

  it('forgets an account that was removed, and nothing of another', async () => {
    const network = fakeNetwork();
    addFolder(network, 'Inbox', rows(5), 'inbox');
    const bench = await begin(network.connect());
    await settled(bench);
    await bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: 'alex2', name: 'B' }] }, context());
    await until(async () => (await bench.database.messages.count()) === 5, 'the second account');
    const owners = new Set((await bench.database.messages.toArray()).map((row) => row.accountId));
    expect(owners).toEqual(new Set(['alex2']));
    await daysAgree(bench.database);
  });
});
