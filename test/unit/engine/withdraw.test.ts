import { afterEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../renderer/store/reader.ts';
import { ACCOUNT, type Bench, context, daysAgree, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const TRASH = `${ACCOUNT}|/exchange/alex/Trash`;
const ID = `${ACCOUNT}|/m/1`;
const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

async function offline() {
  const network = fakeNetwork();
  addFolder(network, 'Inbox', [message(1, { read: false, categories: ['A'] }), message(2)], 'inbox');
  addFolder(network, 'Trash', [], 'deleted');
  const bench = startBench(network.connect());
  running.push(bench);
  const { calls } = bench.engine.handlers;
  await calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Alex' }] }, context());
  await until(async () => (await bench.database.accounts.get(ACCOUNT))?.lastSyncAt !== null, 'first sync');
  network.before = () => failWith({ kind: 'offline' });
  await calls['sync.now']({}, context());
  const changes = () => openReader(bench.database).changes();
  const withdraw = async (nth: number) => {
    const id = (await changes())[nth]?.task.id ?? 0;
    return await calls['tasks.withdraw']({ id }, context());
  };
  const row = () => bench.database.messages.get(ID);
  return { network, bench, calls, changes, withdraw, row };
}
/** Goes online and waits until nothing waits; returns what the server was asked to change. */
async function online(network: FakeNetwork, bench: Bench) {
  network.before = () => {};
  await bench.engine.handlers.calls['sync.now']({}, context());
  await until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
  await daysAgree(bench.database);
  return network.calls.filter((call) => /^(messages\.(move|remove)|flags\.)/.test(call));
}

describe('a change that waits', () => {
  it('is one with those that it went on from, in the order in which they were made', async () => {
    const { calls, changes } = await offline();
    await calls['messages.flag']({ messageIds: [ID], flagged: true }, context());
    await calls['messages.move']({ messageIds: [ID], folderId: TRASH }, context());
    await calls['message.read']({ messageIds: [ID], read: true }, context());
    expect((await changes()).map(({ task, from, row }) => [task.kind, from, row.folderId])).toEqual([
      ['flag', INBOX, TRASH],
      ['move', INBOX, TRASH],
      ['read', TRASH, TRASH],
    ]);
  });

  it('is withdrawn whatever it is, and the server never hears of it', async () => {
    const { network, bench, calls, changes, withdraw, row } = await offline();
    const before = await row();
    await calls['messages.flag']({ messageIds: [ID], flagged: true }, context());
    await calls['messages.categories']({ messageIds: [ID], add: ['B'], remove: ['A'] }, context());
    await calls['message.read']({ messageIds: [ID], read: true }, context());
    await calls['messages.move']({ messageIds: [ID], folderId: TRASH }, context());
    expect((await row())?.folderId).toBe(TRASH);
    for (let left = 4; left > 0; left -= 1) {
      expect(await changes()).toHaveLength(left);
      await withdraw(left - 1);
    }
    expect(await changes()).toEqual([]);
    expect(await row()).toEqual(before);
    await daysAgree(bench.database);
    expect(await online(network, bench)).toEqual([]);
  });

  it('for good is withdrawn: the message is there again', async () => {
    const { network, bench, calls, changes, withdraw, row } = await offline();
    await calls['messages.remove']({ messageIds: [ID] }, context());
    expect((await changes())[0]?.task.kind).toBe('remove');
    await withdraw(0);
    expect((await row())?.folderId).toBe(INBOX);
    expect(await online(network, bench)).toEqual([]);
  });

  it('gets its opposite where the server may have heard of it', async () => {
    const { network, bench, calls, changes, withdraw, row } = await offline();
    network.before = (call: string) =>
      call.startsWith('messages.move') ? failWith({ kind: 'interrupted' }) : undefined;
    await calls['messages.move']({ messageIds: [ID], folderId: TRASH }, context());
    await until(
      async () => (await bench.database.tasks.toArray())[0]?.tried === true,
      'the server was asked',
    );
    await withdraw(0);
    expect((await row())?.folderId).toBe(INBOX);
    expect((await changes()).map(({ from, row: { folderId } }) => [from, folderId])).toEqual([
      [INBOX, INBOX],
    ]);
    await online(network, bench);
    expect((await bench.database.messages.toArray()).map(({ folderId }) => folderId)).toEqual([INBOX, INBOX]);
  });

  it('that went out meanwhile says so', async () => {
    const { network, bench, calls } = await offline();
    await calls['messages.flag']({ messageIds: [ID], flagged: true }, context());
    const [task] = await bench.database.tasks.toArray();
    await online(network, bench);
    await expect(calls['tasks.withdraw']({ id: task?.id ?? 0 }, context())).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
