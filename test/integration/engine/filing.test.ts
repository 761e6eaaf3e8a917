import { afterEach, describe, expect, it } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { RetinueDatabase } from '../../../renderer/store/database.ts';
import { type Filing, NO_FILING, type Rule } from '../../../shared/filing/filing.ts';
import { ask } from '../../mock-exchange/support/server.ts';
import { type Bench, context, daysAgree, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letters, startHouse, USER } from './house.ts';

const houses: House[] = [];
const benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.stop()));
  await Promise.all(houses.splice(0).map((house) => house.stop()));
});

const at = (name: string) => `${ACCOUNT}|/exchange/${USER}/${name}`;
const INBOX = at('Inbox');
const PROJECTS = at('Projects');

const toProjects: Rule = {
  id: 'r1',
  name: 'Projects',
  on: true,
  match: 'all',
  conditions: [{ on: 'subject', how: 'contains', text: 'Letter' }],
  actions: [{ kind: 'move', folderId: PROJECTS }, { kind: 'read' }, { kind: 'category', name: 'Work' }],
};
const RULES: Filing = { ...NO_FILING, rules: [toProjects] };

async function startMail(more: Parameters<typeof startHouse>[3] = {}): Promise<House> {
  const folders = [
    { name: 'Inbox', role: 'inbox', messages: await letters(6) },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: [] },
    { name: 'Other', messages: [] },
    { name: 'Junk E-mail', messages: [] },
  ] as const;
  const house = await startHouse(folders, 0, undefined, more);
  houses.push(house);
  return house;
}

/** Mail as it arrives now. */
async function deliver(
  house: House,
  n: number,
  from = '"Ada L" <ada@example.com>',
  more: readonly string[] = [],
): Promise<void> {
  const received = Date.now();
  const lines = [
    `From: ${from}`,
    'To: alex@example.com',
    `Subject: Letter ${n}`,
    `Date: ${new Date(received).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <new-${n}@example.com>`,
    ...more,
    'Content-Type: text/plain',
    '',
    `Number ${n}.`,
    '',
  ];
  const content = await contentOf(Buffer.from(lines.join('\r\n')));
  await house.mock.deliver(USER, { content, received, read: false });
}

async function begin(
  house: House,
  filing: Filing | null = RULES,
  database?: RetinueDatabase,
): Promise<Bench> {
  const bench = startBench(house.port().transport, database);
  benches.push(bench);
  const { calls } = bench.engine.handlers;
  if (filing) await calls['filing.set']({ filing }, context());
  await calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
  await until(async () => {
    const cursors = await bench.database.cursors.bulkGet([INBOX, PROJECTS]);
    return cursors.every((cursor) => cursor?.next === null);
  }, 'every folder complete');
  await syncNow(bench);
  return bench;
}
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
const settled = (bench: Bench) =>
  until(async () => {
    const tasks = await bench.database.tasks.toArray();
    const waiting = await bench.database.filed.where('waiting').startsWith(ACCOUNT).count();
    return waiting === 0 && tasks.every((task) => 'landed' in task);
  }, 'nothing waits');
async function look(bench: Bench): Promise<void> {
  await syncNow(bench);
  await settled(bench);
  await syncNow(bench);
  await until(async () => (await bench.database.tasks.count()) === 0, 'what moved is listed');
}
async function subjects(bench: Bench, folderId: string): Promise<readonly number[]> {
  const rows = (await bench.database.messages.toArray()).filter((row) => row.folderId === folderId);
  return rows.map(({ subject }) => Number(subject.replace('Letter ', ''))).sort((a, b) => a - b);
}
const onServer = ({ mock }: House) =>
  Object.fromEntries(mock.folders(USER).map(({ path, total }) => [path.split('/').pop(), total]));
const stop = async (bench: Bench) => {
  benches.splice(benches.indexOf(bench), 1);
  await bench.stop();
};
const givenUp = async (bench: Bench) =>
  (await bench.database.log.toArray()).filter(({ level }) => level !== 'info').map(({ title }) => title);

