import { describe, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { placedDifference } from '../../../renderer/store/placed.ts';
import type { PlaceTask } from '../../../renderer/store/tables.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { Folder } from '../../../shared/mail/types.ts';
import { daysAgree } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const INBOX = 'a|/in';
const TRASH = 'a|/trash';
let names = 0;

const folder = (path: string, total: number, unread: number): Folder => ({
  path,
  href: `${path}/`,
  parentPath: null,
  name: path,
  role: 'none',
  total,
  unread,
  contentTag: 't',
});
const listing = [folder('/in', 3, 2), folder('/trash', 0, 0), folder('/other', 0, 0)];

/** Three messages in the Inbox, two of them unread. */
async function begin() {
  names += 1;
  const database = new RetinueDatabase(`places-${names}`);
  const writer = openWriter(database);
  const rows = [1, 2, 3].map((n) => message(n, { read: n === 3 }));
  await writer.folders('a', listing);
  for (const folderId of [INBOX, TRASH]) {
    const seen = { contentTag: 't', total: 0, unread: 0 };
    await writer.page(folderId, folderId === INBOX ? rows : [], {
      folderId,
      next: null,
      seen,
      completeAt: 0,
    });
  }
  const counts = async () =>
    (await database.folders.bulkGet([INBOX, TRASH])).map((each) => [each?.total, each?.unread]);
  const where = async () =>
    Object.fromEntries((await database.messages.toArray()).map(({ key, folderId }) => [key, folderId]));
  const tasks = async () => (await database.tasks.toArray()) as PlaceTask[];
  return { database, writer, rows, counts, where, tasks };
}
const id = (n: number) => `a|/m/${n}`;

describe('a message that is moved', () => {
  it('keeps the day counts right where its new row was listed before it was known to have moved', async () => {
    const { database, writer, rows, tasks } = await begin();
    await writer.place([id(1)], TRASH, 5);
    const there = rows.slice(0, 1).map((row) => ({ ...row, key: '/m/new', href: '/trash/1.EML' }));
    await writer.page(TRASH, there, null);
    const [task] = await tasks();
    if (!task) throw new Error('no task');
    await writer.placesDone([{ task, newHref: '/trash/1.EML' }]);
    await writer.page(TRASH, there, null);
    expect(await database.messages.where('[folderId+unread]').equals([TRASH, 1]).count()).toBe(1);
    await daysAgree(database);
  });

  it('is in its new folder at once, with every count', async () => {
    const { database, writer, counts, where } = await begin();
    await writer.place([id(1), id(3)], TRASH, 5);
    expect(await where()).toEqual({ '/m/1': TRASH, '/m/2': INBOX, '/m/3': TRASH });
    expect(await counts()).toEqual([
      [1, 1],
      [2, 1],
    ]);
    await daysAgree(database);
  });

  it('stays there whatever the server still lists', async () => {
    const { database, writer, rows, counts, where } = await begin();
    await writer.place([id(1)], TRASH, 5);
    await writer.folders('a', listing);
    expect(await writer.page(INBOX, rows, null)).toEqual({ added: 0, known: 3 });
    await writer.unread(INBOX, new Set([id(1), id(2)]));
    await writer.unread(TRASH, new Set());
    await writer.remove([id(1)]);
    expect(await where()).toMatchObject({ '/m/1': TRASH });
    expect(await counts()).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect([await writer.count(INBOX), await writer.count(TRASH)]).toEqual([3, 0]);
    await daysAgree(database);
  });

  it('and read on the way leaves the counts right', async () => {
    const { database, writer, counts } = await begin();
    await writer.place([id(1)], TRASH, 5);
    await writer.mark([id(1)], () => ({ kind: 'read', read: true }), 6);
    await writer.folders('a', listing);
    expect(await counts()).toEqual([
      [2, 1],
      [1, 0],
    ]);
    const difference = await placedDifference(database);
    expect([difference(INBOX), difference(TRASH)]).toEqual([
      { total: -1, unread: -1 },
      { total: 1, unread: 0 },
    ]);
  });

  it('and moved on or back before the server was asked is one change, or none', async () => {
    const { writer, counts, tasks } = await begin();
    await writer.place([id(1), id(2)], TRASH, 5);
    await writer.place([id(1)], 'a|/other', 6);
    await writer.place([id(2)], INBOX, 6);
    expect(await tasks()).toMatchObject([
      { kind: 'move', messageId: id(1), folderId: INBOX, to: 'a|/other' },
    ]);
    expect((await counts())[0]).toEqual([2, 1]);
  });

  it('back while the server may have moved it is moved back there too, from its new address', async () => {
    const { database, writer, tasks } = await begin();
    await writer.place([id(1)], TRASH, 5);
    const [first] = await tasks();
    if (!first) throw new Error('no task');
    await writer.markTried([first.id as number]);
    await writer.place([id(1)], INBOX, 6);
    expect((await tasks()).map((task) => task.folderId)).toEqual([INBOX, TRASH]);
    await writer.placesDone([{ task: first, newHref: '/trash/1.EML' }]);
    expect(await database.messages.get(id(1))).toMatchObject({ folderId: INBOX, href: '/trash/1.EML' });
    await daysAgree(database);
  });

  it('stands in until it is listed with its new key, which takes over all that hangs on it', async () => {
    const { database, writer, counts, tasks, where } = await begin();
    await writer.body(id(1), { kind: 'mime', bytes: Uint8Array.of(1) }, 'Dear all', 1);
    await writer.place([id(1)], TRASH, 5);
    await writer.placesDone((await tasks()).map((task) => ({ task, newHref: '/trash/1.EML' })));
    expect(await openReader(database).waiting()).toBe(0);
    expect(await database.messages.get(id(1))).toMatchObject({ folderId: TRASH, href: '/trash/1.EML' });
    await writer.folders('a', [folder('/in', 2, 1), folder('/trash', 1, 1)]);
    expect(await counts()).toEqual([
      [2, 1],
      [1, 1],
    ]);
    await writer.mark([id(1)], () => ({ kind: 'read', read: true }), 6);
    await writer.page(TRASH, [message(1, { key: '/m/new', read: false })], null);
    expect(await where()).toEqual({ '/m/2': INBOX, '/m/3': INBOX, '/m/new': TRASH });
    expect(await database.messages.get('a|/m/new')).toMatchObject({ read: true, preview: 'Dear all' });
    expect(await database.bodies.toCollection().primaryKeys()).toEqual(['a|/m/new']);
    expect(await tasks()).toMatchObject([{ kind: 'read', messageId: 'a|/m/new' }]);
    await daysAgree(database);
  });

  it('goes where the listing does not have it, and both folders are looked at again', async () => {
    const { database, writer, tasks } = await begin();
    await writer.place([id(1)], TRASH, 5);
    await writer.placesDone((await tasks()).map((task) => ({ task, newHref: null })));
    await writer.remove([id(1)]);
    expect(await database.messages.get(id(1))).toBeDefined();
    await writer.dropLanded(TRASH);
    expect(await database.messages.get(id(1))).toBeUndefined();
    expect(await tasks()).toEqual([]);
    const seen = (await database.cursors.bulkGet([INBOX, TRASH])).map((cursor) => cursor?.seen);
    expect(seen).toEqual([null, null]);
    await daysAgree(database);
  });

  it('comes back where the server will not move it', async () => {
    const { database, writer, counts, tasks, where } = await begin();
    await writer.place([id(1), id(2)], TRASH, 5);
    const [first, second] = await tasks();
    if (!first || !second) throw new Error('no tasks');
    await writer.placeGivenUp(first, true);
    await writer.placeGivenUp(second, false);
    expect(await where()).toEqual({ '/m/1': INBOX, '/m/3': INBOX });
    expect((await counts())[0]).toEqual([2, 1]);
    expect(await tasks()).toEqual([]);
    await daysAgree(database);
  });
});

describe('a folder that is gone', () => {
  it('gets no message, neither by a person nor by a change that is given up', async () => {
    const { database, writer, tasks, where } = await begin();
    await writer.place([id(1)], TRASH, 5);
    const [task] = await tasks();
    if (!task) throw new Error('no task');
    await writer.dropFolder(INBOX);
    expect(await writer.place([id(1)], INBOX, 6)).toEqual([]);
    await writer.placeGivenUp(task, true);
    expect(await where()).toEqual({});
    expect(await tasks()).toEqual([]);
    await daysAgree(database);
  });
});

describe('a message that is removed for good', () => {
  it('is in no folder, and gone once the server has removed it', async () => {
    const { database, writer, counts, tasks } = await begin();
    await writer.place([id(1)], null, 5);
    expect((await counts())[0]).toEqual([2, 1]);
    expect(await tasks()).toMatchObject([{ kind: 'remove', folderId: INBOX }]);
    await writer.placesDone((await tasks()).map((task) => ({ task, newHref: null })));
    expect(await database.messages.count()).toBe(2);
    await daysAgree(database);
  });
});
