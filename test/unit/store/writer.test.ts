import { describe, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { UNDATED } from '../../../renderer/store/days.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { daysAgree } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const FOLDER = 'a|/x';
let names = 0;
function fresh() {
  names += 1;
  const database = new RetinueDatabase(`writer-${names}`);
  return { database, writer: openWriter(database), reader: openReader(database) };
}
const cursor = (before: number) => ({
  folderId: FOLDER,
  next: { ...FIRST_PAGE, before },
  seen: null,
  completeAt: null,
});

describe('a page', () => {
  it('is written whole or not at all: rows, days and cursor', async () => {
    const { database, writer } = fresh();
    await writer.page(FOLDER, [message(1), message(2)], cursor(1));
    const before = [
      await database.messages.toArray(),
      await database.days.toArray(),
      await database.cursors.toArray(),
    ];
    const stop = () => {
      throw new Error('the machine stopped here');
    };
    database.cursors.hook('updating', stop);
    await expect(writer.page(FOLDER, [message(2, { read: false }), message(3)], cursor(2))).rejects.toThrow(
      'stopped',
    );
    database.cursors.hook('updating').unsubscribe(stop);
    const after = [
      await database.messages.toArray(),
      await database.days.toArray(),
      await database.cursors.toArray(),
    ];
    expect(after).toEqual(before);
    await writer.page(FOLDER, [message(2, { read: false }), message(3)], cursor(2));
    expect(await database.messages.count()).toBe(3);
    await daysAgree(database);
  });

  it('counts what is new and what is known', async () => {
    const { writer } = fresh();
    expect(await writer.page(FOLDER, [message(1), message(2), message(2)], null)).toEqual({
      added: 2,
      known: 0,
    });
    expect(await writer.page(FOLDER, [message(2), message(3)], null)).toEqual({ added: 1, known: 1 });
    expect(await writer.page('a|/y', [message(3)], null)).toEqual({ added: 1, known: 0 });
    expect(await writer.count(FOLDER)).toBe(2);
  });

  it('has the folder that a message left looked at again', async () => {
    const { database, writer } = fresh();
    const seen = { contentTag: 't', total: 1, unread: 0 };
    await writer.page(FOLDER, [message(1)], { ...cursor(0), next: null, seen });
    await writer.page('a|/y', [message(1)], null);
    expect((await database.cursors.get(FOLDER))?.seen).toBeNull();
  });

  it('keeps a stored body, unless the message is another one now', async () => {
    const { database, writer } = fresh();
    const body = { kind: 'mime' as const, bytes: Uint8Array.of(1) };
    await writer.page(FOLDER, [message(1), message(2)], null);
    await writer.body('a|/m/1', body, 'Dear all', 1);
    await writer.body('a|/m/2', body, 'Dear all', 1);
    await writer.body('a|/m/99', body, 'Dear all', 1);
    await writer.page(FOLDER, [message(1, { read: false }), message(2, { subject: 'Saved again' })], null);
    expect(await database.bodies.toCollection().primaryKeys()).toEqual(['a|/m/1']);
    const previews = (await database.messages.toArray()).map((row) => row.preview);
    expect(previews).toEqual(['Dear all', '']);
  });
});

describe('read marks', () => {
  it('that were taken back before they left do not come to life again', async () => {
    const { database, writer } = fresh();
    await writer.page(FOLDER, [message(1, { read: false }), message(2, { read: false })], null);
    await writer.mark(['a|/m/1', 'a|/m/2'], () => ({ kind: 'read', read: true }), 1);
    const ids = await database.tasks.toCollection().primaryKeys();
    await writer.mark(['a|/m/1'], () => ({ kind: 'read', read: false }), 2);
    const [, second] = ids;
    expect(await writer.markTried(ids)).toEqual(new Set([second]));
    expect(await database.tasks.toArray()).toMatchObject([{ messageId: 'a|/m/2', tried: true }]);
  });

  it('of other programs change the count of the folder, less what waits here', async () => {
    const { database, writer } = fresh();
    const folder = { path: '/x', href: '/x/', parentPath: null, name: 'x', role: 'none' as const };
    await writer.folders('a', [{ ...folder, total: 4, unread: 3, contentTag: null }]);
    const rows = [1, 2, 3, 4].map((n) => message(n, { read: n === 4 }));
    await writer.page(FOLDER, rows, null);
    await writer.mark(['a|/m/1'], () => ({ kind: 'read', read: true }), 1);
    expect((await database.folders.get(FOLDER))?.unread).toBe(2);
    await writer.unread(FOLDER, new Set(['a|/m/1', 'a|/m/4']));
    expect((await database.folders.get(FOLDER))?.unread).toBe(1);
    expect(await database.messages.where('[folderId+unread]').equals([FOLDER, 1]).primaryKeys()).toEqual([
      'a|/m/4',
    ]);
  });
});

describe('the reader', () => {
  it('pages by day, newest first, undated and impossible dates last', async () => {
    const { writer, reader } = fresh();
    const rows = [
      ...Array.from({ length: 60 }, (_, n) => message(n)),
      message(100, { date: null }),
      message(101, { date: -1e12 }),
    ];
    await writer.page(FOLDER, rows, null);
    const days = await reader.days(FOLDER);
    expect(days.at(-1)).toEqual({ folderId: FOLDER, nday: UNDATED, count: 2, unread: expect.any(Number) });
    expect(days.reduce((sum, day) => sum + day.count, 0)).toBe(62);
    const first = days[0];
    if (!first) throw new Error('no days');
    const top = await reader.rows(FOLDER, first.nday, 0, 100);
    expect(top).toHaveLength(62);
    expect(top[0]?.key).toBe('/m/59');
    expect((await reader.rows(FOLDER, UNDATED, 1, 10)).map((row) => row.date)).toHaveLength(1);
    const second = days[1];
    const next = await reader.rows(FOLDER, second?.nday ?? 0, 0, 1);
    expect(next[0]?.id).toBe(top[first.count]?.id);
  });
});

describe('the log', () => {
  it('keeps the last lines', async () => {
    const { database, writer } = fresh();
    const line = { at: 0, accountId: null, level: 'info' as const, title: '', sentence: '', detail: '' };
    for (let n = 0; n < 520; n += 1) await writer.log({ ...line, at: n });
    expect(await database.log.count()).toBe(500);
    expect((await database.log.toCollection().first())?.at).toBe(20);
  });
});
