import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type Bench, context, daysAgree, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const ID = `${ACCOUNT}|/m/1`;
const HREF = '/exchange/alex/Inbox/';
const running: Bench[] = [];

async function begin(): Promise<{ readonly network: FakeNetwork; readonly bench: Bench }> {
  const network = fakeNetwork();
  addFolder(network, 'Inbox', [message(1, { read: false, categories: ['A'] })], 'inbox');
  const bench = startBench(network.connect());
  running.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'A' }] }, context());
  await until(async () => (await bench.database.messages.get(ID)) !== undefined, 'first sync');
  return { network, bench };
}
const idle = (bench: Bench) => until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
const onServer = ({ folders }: FakeNetwork) => folders.get(HREF)?.rows[0];

afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

describe('flags and categories', () => {
  it('wait offline, all kinds of them, and all are sent afterwards', async () => {
    const { network, bench } = await begin();
    const { calls } = bench.engine.handlers;
    network.before = () => failWith({ kind: 'offline' });
    await calls['message.read']({ messageIds: [ID], read: true }, context());
    await calls['messages.flag']({ messageIds: [ID], flagged: true }, context());
    await calls['messages.categories']({ messageIds: [ID], add: ['B'], remove: ['A'] }, context());
    expect(await bench.database.messages.get(ID)).toMatchObject({ flagged: true, categories: ['B'] });
    network.before = () => undefined;
    await calls['sync.now']({}, context());
    await idle(bench);
    expect(onServer(network)).toMatchObject({ read: true, flagged: true, categories: ['B'] });
    await daysAgree(bench.database);
  });

  it('are taken back by their step, here and on the server', async () => {
    const { network, bench } = await begin();
    const { calls } = bench.engine.handlers;
    const { step } = await calls['messages.categories'](
      { messageIds: [ID], add: ['B'], remove: [] },
      context(),
    );
    await idle(bench);
    expect(onServer(network)?.categories).toEqual(['A', 'B']);
    await calls['messages.undo']({ step: step ?? 0 }, context());
    await idle(bench);
    expect(onServer(network)?.categories).toEqual(['A']);
    const again = await calls['messages.flag']({ messageIds: [ID], flagged: false }, context());
    expect(again).toEqual({ step: null, count: 0 });
  });
});
