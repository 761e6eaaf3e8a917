import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../renderer/engine/clock.ts';
import { type RunningSearch, startSearch } from '../../../renderer/engine/search/search.ts';
import type { SearchIndex } from '../../../renderer/engine/search/search-index.ts';
import { named } from '../../../renderer/engine/search/sqlite-index.ts';
import type { RetinueDatabase } from '../../../renderer/store/database.ts';
import { memoryIndex } from '../../helpers/memory-index.ts';
import { freshDatabase } from '../engine/bench.ts';
import { row } from './rows.ts';

const CORRUPT = 11;
let database: RetinueDatabase;
let index: SearchIndex;
let search: RunningSearch;
let logged: string[];

beforeEach(async () => {
  database = freshDatabase();
  index = await memoryIndex();
  logged = [];
  await database.messages.bulkPut([row(1, 'Quay'), row(2, 'Quay')]);
});
afterEach(() => search.stop());

function start(over: Partial<SearchIndex>) {
  const log = async ({ title }: { readonly title: string }) => void logged.push(title);
  const open = () => Promise.resolve({ ...index, ...over });
  search = startSearch({ database, clock: systemClock(), log, open, newName: () => 'store' });
}

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const find = () => {
  const term = { kind: 'words' as const, text: 'qu', phrase: false, where: 'anywhere' as const };
  return search.find({ clauses: [{ term, not: false }], accountId: null, limit: 1 });
};
const both = () => soon(async () => expect(await find()).toMatchObject({ total: 2, indexing: 0 }));
const damage = () => Promise.reject(named(Object.assign(new Error('malformed'), { resultCode: CORRUPT })));

test('an index that is found damaged while it is written is built again, and the log says so', async () => {
  let bad = 1;
  start({ write: (changes) => ((bad -= 1) === 0 ? damage() : index.write(changes)) });
  await both();
  expect(logged).toEqual(['The search index was damaged']);
});

test('an index that is found damaged by a search is built again', async () => {
  let bad = 0;
  const reset = vi.fn((name: string) => index.reset(name));
  start({ reset, find: (query) => ((bad -= 1) === 0 ? damage() : index.find(query)) });
  await both();
  bad = 1;
  await expect(find()).rejects.toThrow(/damaged.*Search again in a moment/);
  await soon(() => expect(reset).toHaveBeenCalledTimes(2));
  await both();
  expect(logged).toEqual(['The search index was damaged']);
});

test('an index that is damaged again and again is given up; search says so, and nothing is kept for it', async () => {
  start({ write: damage });
  await soon(() => expect(find()).rejects.toThrow(/cannot search on this computer/));
  expect(logged).toEqual(['The search index was damaged', 'Search does not work']);
  await database.messages.put(row(3, 'Later'));
  await soon(async () => expect(await database.marks.count()).toBe(0));
  expect(await database.meta.get('search')).toBeUndefined();
});

test('an index that does not start is said, with the reason', async () => {
  const log = async ({ title }: { readonly title: string }) => void logged.push(title);
  const open = () => Promise.reject(new Error('no room for files'));
  search = startSearch({ database, clock: systemClock(), log, open, newName: () => 'store' });
  await expect(find()).rejects.toMatchObject({
    failure: { kind: 'unsupported', detail: expect.stringMatching(/no room/) },
  });
  await soon(() => expect(logged).toEqual(['Search does not work']));
});
