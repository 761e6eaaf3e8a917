import { describe, expect, it } from 'vitest';
import { messageIdOf } from '../../../renderer/store/rows.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { daysAgree, freshDatabase } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const FOLDER = 'a|/x';
const OTHER = 'a|/y';
const idOf = (n: number) => messageIdOf('a', `/m/${n}`);
const cursor = (mark: string) => ({ folderId: FOLDER, next: null, seen: null, mark, completeAt: null });

async function begin() {
  const database = freshDatabase();
  const writer = openWriter(database);
  await writer.page(FOLDER, [message(1), message(2), message(3)], cursor('old'));
  await writer.page(OTHER, [message(4)], null);
  return { database, writer };
}

describe('what the server told of changes', () => {
  it('is written with its mark, or not at all', async () => {
    const { database, writer } = await begin();
    const stop = () => {
      throw new Error('the machine stopped here');
    };
    database.cursors.hook('updating', stop);
    const change = () =>
      writer.changes(FOLDER, [message(2, { read: false }), message(5)], [idOf(1)], cursor('new'));
    await expect(change()).rejects.toThrow('stopped');
    database.cursors.hook('updating').unsubscribe(stop);
    expect((await database.messages.toCollection().primaryKeys()).sort()).toEqual([1, 2, 3, 4].map(idOf));
    expect((await database.cursors.get(FOLDER))?.mark).toBe('old');
    await change();
    expect((await database.messages.toCollection().primaryKeys()).sort()).toEqual([2, 3, 4, 5].map(idOf));
    expect((await database.messages.get(idOf(2)))?.read).toBe(false);
    expect((await database.cursors.get(FOLDER))?.mark).toBe('new');
    await daysAgree(database);
  });

  it('takes nothing away from another folder', async () => {
    const { database, writer } = await begin();
    await writer.changes(FOLDER, [], [idOf(4), idOf(99)], null);
    expect(await database.messages.count()).toBe(4);
  });
});

describe('a mark', () => {
  it('goes where a wish is given up, because the server has nothing to tell of it', async () => {
    const { database, writer } = await begin();
    await writer.settle([], [FOLDER]);
    expect(await database.cursors.get(FOLDER)).toMatchObject({ seen: null, mark: null });
  });
});
