import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { daysAgree } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const INBOX = 'a|/in';
let names = 0;

async function begin() {
  const database = new RetinueDatabase(`verify-${(names += 1)}`);
  const writer = openWriter(database);
  const folder = {
    path: '/in',
    href: '/in/',
    parentPath: null,
    name: 'In',
    role: 'inbox',
    contentTag: null,
  } as const;
  await writer.folders('a', [{ ...folder, total: 3, unread: 1 }]);
  const cursor = {
    folderId: INBOX,
    next: null,
    seen: { contentTag: null, total: 3, unread: 1 },
    completeAt: 0,
  };
  await writer.page(
    INBOX,
    [1, 2, 3].map((n) => message(n)),
    cursor,
  );
  const text = { kind: 'mime', bytes: new Uint8Array(3) } as const;
  for (const n of [1, 2]) await writer.body(`a|/m/${n}`, text, '', 0);
  return { database, writer, text };
}
const sound = { folders: 1, messages: 3, days: 0, strays: 0, bodies: 0 };

it('nothing is wrong in a sound store, and all of it is compared with the server next', async () => {
  const { database, writer } = await begin();
  expect(await writer.verify('a')).toEqual(sound);
  expect(await database.cursors.get(INBOX)).toMatchObject({ next: null, seen: null, compare: true });
  expect(await writer.facts('a')).toEqual({ folders: 1, messages: 3, bodies: 2, waiting: 0 });
});

it('what contradicts itself is mended and counted, once', async () => {
  const { database, writer, text } = await begin();
  const [day] = await database.days.toArray();
  if (!day) throw new Error('no day');
  await database.days.put({ ...day, count: 77 });
  await database.days.put({ ...day, nday: day.nday - 5 });
  const row = await database.messages.get('a|/m/1');
  if (!row) throw new Error('no row');
  await database.messages.put({ ...row, id: 'a|/m/lost', key: '/m/lost', folderId: 'a|/gone' });
  await database.bodies.put({ messageId: 'a|/m/nobody', body: text, fetchedAt: 0 });
  await database.bodies.put({ messageId: 'b|/m/1', body: text, fetchedAt: 0 });
  expect(await writer.verify('a')).toEqual({ ...sound, days: 2, strays: 1, bodies: 1 });
  await daysAgree(database);
  expect(await writer.verify('a')).toEqual(sound);
  expect(await database.bodies.get('b|/m/1')).toBeDefined();
});

it('a change that waits keeps its message, and what is of other accounts stays', async () => {
  const { database, writer, text } = await begin();
  await writer.mark(['a|/m/3'], () => ({ kind: 'read', read: true }), 5);
  await writer.place(['a|/m/2'], null, 6);
  await database.bodies.put({ messageId: 'b|/m/1', body: text, fetchedAt: 0 });
  expect(await writer.verify('a')).toEqual(sound);
  await writer.forgetMail('a');
  expect((await database.messages.toCollection().primaryKeys()).toSorted()).toEqual(['a|/m/2', 'a|/m/3']);
  expect(await database.bodies.toCollection().primaryKeys()).toEqual(['a|/m/2', 'b|/m/1']);
  expect(await database.tasks.count()).toBe(2);
  expect(await database.cursors.count()).toBe(0);
  await daysAgree(database);
});

it('a change of a folder waits too', async () => {
  const { writer } = await begin();
  await writer.folder.create({ accountId: 'a', parent: null, name: 'New' }, 7);
  expect(await writer.facts('a')).toMatchObject({ waiting: 1 });
  expect(await writer.facts('b')).toMatchObject({ waiting: 0 });
});

it('a change that the person makes while mail is forgotten keeps its message', async () => {
  const { database, writer } = await begin();
  const many = Array.from({ length: 600 }, (_, n) => message(n + 4));
  await writer.page(INBOX, many, null);
  const [first, ...rest] = (await database.messages.toCollection().primaryKeys()).toReversed();
  if (first === undefined) throw new Error('no row');
  const marked: Promise<unknown>[] = [];
  database.messages.hook('deleting', () => {
    // In the queue behind the first rows that go, before the next ones.
    if (marked.length > 0) return;
    const mark = () => writer.mark([first], () => ({ kind: 'flag', flagged: true }), 5);
    marked.push(Dexie.ignoreTransaction(mark));
  });
  await writer.forgetMail('a');
  await Promise.all(marked);
  expect(rest.length).toBeGreaterThan(500);
  expect(await database.messages.toCollection().primaryKeys()).toEqual([first]);
  expect(await database.tasks.count()).toBe(1);
  await daysAgree(database);
});
