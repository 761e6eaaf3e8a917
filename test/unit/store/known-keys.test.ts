import type { DBCore, Middleware } from 'dexie';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RetinueDatabase, writingDatabase } from '../../../renderer/store/database.ts';
import { knownKeys } from '../../../renderer/store/known-keys.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { message } from '../engine/fake-network.ts';

let names = 0;
const key = fc.integer({ min: 0, max: 20 }).map(String);
const operation = fc.oneof(
  fc.record({ kind: fc.constantFrom('put' as const, 'cut' as const), keys: fc.array(key, { minLength: 1 }) }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'ask' as const), keys: fc.array(key) }),
  fc.record({ kind: fc.constantFrom('clear' as const, 'reopen' as const) }),
);

it('a store that leaves questions out answers as one that asks them all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
      names += 1;
      const layered = new RetinueDatabase(`known-${names}`);
      layered.use(knownKeys(1));
      const plain = new RetinueDatabase(`all-${names}`);
      for (const [nth, each] of operations.entries()) {
        const [left, right] = await Promise.all([layered, plain].map((store) => act(store, each, nth)));
        expect(left).toEqual(right);
      }
      for (const store of [layered, plain]) await store.delete();
    }),
    { numRuns: 150 },
  );
});

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;
async function act(store: RetinueDatabase, each: Operation, nth: number): Promise<unknown> {
  const { threadNames: table } = store;
  const rows = 'keys' in each ? each.keys.map((id) => ({ id, thread: String(nth) })) : [];
  switch (each.kind) {
    case 'put':
      // What was just put is found in the same breath.
      return await store.transaction('rw', [table], async () => {
        const before = await table.bulkGet(each.keys);
        void table.bulkPut(rows);
        return [before, await table.bulkGet([...each.keys, 'never'])];
      });
    case 'cut':
      return await store
        .transaction('rw', [table], async () => {
          await table.bulkPut(rows);
          throw new Error('cut');
        })
        .catch(() => table.bulkGet(each.keys));
    case 'delete':
      return await table.bulkDelete(each.keys);
    case 'ask':
      return await table.bulkGet(each.keys);
    case 'clear':
      return await table.clear();
    case 'reopen':
      store.close();
      await store.open();
      return null;
  }
}

it('an answer is of the keys that were asked for, whatever is put while it is on its way', async () => {
  const database = new RetinueDatabase('meanwhile');
  database.use(knownKeys(1));
  const { threadNames } = database;
  await threadNames.bulkPut(['b', 'd'].map((id) => ({ id, thread: id })));
  for (let moment = 0; moment < 60; moment += 1) {
    const fresh = [`a${moment}`, `c${moment}`] as const;
    const asked = threadNames.bulkGet([fresh[0], 'b', fresh[1], 'd']);
    for (let n = 0; n < moment; n += 1) await Promise.resolve();
    const put = threadNames.bulkPut(fresh.map((id) => ({ id, thread: 'later' })));
    const threads = (await asked).map((row) => row?.thread);
    expect([threads[1], threads[3]], `${moment}`).toEqual(['b', 'd']);
    await put;
  }
  await database.delete();
});

it('a first listing asks the store for next to nothing that is not there', async () => {
  const database = writingDatabase('first-listing');
  let asked = 0;
  let threads = 0;
  const counting: Middleware<DBCore> = {
    stack: 'dbcore',
    name: 'counting',
    level: 1, // below the layer under test
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name);
        return {
          ...table,
          getMany(request) {
            if (name !== 'days') asked += request.keys.length;
            return table.getMany(request);
          },
          query(request) {
            if (request.query.index.name === 'thread') threads += 1;
            return table.query(request);
          },
        };
      },
    }),
  };
  database.use(counting);
  const writer = openWriter(database);
  const page = (from: number) => Array.from({ length: 250 }, (_, n) => message(from + n));
  const write = (from: number) =>
    writer.page('a|/x', page(from), { folderId: 'a|/x', next: FIRST_PAGE, seen: null, completeAt: null });
  for (const from of [0, 250, 500]) await write(from);
  expect([asked, threads]).toEqual([0, 0]);
  // A message of before is found all the same.
  expect(await write(700)).toEqual({ added: 200, known: 50 });
  expect(asked).toBeGreaterThanOrEqual(50);
  expect(await database.messages.count()).toBe(950);
  await database.delete();
});
