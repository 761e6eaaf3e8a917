import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { type Bench, context, daysAgree, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letters, startHouse, USER } from './house.ts';

const houses: House[] = [];
const benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.stop()));
  await Promise.all(houses.splice(0).map((house) => house.stop()));
});

const at = (name: string) => `${ACCOUNT}|/exchange/${USER}/${name}`;
async function begin() {
  const house = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: await letters(5) },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
    { name: 'Projects', messages: await letters(3, 100) },
  ]);
  houses.push(house);
  const bench = startBench(house.port().transport);
  benches.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
  await until(async () => (await bench.database.messages.count()) === 8, 'every message');
  await syncNow(bench);
  return { house, bench, calls: bench.engine.handlers.calls };
}
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
async function offline(bench: Bench, house: House): Promise<void> {
  house.setAccount('http://127.0.0.1:9');
  await syncNow(bench);
}
async function online(bench: Bench, house: House): Promise<void> {
  house.setAccount();
  await until(async () => {
    await syncNow(bench);
    return (await bench.database.tasks.count()) + (await bench.database.folderTasks.count()) === 0;
  }, 'nothing waits');
  await syncNow(bench);
}
/** By their names, with what is in each; without those that every mailbox has, and that stay empty here. */
async function here({ database }: Bench) {
  const rows = (await database.folders.toArray()).filter(
    ({ removed, name }) => !removed && !['Drafts', 'Outbox', 'Sent Items'].includes(name),
  );
  const messages = await database.messages.toArray();
  const own = (id: string) => messages.filter(({ folderId }) => folderId === id).length;
  return Object.fromEntries(rows.map(({ id, name }) => [name, own(id)]));
}
const lost = (method: string): RuleInput => ({
  where: { method },
  step: 'after-commit-before-reply',
  what: { kind: 'reset' },
  howLong: { count: 1 },
});

describe('folders', () => {
  it('that were made, renamed and filled offline are so on the server, also where answers are lost', async () => {
    const { house, bench, calls } = await begin();
    await offline(bench, house);
    const made = await calls['folders.create'](
      { accountId: ACCOUNT, parentId: null, name: 'Æ/b & c' },
      context(),
    );
    const renamed = { folderId: at('Projects'), parentId: made.folderId, name: 'Prøver' };
    await calls['folders.place'](renamed, context());
    const some = (await bench.database.messages.toArray()).filter(({ folderId }) => folderId === at('Inbox'));
    const messageIds = some.slice(0, 2).map(({ id }) => id);
    await calls['messages.move']({ messageIds, folderId: made.folderId }, context());
    const inside = (await bench.database.messages.toArray()).find(
      ({ folderId }) => folderId === at('Projects'),
    );
    await calls['messages.flag']({ messageIds: [inside?.id ?? ''], flagged: true }, context());
    const wanted = { Inbox: 3, 'Deleted Items': 0, 'Æ/b & c': 2, Prøver: 3 };
    expect(await here(bench)).toEqual(wanted);
    for (const method of ['MKCOL', 'MOVE']) house.mock.faults.add({ id: method, ...lost(method) });
    await online(bench, house);
    expect(await here(bench)).toEqual(wanted);
    await daysAgree(bench.database);
    const there = house.mock.folders(USER).map(({ path, total }) => [path.split('/').slice(-2), total]);
    expect(there).toContainEqual([[expect.any(String), 'Prøver'], 3]);
    const flagged = (await bench.database.messages.toArray()).filter((row) => row.flagged);
    expect(flagged.map(({ subject }) => subject)).toEqual([inside?.subject]);
    expect(house.mock.journal.filter(({ method }) => method === 'MKCOL')).toHaveLength(1);
  });

  it('that were deleted come back, and the server holds every message all the time', async () => {
    const { house, bench, calls } = await begin();
    const { step } = await calls['folders.remove']({ folderId: at('Projects'), forGood: false }, context());
    await online(bench, house);
    expect(house.mock.folders(USER).some(({ path }) => path.endsWith('Deleted Items/Projects'))).toBe(true);
    await calls['folders.undo']({ step: step ?? 0 }, context());
    await online(bench, house);
    expect(await here(bench)).toEqual({ Inbox: 5, 'Deleted Items': 0, Projects: 3 });
    expect((await bench.database.folders.get(at('Projects')))?.parentPath).toBeNull();
    await daysAgree(bench.database);
  });

  it('whose name another program took meanwhile are told, and messages stay where they are', async () => {
    const { house, bench, calls } = await begin();
    await offline(bench, house);
    const made = await calls['folders.create'](
      { accountId: ACCOUNT, parentId: null, name: 'New' },
      context(),
    );
    const [first] = (await bench.database.messages.toArray()).filter(
      ({ folderId }) => folderId === at('Inbox'),
    );
    await calls['messages.move']({ messageIds: [first?.id ?? ''], folderId: made.folderId }, context());
    const headers = { authorization: `Basic ${btoa('alex:secret')}` };
    const answer = await fetch(`${house.mock.origin}/exchange/${USER}/New/`, { method: 'MKCOL', headers });
    expect(answer.status).toBe(201);
    await online(bench, house);
    expect(await here(bench)).toEqual({ Inbox: 5, 'Deleted Items': 0, Projects: 3, New: 0 });
    const told = (await bench.database.log.toArray()).map(({ title, sentence }) => `${title}: ${sentence}`);
    expect(told).toContainEqual(expect.stringMatching(/New was not made: There is such a folder already/));
    await daysAgree(bench.database);
  });
});