describe('rules on what arrives', () => {
  it('file new mail, and leave what was there at the first listing', async () => {
    const house = await startMail();
    const bench = await begin(house);
    expect(await subjects(bench, INBOX)).toEqual([0, 1, 2, 3, 4, 5]);
    await deliver(house, 10);
    await deliver(house, 11);
    await look(bench);
    expect(await subjects(bench, PROJECTS)).toEqual([10, 11]);
    expect(onServer(house)).toMatchObject({ Inbox: 6, Projects: 2 });
    const rows = (await bench.database.messages.toArray()).filter(({ folderId }) => folderId === PROJECTS);
    expect(rows.map(({ read, categories }) => ({ read, categories }))).toEqual([
      { read: true, categories: ['Work'] },
      { read: true, categories: ['Work'] },
    ]);
    const filed = await bench.database.filed.toArray();
    expect(filed.map(({ decision }) => decision?.verdicts[0]?.name)).toEqual(['Projects', 'Projects']);
    await daysAgree(bench.database);
  });

  it('a message that came back to the Inbox is not judged again, whoever brought it', async () => {
    const house = await startMail();
    const bench = await begin(house);
    await deliver(house, 10);
    await deliver(house, 11);
    await look(bench);
    const rows = (await bench.database.messages.toArray()).filter(({ folderId }) => folderId === PROJECTS);
    const [mine, theirs] = rows;
    const args = { messageIds: [mine?.id ?? ''], folderId: INBOX };
    await bench.engine.handlers.calls['messages.move'](args, context());
    const path = new URL(theirs?.href ?? '', house.mock.origin).pathname;
    const Destination = `${house.mock.origin}/exchange/${USER}/Inbox/back.eml`;
    const moved = await ask(house.mock, 'MOVE', path, { Destination });
    expect(moved.status).toBeLessThan(300);
    await look(bench);
    await look(bench);
    expect(onServer(house)).toMatchObject({ Inbox: 8, Projects: 0 });
    expect(await subjects(bench, PROJECTS)).toEqual([]);
  });

  it('wait until it is known what is laid down, over a crash', async () => {
    const house = await startMail();
    const before = await begin(house, null);
    await deliver(house, 10);
    await syncNow(before);
    expect(await before.database.filed.where('waiting').startsWith(ACCOUNT).count()).toBe(1);
    await stop(before);
    const bench = await begin(house, RULES, before.database);
    await look(bench);
    expect(await subjects(bench, PROJECTS)).toEqual([10]);
    expect(onServer(house)).toMatchObject({ Inbox: 6, Projects: 1 });
  });

  it('what was decided reaches the server once it can be reached', async () => {
    const house = await startMail();
    const bench = await begin(house);
    for (const method of ['MOVE', 'BMOVE'])
      house.mock.faults.add({
        where: { method },
        step: 'after-headers',
        what: { kind: 'reset' },
        howLong: { count: 1 },
      });
    await deliver(house, 10);
    await syncNow(bench);
    await until(async () => (await subjects(bench, PROJECTS)).length === 1, 'it is filed here');
    await stop(bench);
    const again = await begin(house, RULES, bench.database);
    await look(again);
    expect(onServer(house)).toMatchObject({ Inbox: 6, Projects: 1 });
    await daysAgree(again.database);
  });

  it('two programs with the same rules file a message once, and neither complains', async () => {
    const house = await startMail();
    const first = await begin(house);
    const second = await begin(house);
    for (const n of [10, 11, 12]) await deliver(house, n);
    await Promise.all([look(first), look(second)]);
    await Promise.all([look(first), look(second)]);
    expect(onServer(house)).toMatchObject({ Inbox: 6, Projects: 3 });
    expect(await subjects(first, PROJECTS)).toEqual([10, 11, 12]);
    expect(await subjects(second, PROJECTS)).toEqual([10, 11, 12]);
    expect(await givenUp(first)).toEqual([]);
    expect(await givenUp(second)).toEqual([]);
  });

  it('a blocked sender goes to the folder for junk, by its name where the server has no role for it', async () => {
    const house = await startMail();
    const filing = { ...RULES, junk: { level: 'off' as const, safe: [], blocked: ['@spam.test'] } };
    const bench = await begin(house, filing);
    await deliver(house, 10, '<win@prizes.spam.test>');
    await look(bench);
    expect(await subjects(bench, at('Junk E-mail'))).toEqual([10]);
  });

  it('a rule whose folder is gone leaves the message and says so', async () => {
    const house = await startMail();
    const gone = { ...toProjects, actions: [{ kind: 'move' as const, folderId: at('Nowhere') }] };
    const bench = await begin(house, { ...NO_FILING, rules: [gone] });
    await deliver(house, 10);
    await look(bench);
    expect(await subjects(bench, INBOX)).toContain(10);
    expect(await givenUp(bench)).toEqual(['A rule has no folder']);
  });
});

