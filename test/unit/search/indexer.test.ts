import { describe, expect, test, vi } from 'vitest';
import { createIndexer } from '../../../renderer/engine/search/indexer.ts';
import type { SearchIndex } from '../../../renderer/engine/search/search-index.ts';
import type { RetinueDatabase } from '../../../renderer/store/database.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { memoryIndex } from '../../helpers/memory-index.ts';
import { freshDatabase } from '../engine/bench.ts';
import { row } from './rows.ts';

const mime = (text: string) => ({
  kind: 'mime' as const,
  bytes: new TextEncoder().encode(`Content-Type: text/plain\r\n\r\n${text}`),
});

/** A store with one of everything that marks can say: a put, a text, a removal, a folder that went as a range of ids. */
async function change(database: RetinueDatabase): Promise<void> {
  const writer = openWriter(database);
  await database.messages.bulkPut([row(1, 'Quay drawings'), row(3, 'Added')]);
  await writer.body('a|1', mime('fenders'), '', 0);
  await writer.remove(['a|2']);
  await database.messages.where('id').between('a|8', 'a|9', true, true).delete();
}

async function began(): Promise<{ readonly database: RetinueDatabase; readonly index: SearchIndex }> {
  const database = freshDatabase();
  await database.messages.bulkPut([1, 2, 8, 9].map((n) => row(n, `Old ${n}`)));
  const index = await memoryIndex();
  await index.reset('store');
  await drain(database, index);
  return { database, index };
}

async function drain(database: RetinueDatabase, index: SearchIndex): Promise<void> {
  const indexer = createIndexer(database, index);
  while (await indexer.step());
}

const hits = async (index: SearchIndex, word: string) => {
  const term = { kind: 'row' as const, words: [word], where: 'anywhere' as const };
  return (await index.find({ clauses: [{ term, not: false }], accountId: null, limit: 10 })).ids;
};

async function agree(database: RetinueDatabase, index: SearchIndex): Promise<void> {
  expect(await database.marks.count()).toBe(0);
  expect(await createIndexer(database, index).missing()).toBe(0);
  expect(await index.idsBetween('', '\uffff', 100)).toEqual(['a|1', 'a|3']);
  expect(await hits(index, 'old')).toEqual([]);
  expect(await hits(index, 'quay')).toEqual(['a|1']);
  expect(await hits(index, 'fend')).toEqual(['a|1']);
  expect(await hits(index, 'added')).toEqual(['a|3']);
}

/** An index whose process dies at the nth write, before it or just after it. */
function dying(index: SearchIndex, at: number, when: 'before' | 'after'): SearchIndex {
  let writes = 0;
  return {
    ...index,
    async write(changes) {
      writes += 1;
      if (writes === at && when === 'before') throw new Error('killed');
      await index.write(changes);
      if (writes === at) throw new Error('killed');
    },
  };
}

describe('the index follows the store', () => {
  test('what changed, and nothing else, is looked at again', async () => {
    const { database, index } = await began();
    await change(database);
    await drain(database, index);
    await agree(database, index);
  });

  const deaths = [1, 2, 3].flatMap((at) => [
    { at, when: 'before' as const },
    { at, when: 'after' as const },
  ]);
  test.each(deaths)('killed $when write $at of the changes, it catches up', async ({ at, when }) => {
    const { database, index } = await began();
    await change(database);
    await drain(database, dying(index, at, when)).catch(({ message }: Error) =>
      expect(message).toBe('killed'),
    );
    await drain(database, index);
    await agree(database, index);
  });

  test.each(deaths)('killed $when write $at while it is built, it goes on', async ({ at, when }) => {
    const { database } = await began();
    await change(database);
    const index = await memoryIndex();
    await index.reset('store');
    await drain(database, dying(index, at, when)).catch(({ message }: Error) =>
      expect(message).toBe('killed'),
    );
    await drain(database, index);
    await agree(database, index);
  });

  test('killed between the write and the removal of its marks, it looks at them once more', async () => {
    const { database, index } = await began();
    await change(database);
    const marks = await database.marks.count();
    vi.spyOn(database.marks, 'bulkDelete').mockRejectedValueOnce(new Error('killed'));
    await expect(createIndexer(database, index).step()).rejects.toThrow('killed');
    expect(await hits(index, 'quay')).toEqual(['a|1']); // it was written
    expect(await database.marks.count()).toBe(marks);
    await drain(database, index);
    await agree(database, index);
  });

  test('marks written while it looks are looked at too', async () => {
    const { database, index } = await began();
    await change(database);
    const busy: SearchIndex = {
      ...index,
      async write(changes) {
        await index.write(changes);
        if ((await database.messages.get('a|4')) === undefined) await database.messages.put(row(4, 'Late'));
      },
    };
    await drain(database, busy);
    expect(await hits(index, 'late')).toEqual(['a|4']);
  });

  test('what is missing is counted: of a new index all, of an old one what changed', async () => {
    const { database, index } = await began();
    const indexer = createIndexer(database, index);
    expect(await indexer.missing()).toBe(0);
    await database.messages.bulkPut([row(1, 'A'), row(5, 'B')]);
    expect(await indexer.missing()).toBe(2);
    await indexer.restart('store');
    expect(await indexer.missing()).toBe(5);
    while (await indexer.step());
    expect(await indexer.missing()).toBe(0);
    expect(await index.count()).toBe(5);
    await indexer.restart('store');
    expect(await indexer.missing()).toBe(5);
  });
});
