import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type Bench, context, daysAgree, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const TRASH = `${ACCOUNT}|/exchange/alex/Trash`;
const HREF = { inbox: '/exchange/alex/Inbox/', trash: '/exchange/alex/Trash/' };
const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

function mailbox(count: number): FakeNetwork {
  const network = fakeNetwork();
  addFolder(
    network,
    'Inbox',
    Array.from({ length: count }, (_, n) => message(n)),
    'inbox',
  );
  addFolder(network, 'Trash', [], 'deleted');
  return network;
}
async function begin(network: FakeNetwork, ...more: [Bench['database']?]): Promise<Bench> {
  const bench = startBench(network.connect(), ...more);
  running.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Alex' }] }, context());
  await until(async () => (await bench.database.accounts.get(ACCOUNT))?.lastSyncAt !== null, 'first sync');
  return bench;
}
const ids = (keys: readonly number[]) => keys.map((n) => `${ACCOUNT}|/m/${n}`);
const move = (bench: Bench, keys: readonly number[], folderId = TRASH) =>
  bench.engine.handlers.calls['messages.move']({ messageIds: ids(keys), folderId }, context());
const undo = (bench: Bench, step: number | null) =>
  bench.engine.handlers.calls['messages.undo']({ step: step ?? 0 }, context());
const syncNow = (bench: Bench) => bench.engine.handlers.calls['sync.now']({}, context());
const sent = (network: FakeNetwork) => network.calls.filter((call) => /^messages\.(move|remove) /.test(call));
const idle = (bench: Bench) => until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
const subjects = async (bench: Bench, folderId: string) =>
  (await bench.database.messages.toArray())
    .filter((row) => row.folderId === folderId)
    .map(({ subject }) => Number(subject.replace('Subject ', '')))
    .sort((a, b) => a - b);
const onServer = (network: FakeNetwork, href: string) =>
  (network.folders.get(href)?.rows ?? [])
    .map(({ subject }) => Number(subject.replace('Subject ', '')))
    .sort((a, b) => a - b);
const offline = async (bench: Bench, network: FakeNetwork) => {
  network.before = () => failWith({ kind: 'offline' });
  await syncNow(bench);
};
const online = async (bench: Bench, network: FakeNetwork) => {
  network.before = () => {};
  await syncNow(bench);
};

describe('moving', () => {
  it('is seen at once, is one call, and the messages are listed under their new keys', async () => {
    const network = mailbox(5);
    const bench = await begin(network);
    const { count } = await move(bench, [1, 2]);
    expect(count).toBe(2);
    expect(await subjects(bench, TRASH)).toEqual([1, 2]);
    await idle(bench);
    await until(async () => (await bench.database.messages.get(`${ACCOUNT}|/m/1'`)) !== undefined, 'listed');
    await syncNow(bench);
    expect(await subjects(bench, INBOX)).toEqual([0, 3, 4]);
    expect(await subjects(bench, TRASH)).toEqual([1, 2]);
    expect(sent(network)).toEqual([`messages.move ${HREF.inbox} 2 ${HREF.trash}`]);
    await daysAgree(bench.database);
  });

  it('waits offline and over a restart, and no listing brings the row back meanwhile', async () => {
    const network = mailbox(5);
    const bench = await begin(network);
    await offline(bench, network);
    await move(bench, [1, 2]);
    await bench.stop();
    network.before = (method) =>
      method === 'messages.move' ? failWith({ kind: 'server-fault', status: 500 }) : undefined;
    network.folders.get(HREF.inbox)?.rows.push(message(9));
    const again = await begin(network, bench.database);
    await syncNow(again);
    expect(await subjects(again, INBOX)).toEqual([0, 3, 4, 9]);
    expect(await subjects(again, TRASH)).toEqual([1, 2]);
    expect((await again.database.folders.get(INBOX))?.total).toBe(4);
    await online(again, network);
    await idle(again);
    await syncNow(again);
    expect(onServer(network, HREF.trash)).toEqual([1, 2]);
    expect(await subjects(again, INBOX)).toEqual([0, 3, 4, 9]);
    expect(await subjects(again, TRASH)).toEqual([1, 2]);
    await daysAgree(again.database);
  });

  it('goes on without what is gone on the server, and says so once', async () => {
    const network = mailbox(6);
    const bench = await begin(network);
    await offline(bench, network);
    await move(bench, [0, 1, 2, 3]);
    network.folders.get(HREF.inbox)?.rows.splice(1, 2);
    await online(bench, network);
    await idle(bench);
    await syncNow(bench);
    expect(await subjects(bench, INBOX)).toEqual([4, 5]);
    expect(await subjects(bench, TRASH)).toEqual([0, 3]);
    const given = (await bench.database.log.toArray()).filter(({ title }) => title.includes('given up'));
    expect(given).toMatchObject([{ sentence: 'It is gone (404).', detail: 'not-found 404 (2 messages)' }]);
  });

  it('that is refused for good brings the row back', async () => {
    const network = mailbox(3);
    network.flagResult = () => ({ kind: 'conflict', sentence: 'It is locked (423).', status: 423 });
    const bench = await begin(network);
    await move(bench, [1]);
    await idle(bench);
    expect(await subjects(bench, INBOX)).toEqual([0, 1, 2]);
    expect(await subjects(bench, TRASH)).toEqual([]);
  });

  it('marks as read first what is marked and moved', async () => {
    const network = mailbox(4);
    const bench = await begin(network);
    await offline(bench, network);
    await move(bench, [3]);
    await bench.engine.handlers.calls['message.read']({ messageIds: ids([3]), read: true }, context());
    await online(bench, network);
    await idle(bench);
    expect(network.folders.get(HREF.trash)?.rows).toMatchObject([{ subject: 'Subject 3', read: true }]);
    expect(network.calls).toContain(`flags.mark ${HREF.inbox} 1 read true`);
  });
});

