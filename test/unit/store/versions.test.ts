import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { RetinueDatabase, type SchemaVersion, VERSIONS } from '../../../renderer/store/database.ts';
import { createDayTally } from '../../../renderer/store/day-tally.ts';
import { messageRow } from '../../../renderer/store/rows.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { daysAgree } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const FOLDER = 'a|/x';
const cursor = { folderId: FOLDER, next: { ...FIRST_PAGE, before: 1 }, seen: null, completeAt: null };

/** A step as a later release would add it: another index, and rows that follow. */
const LATER: SchemaVersion = {
  version: 99,
  stores: { messages: 'id, [folderId+nd], [folderId+unread], messageId' },
  upgrade: async (transaction) => {
    await transaction
      .table('messages')
      .toCollection()
      .modify((row: { messageId: string | null }) => {
        row.messageId ??= 'none';
      });
  },
};

async function oldDatabase(name: string): Promise<void> {
  const old = new RetinueDatabase(name, VERSIONS.slice(0, 1));
  const rows = [message(1, { messageId: null }), message(2, { messageId: '<2@x>' })].map((header) =>
    messageRow(FOLDER, header),
  );
  await old.messages.bulkPut(rows);
  const tally = createDayTally();
  for (const row of rows) tally.added(row);
  await tally.write(old.days);
  await old.cursors.put(cursor);
  old.close();
}

it('are numbered in order, each once', () => {
  const numbers = VERSIONS.map(({ version }) => version);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});

it('the first one is opened with the newest, and its rows are there', async () => {
  await oldDatabase('first');
  const database = new RetinueDatabase('first');
  expect(await database.messages.count()).toBe(2);
  expect(await database.cursors.get(FOLDER)).toEqual({ ...cursor, mark: null });
  expect(await database.relists.toArray()).toEqual([{ folderId: FOLDER, next: FIRST_PAGE }]);
  await daysAgree(database);
});

it('a step changes indexes and takes the rows along', async () => {
  await oldDatabase('step');
  const database = new RetinueDatabase('step', [...VERSIONS, LATER]);
  expect(await database.messages.where('messageId').anyOf('none', '<2@x>').count()).toBe(2);
  await daysAgree(database);
});

it('a step that fails leaves the database as it was', async () => {
  await oldDatabase('failing');
  const upgrade = () => Promise.reject(new Error('power cut'));
  const broken = new RetinueDatabase('failing', [...VERSIONS, { ...LATER, upgrade }]);
  await expect(broken.open()).rejects.toThrow();
  broken.close();
  const database = new RetinueDatabase('failing');
  expect(await database.messages.count()).toBe(2);
  expect((await new Dexie('failing').open()).verno).toBe(VERSIONS.at(-1)?.version);
});

it('flags from before they had dates are there, with their changes that wait, and are asked of the server anew', async () => {
  const old = new RetinueDatabase('undated', VERSIONS.slice(0, 11));
  const row = messageRow(FOLDER, message(1, { flagged: true }));
  await old.messages.put(row);
  const seen = { contentTag: 'x', total: 1, unread: 0 };
  await old.cursors.put({ ...cursor, next: null, seen, mark: 'as of then' });
  const at = { accountId: 'a', folderId: FOLDER, messageId: row.id, at: 1 };
  await old.tasks.add({ ...at, kind: 'flag', flagged: true });
  old.close();
  const database = new RetinueDatabase('undated');
  expect(await database.messages.toArray()).toEqual([row]);
  expect(await database.messages.where('remind').above(0).count()).toBe(0);
  expect(await database.tasks.toArray()).toMatchObject([{ kind: 'flag', flagged: true }]);
  expect(await database.cursors.get(FOLDER)).toMatchObject({ seen: null, mark: null });
});