describe('a mailing list that only the header names', () => {
  const QUAY = ['List-Id: The quay <quay.lists.example.com>', 'Sender: quay-bounces@example.com'];
  const LISTS: Filing = {
    ...NO_FILING,
    lists: [
      {
        id: 'l1',
        name: 'The quay',
        on: true,
        address: '',
        listId: 'quay.lists.example.com',
        actions: [{ kind: 'move', folderId: PROJECTS }],
      },
    ],
    rules: [{ ...toProjects, actions: [{ kind: 'flag' }] }],
  };
  const fromList = (house: House, n: number) => deliver(house, n, undefined, QUAY);
  /** What was asked about single messages, besides their text. */
  const asked = ({ mock }: House) =>
    mock.journal
      .filter(({ method, path }) => method === 'BPROPFIND' || (method === 'PROPFIND' && /\.EML$/i.test(path)))
      .map(({ method }) => method);

  it('is asked of the server for what arrives, all at once, before anything is decided', async () => {
    const house = await startMail();
    const bench = await begin(house, LISTS);
    await fromList(house, 10);
    await look(bench);
    expect(await subjects(bench, PROJECTS)).toEqual([10]);
    expect(asked(house)).toEqual(['PROPFIND']);
    for (const n of [11, 12, 13]) await fromList(house, n);
    await deliver(house, 14);
    await look(bench);
    expect(await subjects(bench, PROJECTS)).toEqual([10, 11, 12, 13]);
    expect(await subjects(bench, INBOX)).toContain(14);
    expect(asked(house)).toEqual(['PROPFIND', 'BPROPFIND']);
    const rows = await bench.database.messages.toArray();
    expect(rows.filter(({ flagged }) => flagged).map(({ subject }) => subject)).toEqual(['Letter 14']);
    expect(await givenUp(bench)).toEqual([]);
  });

  it('is asked message by message where the server does not know the verb', async () => {
    const house = await startMail();
    house.mock.faults.add({
      where: { method: 'BPROPFIND' },
      step: 'after-headers',
      what: { kind: 'status', status: 404 },
    });
    const bench = await begin(house, LISTS);
    for (const n of [10, 11]) await fromList(house, n);
    await look(bench);
    for (const n of [12, 13]) await fromList(house, n);
    await look(bench);
    expect(await subjects(bench, PROJECTS)).toEqual([10, 11, 12, 13]);
    expect(asked(house).filter((method) => method === 'BPROPFIND')).toHaveLength(1);
  });

  it('is asked about nothing where nobody laid anything down about lists', async () => {
    const house = await startMail();
    const bench = await begin(house, {
      ...LISTS,
      lists: LISTS.lists.map((list) => ({ ...list, on: false })),
    });
    await fromList(house, 10);
    await look(bench);
    expect(await subjects(bench, INBOX)).toContain(10);
    expect(asked(house)).toEqual([]);
  });

  it('is done without where the server fails, and that is said once', async () => {
    const house = await startMail();
    const bench = await begin(house, LISTS);
    for (const method of ['PROPFIND', 'BPROPFIND'])
      house.mock.faults.add({
        where: { method, path: method === 'PROPFIND' ? '**/*.EML' : '**' },
        step: 'after-headers',
        what: { kind: 'status', status: 500 },
      });
    await fromList(house, 10);
    await look(bench);
    const row = (await bench.database.messages.toArray()).find(({ subject }) => subject === 'Letter 10');
    expect(row).toMatchObject({ folderId: INBOX, flagged: true });
    expect(await givenUp(bench)).toEqual(['Mailing lists of new mail are not known']);
  });

  it('is known from the listing on a plain server, and no more is asked', async () => {
    const house = await startMail({ personality: 'rfc4918' });
    const bench = await begin(house, LISTS);
    await fromList(house, 10);
    await look(bench);
    expect(await subjects(bench, PROJECTS)).toEqual([10]);
    expect(asked(house)).toEqual([]);
    const [row] = (await bench.database.messages.toArray()).filter(({ subject }) => subject === 'Letter 10');
    expect(row?.fields).toEqual({
      cc: '',
      sender: 'quay-bounces@example.com',
      listId: 'The quay <quay.lists.example.com>',
    });
  });
});

describe('rules on mail that is there', () => {
  it('say what they would do and change nothing, then do it, and one step takes it all back', async () => {
    const house = await startMail();
    const bench = await begin(house, NO_FILING);
    const { calls } = bench.engine.handlers;
    const { items, looked } = await calls['filing.preview']({ folderId: INBOX, filing: RULES }, context());
    expect(looked).toBe(6);
    expect(items.map(({ subject }) => subject)).toHaveLength(6);
    expect(await subjects(bench, PROJECTS)).toEqual([]);
    const { step, count } = await calls['filing.apply']({ items, filing: RULES }, context());
    expect(count).toBe(6);
    await look(bench);
    expect(onServer(house)).toMatchObject({ Inbox: 0, Projects: 6 });
    await calls['messages.undo']({ step: step ?? 0 }, context());
    await look(bench);
    expect(onServer(house)).toMatchObject({ Inbox: 6, Projects: 0 });
    const rows = await bench.database.messages.toArray();
    expect(rows.filter(({ read }) => !read)).toHaveLength(2);
    expect(rows.flatMap(({ categories }) => categories)).toEqual([]);
    await daysAgree(bench.database);
  });
});
