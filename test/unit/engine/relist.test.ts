import { afterEach, expect, it } from 'vitest';
import { openReader } from '../../../renderer/store/reader.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { ACCOUNT, type Bench, context, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, fakeNetwork, message } from './fake-network.ts';

let bench: Bench | undefined;
afterEach(() => bench?.stop());

const open = ({ engine }: Bench) =>
  engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Alex' }] }, context());
const rows = () => [message(2, { references: ['<1@example.com>'] }), message(1)];

/** A mailbox as an earlier version left it: rows without threads, folders to be listed once more. */
async function earlier(network = fakeNetwork()) {
  addFolder(network, 'Inbox', rows(), 'inbox');
  addFolder(network, 'Sent', [message(3, { references: ['<2@example.com>'] })], 'sent');
  const first = startBench(network.connect());
  await open(first);
  await until(
    async () => (await first.database.cursors.toArray()).filter(({ completeAt }) => completeAt).length === 2,
    'both folders',
  );
  await first.stop();
  await first.database.messages.toCollection().modify((row) => {
    delete (row as { thread?: string }).thread;
    delete (row as { references?: unknown }).references;
  });
  await first.database.threadNames.clear();
  const ids = await first.database.folders.toCollection().primaryKeys();
  await first.database.relists.bulkPut(
    [...ids, `${ACCOUNT}|/gone`].map((folderId) => ({ folderId, next: FIRST_PAGE })),
  );
  network.calls.length = 0;
  return { network, database: first.database };
}

it('rows of before get their threads in idle time, folder by folder, once', async () => {
  const { network, database } = await earlier();
  bench = startBench(network.connect(), database);
  await open(bench);
  await until(async () => (await database.relists.count()) === 0, 'all listed once more');
  const thread = await openReader(database).thread(`${ACCOUNT}|/m/1`);
  expect(thread.map(({ row }) => row.key)).toEqual(['/m/1', '/m/2', '/m/3']);
  expect(network.calls.filter((call) => call.startsWith('messages.page'))).toHaveLength(2);
});

it('a folder that cannot be listed waits for the next start, and the others do not', async () => {
  const { network, database } = await earlier();
  network.before = (method, folder) => {
    if (method === 'messages.page' && folder.includes('Inbox'))
      failWith({ kind: 'server-fault', status: 500 });
  };
  bench = startBench(network.connect(), database);
  await open(bench);
  await until(async () => (await database.relists.count()) === 1, 'one is left');
  expect(await database.relists.toCollection().primaryKeys()).toEqual([INBOX]);
});
