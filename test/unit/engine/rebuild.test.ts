import { afterEach, expect, it } from 'vitest';
import { ACCOUNT, type Bench, context, daysAgree, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

async function begin(): Promise<{ readonly network: FakeNetwork; readonly bench: Bench }> {
  const network = fakeNetwork();
  addFolder(
    network,
    'Inbox',
    Array.from({ length: 30 }, (_, n) => message(n)),
    'inbox',
  );
  const bench = startBench(network.connect());
  running.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'A' }] }, context());
  await until(
    async () => typeof (await bench.database.cursors.get(INBOX))?.completeAt === 'number',
    'first sync',
  );
  return { network, bench };
}

it('a rebuild lists everything anew, and a row that the server does not have is gone', async () => {
  const { bench } = await begin();
  const row = await bench.database.messages.get(`${ACCOUNT}|/m/1`);
  if (!row) throw new Error('no row');
  await bench.database.messages.put({ ...row, id: `${ACCOUNT}|/m/ghost`, key: '/m/ghost' });
  await bench.engine.handlers.calls['store.rebuild']({ accountId: ACCOUNT }, context());
  await until(async () => (await bench.database.messages.count()) === 30, 'all are listed again');
  expect(await bench.database.messages.get(`${ACCOUNT}|/m/ghost`)).toBeUndefined();
  await daysAgree(bench.database);
});

it('nothing is forgotten while the server does not answer', async () => {
  const { network, bench } = await begin();
  network.before = () => failWith({ kind: 'offline' });
  await expect(
    bench.engine.handlers.calls['store.rebuild']({ accountId: ACCOUNT }, context()),
  ).rejects.toMatchObject({ failure: { kind: 'offline' } });
  expect(await bench.database.messages.count()).toBe(30);
  await expect(
    bench.engine.handlers.calls['store.rebuild']({ accountId: 'nobody' }, context()),
  ).rejects.toMatchObject({ failure: { kind: 'not-found' } });
});

it('a row that the server does not have is found by a verify', async () => {
  const { bench } = await begin();
  const row = await bench.database.messages.get(`${ACCOUNT}|/m/1`);
  if (!row) throw new Error('no row');
  await bench.database.messages.put({ ...row, id: `${ACCOUNT}|/m/ghost`, key: '/m/ghost' });
  const report = await bench.engine.handlers.calls['store.verify']({ accountId: ACCOUNT }, context());
  expect(report).toMatchObject({ messages: 31, days: 1 });
  await until(async () => (await bench.database.messages.count()) === 30, 'the ghost went');
  await daysAgree(bench.database);
});
