import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/network/clock.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import { type Bench, context, daysAgree, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letter, letters, PASSWORD, startHouse, USER } from './house.ts';

const houses: House[] = [];
const benches: Bench[] = [];

async function mailbox(inbox = 600): Promise<House> {
  const house = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: await letters(inbox) },
    {
      name: 'Projects',
      messages: await letters(300, 10_000),
      folders: [{ name: 'Æther & Co', messages: await letters(5, 20_000) }],
    },
  ]);
  houses.push(house);
  return house;
}
function start(house: House, database?: Bench['database']): Bench {
  const bench = startBench(house.port().transport, database);
  benches.push(bench);
  return bench;
}
const set = (bench: Bench) =>
  bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
const account = (bench: Bench) => bench.database.accounts.get(ACCOUNT);
const complete = (bench: Bench) =>
  until(async () => {
    const cursors = await bench.database.cursors.toArray();
    const folders = await bench.database.folders.count();
    return folders > 0 && cursors.length === folders && cursors.every((cursor) => cursor.next === null);
  }, `every folder complete`);
const inboxOf = async (bench: Bench) => {
  const folder = (await bench.database.folders.toArray()).find(({ role }) => role === 'inbox');
  if (!folder) throw new Error('no Inbox');
  return folder;
};
const total = (house: House) => house.mock.folders(USER).reduce((sum, folder) => sum + folder.total, 0);

afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.stop()));
  await Promise.all(houses.splice(0).map((house) => house.stop()));
});

