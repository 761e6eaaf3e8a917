import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { ask } from '../../mock-exchange/support/server.ts';
import { type Bench, context, daysAgree, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letters, PASSWORD, startHouse, USER } from './house.ts';

const houses: House[] = [];
const benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.stop()));
  await Promise.all(houses.splice(0).map((house) => house.stop()));
});

const TRASH = `${ACCOUNT}|/exchange/${USER}/Deleted Items`;
const INBOX = `${ACCOUNT}|/exchange/${USER}/Inbox`;
const PROJECTS = `${ACCOUNT}|/exchange/${USER}/Projects`;

async function begin(count = 30): Promise<{ house: House; bench: Bench }> {
  const house = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: await letters(count) },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: [] },
  ]);
  houses.push(house);
  const bench = startBench(house.port().transport);
  benches.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
  await until(async () => {
    const cursors = await bench.database.cursors.bulkGet([INBOX, TRASH, PROJECTS]);
    return cursors.every((cursor) => cursor?.next === null);
  }, 'every folder complete');
  await syncNow(bench);
  return { house, bench };
}
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
async function offline(bench: Bench, house: House): Promise<void> {
  house.setAccount('http://127.0.0.1:9');
  await syncNow(bench);
  await until(
    async () => (await bench.database.accounts.get(ACCOUNT))?.connection === 'offline',
    'the account offline',
  );
}
async function online(bench: Bench, house: House): Promise<void> {
  house.setAccount();
  await syncNow(bench);
  await until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
  await syncNow(bench);
}
async function subjects(bench: Bench, folderId: string): Promise<readonly number[]> {
  const rows = (await bench.database.messages.toArray()).filter((row) => row.folderId === folderId);
  return rows.map(({ subject }) => Number(subject.replace('Letter ', ''))).sort((a, b) => a - b);
}
async function ids(bench: Bench, numbers: readonly number[]): Promise<string[]> {
  const rows = await bench.database.messages.toArray();
  return numbers.map((n) => rows.find(({ subject }) => subject === `Letter ${n}`)?.id ?? '');
}
async function move(bench: Bench, numbers: readonly number[], folderId: string) {
  const messageIds = await ids(bench, numbers);
  return await bench.engine.handlers.calls['messages.move']({ messageIds, folderId }, context());
}
const onServer = ({ mock }: House) =>
  Object.fromEntries(mock.folders(USER).map(({ path, total }) => [path.split('/').pop(), total]));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const rule = (method: string, step: RuleInput['step'], what: RuleInput['what']): RuleInput => ({
  where: { method },
  step,
  what,
  howLong: { count: 1 },
});

