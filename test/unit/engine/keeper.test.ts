import { afterEach, expect, it } from 'vitest';
import type { Keep } from '../../../shared/mail/keep.ts';
import { ACCOUNT, type Bench, context, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const PATH = '/exchange/alex/Archive';
const ARCHIVE = `${ACCOUNT}|${PATH}`;
const LETTER = new TextEncoder().encode('Subject: A letter\r\n\r\nHello.\r\n');
const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

/** 120 small messages, of which the seventh is larger. */
function mailbox(): FakeNetwork {
  const network = fakeNetwork();
  const rows = Array.from({ length: 120 }, (_, nth) => message(nth, nth === 7 ? { size: 900_000 } : {}));
  addFolder(network, 'Archive', rows);
  for (const { href } of [...rows, message(500)]) network.bodies.set(href, { kind: 'mime', bytes: LETTER });
  return network;
}
async function keep(bench: Bench, keeps: readonly Keep[]): Promise<void> {
  await bench.engine.handlers.calls['accounts.set'](
    { accounts: [{ id: ACCOUNT, name: 'A', keeps }] },
    context(),
  );
}
async function begin(network: FakeNetwork, keeps: readonly Keep[]): Promise<Bench> {
  const bench = startBench(network.connect());
  running.push(bench);
  await keep(bench, keeps);
  await until(
    async () => typeof (await bench.database.cursors.get(ARCHIVE))?.completeAt === 'number',
    'first sync',
  );
  return bench;
}
const bodies = ({ database }: Bench) => database.bodies.count();

it('a folder that is not kept is not fetched; from the moment when it is, all of it is', async () => {
  const bench = await begin(mailbox(), []);
  await until(
    async () => typeof (await bench.database.accounts.get(ACCOUNT))?.lastSyncAt === 'number',
    'settled',
  );
  expect(await bodies(bench)).toBe(0);
  await keep(bench, [{ path: PATH, upToBytes: null }]);
  await until(async () => (await bodies(bench)) === 120, 'all are here');
  await until(
    async () => (await bench.database.accounts.get(ACCOUNT))?.activity === null,
    'nothing goes on any more',
  );
});

it('leaves alone what is larger than the limit, and fetches what comes later', async () => {
  const network = mailbox();
  const bench = await begin(network, [{ path: PATH, upToBytes: 100_000 }]);
  await until(async () => (await bodies(bench)) === 119, 'all but the large one');
  addFolder(network, 'Archive', [message(500), ...(network.folders.get(`${PATH}/`)?.rows ?? [])]);
  await bench.engine.handlers.calls['sync.now']({}, context());
  await until(async () => (await bodies(bench)) === 120, 'the new one as well');
  expect(await bench.database.bodies.get(`${ACCOUNT}|/m/7`)).toBeUndefined();
});

it('goes on behind a message that cannot be had, and asks for that one once', async () => {
  const network = mailbox();
  let asked = 0;
  network.before = (method, href) => {
    if (method !== 'message.body' || !href.endsWith('/3.EML')) return;
    asked += 1;
    failWith({ kind: 'server-fault' });
  };
  const bench = await begin(network, [{ path: PATH, upToBytes: null }]);
  await until(async () => (await bodies(bench)) === 119, 'all others');
  await bench.engine.handlers.calls['sync.now']({}, context());
  expect(asked).toBe(1);
});