describe('engine, network process and server together', () => {
  it('brings the whole mailbox over, and opens a message', async () => {
    const house = await mailbox();
    const bench = start(house);
    await set(bench);
    await complete(bench);
    expect(await bench.database.messages.count()).toBe(total(house));
    expect((await account(bench))?.server).toMatch(/Exchange/);
    const inbox = await inboxOf(bench);
    expect([inbox.total, inbox.unread]).toEqual([600, 150]);
    await daysAgree(bench.database);
    const [newest] = await bench.database.messages
      .where('[folderId+nd]')
      .between([inbox.id, -Infinity], [inbox.id, Infinity])
      .limit(1)
      .toArray();
    const opened = await bench.engine.handlers.calls['message.open'](
      { messageId: newest?.id ?? '' },
      context(),
    );
    expect(opened).toMatchObject({ subject: 'Letter 599', notes: [], whole: true });
    expect(opened.text?.trim()).toBe('This is letter 599.');
    expect(opened.date).toBe(Date.UTC(2026, 0, 1) + 599 * 60_000);
  });

  it('is stopped in mid-sync and goes on: nothing twice, nothing missing', async () => {
    const house = await mailbox(2000);
    const first = start(house);
    await set(first);
    await until(async () => (await first.database.messages.count()) >= 500, 'some pages');
    await first.stop();
    expect(await first.database.messages.count()).toBeLessThan(total(house));
    await daysAgree(first.database);
    const second = start(house, first.database);
    await set(second);
    await complete(second);
    expect(await second.database.messages.count()).toBe(total(house));
    await daysAgree(second.database);
  });

  it('loses its port in mid-page and goes on over a new one', async () => {
    const house = await mailbox(2000);
    const bench = startBench(house.port().transport);
    benches.push(bench);
    await set(bench);
    await until(async () => (await bench.database.messages.count()) >= 250, 'the first page');
    bench.link.attach(house.port().transport);
    await until(async () => (await bench.database.messages.count()) >= 1000, 'more pages');
    bench.link.attach(house.port().transport);
    await complete(bench);
    expect(await bench.database.messages.count()).toBe(total(house));
    expect((await account(bench))?.failure).toBeNull();
    await daysAgree(bench.database);
  });

  it('shows new mail, and read flags go both ways', async () => {
    const house = await mailbox(20);
    const bench = start(house);
    await set(bench);
    await complete(bench);
    await house.mock.deliver(USER, await letter(5000, false));
    await syncNow(bench);
    const fresh = await bench.database.messages.filter((row) => row.subject === 'Letter 5000').first();
    expect(fresh?.read).toBe(false);
    const messageIds = [fresh?.id ?? ''];
    await bench.engine.handlers.calls['message.read']({ messageIds, read: true }, context());
    await until(async () => (await bench.database.tasks.count()) === 0, 'the server knows');
    expect(house.mock.folders(USER).find(({ total: all }) => all === 21)?.unread).toBe(5);
    await setReadElsewhere(house, fresh?.href ?? '', false);
    await syncNow(bench);
    expect((await bench.database.messages.get(messageIds[0] ?? ''))?.read).toBe(false);
    expect((await inboxOf(bench)).unread).toBe(6);
    await daysAgree(bench.database);
  });

  it('shows new mail within seconds, because the server says that there is some', async () => {
    // The server is asked what it has to tell twice a second instead of every ten.
    const after: typeof systemClock.after = (ms, act) =>
      systemClock.after(ms === LIMITS.newsPollMs ? 500 : ms, act);
    const folders = [{ name: 'Inbox', role: 'inbox' as const, messages: await letters(3) }];
    const house = await startHouse(folders, 0, { ...systemClock, after });
    houses.push(house);
    const bench = start(house);
    await set(bench);
    await complete(bench);
    const polls = () => house.mock.journal.filter(({ method }) => method === 'POLL').length;
    await until(async () => polls() > 1, 'the server is asked');
    const began = Date.now();
    await house.mock.deliver(USER, await letter(5000, false));
    await until(async () => (await bench.database.messages.count()) === 4, 'the new one');
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('notices what another program deleted', async () => {
    const house = await mailbox(20);
    const bench = start(house);
    await set(bench);
    await complete(bench);
    const row = await bench.database.messages.filter(({ subject }) => subject === 'Letter 7').first();
    await elsewhere(house, 'DELETE', row?.href ?? '');
    await syncNow(bench);
    expect(await bench.database.messages.get(row?.id ?? '')).toBeUndefined();
    expect(await bench.database.messages.count()).toBe(324);
    await daysAgree(bench.database);
  });

  it('asks one question a poll when nothing changed', async () => {
    const house = await mailbox(20);
    const bench = start(house);
    await set(bench);
    await complete(bench);
    await until(async () => (await bench.database.bodies.count()) === 20, 'idle work done');
    await syncNow(bench);
    house.mock.clearJournal();
    await syncNow(bench);
    expect(house.mock.journal.map(({ method }) => method)).toEqual(['SEARCH']);
  });

  it('is offline while the server is away, reads what it read, and catches up by itself', async () => {
    const house = await mailbox(20);
    const bench = start(house);
    await set(bench);
    await complete(bench);
    const row = await bench.database.messages.filter(({ subject }) => subject === 'Letter 19').first();
    const open = () => bench.engine.handlers.calls['message.open']({ messageId: row?.id ?? '' }, context());
    await open();
    await house.mock.stop();
    await syncNow(bench);
    expect((await account(bench))?.connection).toBe('offline');
    expect((await open()).text?.trim()).toBe('This is letter 19.');
    const back = await startHouse(
      [{ name: 'Inbox', role: 'inbox', messages: [...(await letters(20)), await letter(6000)] }],
      house.mock.port,
    );
    houses.push(back);
    await bench.engine.handlers.calls['folder.watch']({ folderId: (await inboxOf(bench)).id }, context());
    await until(async () => (await account(bench))?.connection === 'online', 'online again');
    await until(async () => (await bench.database.messages.count()) === 21, 'the mail of the meantime');
    await daysAgree(bench.database);
  });

  it('tries a wrong password once, and goes on when main has a new one', async () => {
    const house = await mailbox(20);
    house.setAccount(house.mock.origin, 'wrong');
    const bench = start(house);
    await set(bench);
    await until(async () => (await account(bench))?.connection === 'sign-in', 'sign-in');
    const refused = house.mock.journal.filter(({ status }) => status === 401).length;
    expect(refused).toBeLessThanOrEqual(1);
    house.setAccount(house.mock.origin, PASSWORD);
    await complete(bench);
    expect((await account(bench))?.connection).toBe('online');
  });
});

const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

/** What another mail program does. */
async function elsewhere(house: House, method: string, href: string, body?: string): Promise<void> {
  const url = new URL(href, house.mock.origin);
  const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'text/xml' }) };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  await answer.text();
  if (!answer.ok) throw new Error(`${method} ${answer.status}`);
}

function setReadElsewhere(house: House, href: string, read: boolean): Promise<void> {
  const property = `<h:read b:dt="boolean">${read ? 1 : 0}</h:read>`;
  const body = `<?xml version="1.0"?><D:propertyupdate xmlns:D="DAV:" xmlns:h="urn:schemas:httpmail:" xmlns:b="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/"><D:set><D:prop>${property}</D:prop></D:set></D:propertyupdate>`;
  return elsewhere(house, 'PROPPATCH', href, body);
}