describe('changes of places with a server', () => {
  it('twenty offline reach the server in a few requests, and a message deleted there is told once', async () => {
    const { house, bench } = await begin();
    await offline(bench, house);
    for (const n of range(0, 10)) await move(bench, [n], TRASH);
    for (const n of range(10, 16)) await move(bench, [n], PROJECTS);
    const messageIds = await ids(bench, range(16, 20));
    await bench.engine.handlers.calls['messages.remove']({ messageIds }, context());
    expect(await subjects(bench, INBOX)).toEqual(range(20, 30));
    const gone = await ask(house.mock, 'DELETE', `/exchange/${USER}/Inbox/Letter%205.EML`);
    expect(gone.status).toBeLessThan(300);
    house.mock.clearJournal();
    await online(bench, house);
    expect(onServer(house)).toMatchObject({ Inbox: 10, 'Deleted Items': 9, Projects: 6 });
    expect(await subjects(bench, INBOX)).toEqual(range(20, 30));
    expect(await subjects(bench, TRASH)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9]);
    expect(await subjects(bench, PROJECTS)).toEqual(range(10, 16));
    const verbs = house.mock.journal.map(({ method }) => method).filter((each) => /MOVE|DELETE/.test(each));
    expect(verbs.filter((each) => each !== 'MOVE')).toEqual(['BMOVE', 'BMOVE', 'BDELETE']);
    const given = (await bench.database.log.toArray()).filter(({ title }) => title.includes('given up'));
    expect(given).toHaveLength(1);
    await daysAgree(bench.database);
  });

  it.each<[string, readonly RuleInput[]]>([
    ['BMOVE is not known', [rule('BMOVE', 'before-read', { kind: 'status', status: 501 })]],
    ['the answer is lost after the move', [rule('BMOVE', 'after-commit-before-reply', { kind: 'reset' })]],
    ['the request is lost before it', [rule('BMOVE', 'after-headers', { kind: 'reset' })]],
    [
      'the server fails after the move',
      [rule('BMOVE', 'after-commit-before-reply', { kind: 'status', status: 500 })],
    ],
    [
      'a network wants a sign-in and answers with its page',
      [rule('BMOVE', 'after-headers', { kind: 'login-page' })],
    ],
    [
      'the answer to the move is cut short',
      [rule('BMOVE', 'after-commit-before-reply', { kind: 'malformed-xml' })],
    ],
  ])('every message is there once where %s', async (_, rules) => {
    const { house, bench } = await begin(8);
    for (const each of rules) house.mock.faults.add(each);
    await move(bench, [1, 2, 3], TRASH);
    await until(async () => {
      await syncNow(bench);
      return (await bench.database.tasks.count()) === 0;
    }, 'no task waits');
    await syncNow(bench);
    expect(onServer(house)).toMatchObject({ Inbox: 5, 'Deleted Items': 3 });
    expect(await subjects(bench, INBOX)).toEqual([0, 4, 5, 6, 7]);
    expect(await subjects(bench, TRASH)).toEqual([1, 2, 3]);
    const given = (await bench.database.log.toArray()).filter(({ title }) => title.includes('given up'));
    expect(given).toEqual([]);
  });

  it('goes on where the answer to a move was lost and the folder that was left is gone since', async () => {
    const { house, bench } = await begin(4);
    await move(bench, [1], PROJECTS);
    await until(async () => (await bench.database.tasks.count()) === 0, 'it is in its folder');
    await syncNow(bench);
    house.mock.faults.add(rule('MOVE', 'after-commit-before-reply', { kind: 'status', status: 500 }));
    await move(bench, [1], TRASH);
    await until(async () => onServer(house)['Deleted Items'] === 1, 'the server has carried it out');
    await offline(bench, house);
    const gone = await ask(house.mock, 'DELETE', `/exchange/${USER}/Projects`);
    expect(gone.status).toBeLessThan(300);
    await move(bench, [1], INBOX);
    await online(bench, house);
    expect(onServer(house)).toMatchObject({ Inbox: 4, 'Deleted Items': 0 });
    expect(await subjects(bench, INBOX)).toEqual(range(0, 4));
    const given = (await bench.database.log.toArray()).filter(({ title }) => title.includes('given up'));
    expect(given).toEqual([]);
    await daysAgree(bench.database);
  });

  it('is not taken for moved because a network answers with its sign-in page', async () => {
    const { house, bench } = await begin(4);
    house.mock.faults.add(rule('MOVE', 'after-headers', { kind: 'login-page' }));
    await move(bench, [1], TRASH);
    await until(async () => {
      await syncNow(bench);
      return (await bench.database.tasks.count()) === 0;
    }, 'no task waits');
    expect(onServer(house)).toMatchObject({ Inbox: 3, 'Deleted Items': 1 });
  });

  it('is taken back after the server has carried it out', async () => {
    const { house, bench } = await begin(8);
    const { step } = await move(bench, [1, 2], TRASH);
    await until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
    expect(onServer(house)).toMatchObject({ Inbox: 6, 'Deleted Items': 2 });
    await bench.engine.handlers.calls['messages.undo']({ step: step ?? 0 }, context());
    await until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
    await syncNow(bench);
    expect(onServer(house)).toMatchObject({ Inbox: 8, 'Deleted Items': 0 });
    expect(await subjects(bench, INBOX)).toEqual(range(0, 8));
    await daysAgree(bench.database);
  });

  it('stays as it is where the password is wrong, and goes on with the right one', async () => {
    const { house, bench } = await begin(4);
    house.setAccount(house.mock.origin, 'wrong');
    await syncNow(bench);
    await move(bench, [1], TRASH);
    expect(await subjects(bench, TRASH)).toEqual([1]);
    house.setAccount(house.mock.origin, PASSWORD);
    await online(bench, house);
    expect(onServer(house)).toMatchObject({ Inbox: 3, 'Deleted Items': 1 });
  });
});