describe('taking a move back', () => {
  it('before it left sends nothing', async () => {
    const network = mailbox(4);
    const bench = await begin(network);
    await offline(bench, network);
    const { step } = await move(bench, [1, 2]);
    await undo(bench, step);
    expect(await bench.database.tasks.count()).toBe(0);
    expect(await subjects(bench, INBOX)).toEqual([0, 1, 2, 3]);
    await online(bench, network);
    expect(sent(network)).toEqual([]);
  });

  it('after it was done moves back what the listing brought', async () => {
    const network = mailbox(4);
    const bench = await begin(network);
    const { step } = await move(bench, [1, 2]);
    await idle(bench);
    await undo(bench, step);
    expect(await subjects(bench, INBOX)).toEqual([0, 1, 2, 3]);
    await idle(bench);
    await syncNow(bench);
    expect(onServer(network, HREF.inbox)).toEqual([0, 1, 2, 3]);
    expect(await subjects(bench, INBOX)).toEqual([0, 1, 2, 3]);
    expect(await subjects(bench, TRASH)).toEqual([]);
    await daysAgree(bench.database);
  });

  it('in mid-way does both', async () => {
    const network = mailbox(3);
    const bench = await begin(network);
    let step: number | null = null;
    let taken = false;
    network.before = async (method) => {
      if (method !== 'messages.move' || taken) return;
      taken = true;
      await undo(bench, step);
    };
    ({ step } = await move(bench, [1]));
    await until(async () => taken, 'the call');
    await idle(bench);
    await syncNow(bench);
    expect(onServer(network, HREF.inbox)).toEqual([0, 1, 2]);
    expect(await subjects(bench, INBOX)).toEqual([0, 1, 2]);
  });
});

describe('removing for good', () => {
  it('takes the row away at once and the message later', async () => {
    const network = mailbox(4);
    const bench = await begin(network);
    await offline(bench, network);
    await bench.engine.handlers.calls['messages.remove']({ messageIds: ids([1, 2]) }, context());
    expect(await subjects(bench, INBOX)).toEqual([0, 3]);
    await online(bench, network);
    await idle(bench);
    await syncNow(bench);
    expect(sent(network)).toEqual([`messages.remove ${HREF.inbox} 2`]);
    expect(onServer(network, HREF.inbox)).toEqual([0, 3]);
    expect(await bench.database.messages.count()).toBe(2);
    await daysAgree(bench.database);
  });
});
