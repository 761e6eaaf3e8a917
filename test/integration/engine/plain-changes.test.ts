import { afterEach, describe, expect, it } from 'vitest';
import { ask, updateBody } from '../../mock-exchange/support/server.ts';
import { daysAgree } from '../../unit/engine/bench.ts';
import { openOffice } from '../in-step/office.ts';
import { ACCOUNT, letter, letters, startHouse, USER } from './house.ts';

const COUNT = 30;
const INBOX = `/exchange/${USER}/Inbox/`;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe.each([true, false])('ten changes on a plain server (RFC 6578: %s)', (SyncCollection) => {
  it('are taken over, and only the headers of what changed are fetched', async () => {
    const inbox = { name: 'Inbox', role: 'inbox' as const, messages: await letters(COUNT) };
    const more = { personality: 'rfc4918' as const, settings: { SyncCollection } };
    const house = await startHouse([inbox], 0, undefined, more);
    open.push(() => house.stop());
    const { mock } = house;
    const office = await openOffice(house, { restlessMs: 60_000 });
    open.push(async () => {
      await office.stop();
      await office.database.delete();
    });
    const look = async () => {
      const after = mock.journal.at(-1)?.id ?? 0;
      office.clock.pass(61_000);
      await office.sync();
      await office.settle();
      const own = mock.journal.filter(({ id, client }) => id > after && client === 'Retinue');
      return own.filter(({ path }) => decodeURI(path).startsWith(INBOX));
    };
    const change = async (round: number) => {
      const rows = await office.database.messages.where('id').startsWith(`${ACCOUNT}|${INBOX}`).toArray();
      const hrefs = rows.filter(({ read }) => !read).map(({ href }) => href);
      for (const href of hrefs.slice(0, 3)) await ask(mock, 'DELETE', href);
      const headers = { 'content-type': 'text/xml' };
      for (const href of hrefs.slice(3, 7))
        await ask(mock, 'PROPPATCH', href, headers, updateBody('<h:read>1</h:read>'));
      for (let n = 0; n < 3; n += 1) await mock.deliver(USER, await letter(500 + 10 * round + n, false));
      const gone = rows.filter(({ href }) => hrefs.slice(0, 3).includes(href)).map(({ id }) => id);
      return { gone, read: rows.filter(({ href }) => hrefs.slice(3, 7).includes(href)).map(({ id }) => id) };
    };
    await office.quiet();
    // The folder gets its mark with its first change.
    await change(0);
    await look();
    const { gone, read } = await change(1);
    const asked = await look();
    const { messages } = office.database;
    expect(await messages.count()).toBe(COUNT);
    expect((await messages.bulkGet(gone)).filter(Boolean)).toEqual([]);
    expect((await messages.bulkGet(read)).map((row) => row?.read)).toEqual(read.map(() => true));
    expect((await messages.toArray()).filter(({ subject }) => /^Letter 51\d$/.test(subject))).toHaveLength(3);
    await daysAgree(office.database);
    // Seven headers, and at most the bodies of the three new ones, which are fetched ahead of their reader.
    expect(asked.filter(({ method }) => method === 'GET').length).toBeLessThanOrEqual(7 + 3);
    expect(asked.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual([
      SyncCollection ? 'REPORT' : 'PROPFIND',
    ]);
    expect((await look()).length).toBe(1);
  }, 60_000);
});
