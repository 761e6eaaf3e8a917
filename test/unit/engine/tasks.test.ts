import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type Bench, context, daysAgree, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const accounts = [{ id: ACCOUNT, name: 'Alex' }];
const running: Bench[] = [];

async function begin(network: FakeNetwork, ...more: [Bench['database']?]): Promise<Bench> {
  const bench = startBench(network.connect(), ...more);
  running.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts }, context());
  await until(async () => (await bench.database.accounts.get(ACCOUNT))?.lastSyncAt !== null, 'first sync');
  return bench;
}
function inboxOf(count: number): FakeNetwork {
  const network = fakeNetwork();
  const rows = Array.from({ length: count }, (_, n) => message(n, { read: false }));
  addFolder(network, 'Inbox', rows, 'inbox');
  return network;
}
const mark = (bench: Bench, keys: readonly number[], read: boolean) =>
  bench.engine.handlers.calls['message.read'](
    { messageIds: keys.map((n) => `${ACCOUNT}|/m/${n}`), read },
    context(),
  );
const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const sent = (network: FakeNetwork) => network.calls.filter((call) => call.startsWith('flags.mark'));
const idle = (bench: Bench) => until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');

afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

describe('reading', () => {
  it('changes the row, the days and the folder at once, and the server soon after', async () => {
    const network = inboxOf(4);
    const bench = await begin(network);
    await mark(bench, [1, 2], true);
    expect((await bench.database.messages.get(`${ACCOUNT}|/m/1`))?.read).toBe(true);
    expect((await bench.database.folders.get(INBOX))?.unread).toBe(2);
    await daysAgree(bench.database);
    await idle(bench);
    expect(sent(network)).toEqual(['flags.mark /exchange/alex/Inbox/ 2 read true']);
    expect(network.folders.get('/exchange/alex/Inbox/')?.rows.filter((row) => row.read)).toHaveLength(2);
  });

  it('sends at most a hundred in one call', async () => {
    const network = inboxOf(230);
    const bench = await begin(network);
    await mark(bench, range(230), true);
    await idle(bench);
    expect(sent(network).map((call) => call.split(' ')[2])).toEqual(['100', '100', '30']);
  });

  it('sends nothing when the wish was taken back before it left', async () => {
    const network = inboxOf(3);
    const bench = await begin(network);
    network.before = () => failWith({ kind: 'offline' });
    await bench.engine.handlers.calls['sync.now']({}, context());
    await mark(bench, [1], true);
    await mark(bench, [1], false);
    expect(await bench.database.tasks.count()).toBe(0);
    expect(sent(network)).toEqual([]);
  });

  it('keeps wishes over a restart and holds them against what the server still says', async () => {
    const network = inboxOf(3);
    const bench = await begin(network);
    network.before = () => failWith({ kind: 'offline' });
    await bench.engine.handlers.calls['sync.now']({}, context());
    await mark(bench, [1], true);
    await bench.stop();
    network.before = (method) =>
      method === 'flags.mark' ? failWith({ kind: 'server-fault', status: 500 }) : undefined;
    network.folders.get('/exchange/alex/Inbox/')?.rows.push(message(50, { read: false }));
    const again = await begin(network, bench.database);
    await again.engine.handlers.calls['sync.now']({}, context());
    expect(await again.database.messages.count()).toBe(4);
    expect((await again.database.messages.get(`${ACCOUNT}|/m/1`))?.read).toBe(true);
    expect((await again.database.folders.get(INBOX))?.unread).toBe(3);
    network.before = () => {};
    await again.engine.handlers.calls['sync.now']({}, context());
    await idle(again);
    expect(network.folders.get('/exchange/alex/Inbox/')?.rows[1]?.read).toBe(true);
  });

  it('drops what is no longer there, with a line in the log', async () => {
    const network = inboxOf(3);
    network.flagResult = (href) =>
      href.includes('/1.') ? { kind: 'not-found', sentence: 'It is gone (404).', status: 404 } : null;
    const bench = await begin(network);
    await mark(bench, [1, 2], true);
    await idle(bench);
    expect((await bench.database.log.toArray()).map((line) => line.title)).toEqual(['A change was given up']);
  });

  it('does not give up what was answered with something that cannot be read', async () => {
    const network = inboxOf(3);
    network.before = (method) =>
      method === 'flags.mark' ? failWith({ kind: 'malformed-response', status: 200 }) : undefined;
    const bench = await begin(network);
    await mark(bench, [1], true);
    await until(async () => sent(network).length > 0, 'the first try');
    network.before = () => {};
    await bench.engine.handlers.calls['sync.now']({}, context());
    await idle(bench);
    expect(network.folders.get('/exchange/alex/Inbox/')?.rows[1]?.read).toBe(true);
    expect(await bench.database.log.count()).toBe(0);
  });

  it('keeps what the person has to set right, and tries it when asked', async () => {
    const network = inboxOf(3);
    network.flagResult = () => ({ kind: 'forbidden', sentence: 'You may not (403).', status: 403 });
    const bench = await begin(network);
    await mark(bench, [1], true);
    await until(async () => (await bench.database.log.count()) === 1, 'the log line');
    expect(await bench.database.tasks.count()).toBe(1);
    network.flagResult = () => null;
    await bench.engine.handlers.calls['sync.now']({}, context());
    await idle(bench);
  });
});
