import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RetinueDatabase, writingDatabase } from '../../../renderer/store/database.ts';
import { ndayOf } from '../../../renderer/store/days.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';
import { message } from '../engine/fake-network.ts';

const INBOX = 'a|/Inbox';
const SENT = 'a|/Sent';
/** The day of a list's beginning: after all mail. */
const TOP = -40_000;
let names = 0;

async function house(inbox: readonly MessageHeader[], sent: readonly MessageHeader[] = []) {
  names += 1;
  const database = writingDatabase(`heads-${names}`);
  const writer = openWriter(database);
  const common = { parentPath: null, total: 0, unread: 0, contentTag: null } as const;
  await writer.folders('a', [
    { ...common, path: '/Inbox', href: '/Inbox', name: 'Inbox', role: 'inbox' },
    { ...common, path: '/Sent', href: '/Sent', name: 'Sent', role: 'sent' },
  ]);
  await writer.page(INBOX, inbox, null);
  await writer.page(SENT, sent, null);
  return { database, writer, reader: openReader(database) };
}
const at = (n: number, minutes: number, answers: readonly number[] = [], more: Partial<MessageHeader> = {}) =>
  message(n, {
    messageId: `<${n}@x>`,
    date: 1.7e12 + minutes * 60_000,
    references: answers.map((each) => `<${each}@x>`),
    subject: `Subject ${n}`,
    ...more,
  });
const idsIn = async (database: RetinueDatabase, folderId: string) => {
  const reader = openReader(database);
  return (await reader.heads(folderId, TOP, 0, 100)).map(({ key }) => key);
};

describe('conversations in a folder', () => {
  it('have one head, the newest there, whatever order they came in and wherever the others are', async () => {
    const { database, writer } = await house(
      [at(3, 30, [1]), at(1, 10), at(5, 50)],
      [at(2, 20, [1]), at(4, 40, [3])],
    );
    expect(await idsIn(database, INBOX)).toEqual([at(5, 0).key, at(3, 0).key]);
    expect(await idsIn(database, SENT)).toEqual([at(4, 0).key]);
    await writer.remove([`a|${at(3, 0).key}`]);
    expect(await idsIn(database, INBOX)).toEqual([at(5, 0).key, at(1, 0).key]);
    // The answer that makes two conversations one.
    await writer.page(INBOX, [at(6, 60, [5, 1])], null);
    expect(await idsIn(database, INBOX)).toEqual([at(6, 0).key]);
  });

  it('say what they are made of', async () => {
    const { reader } = await house(
      [
        at(1, 10, [], { from: '"Ingrid" <i@x>', hasAttachment: true, size: 500 }),
        at(3, 30, [1], { from: '"Tomás" <t@x>', read: false }),
        at(9, 90),
      ],
      [at(2, 20, [1])],
    );
    const heads = await reader.heads(INBOX, TOP, 0, 10);
    const facts = [...(await reader.conversations(heads)).values()];
    expect(facts).toEqual([
      {
        count: 3,
        unread: 1,
        flagged: false,
        attached: 500,
        writers: ['"Tomás" <t@x>', null, '"Ingrid" <i@x>'],
      },
    ]);
  });

  it('lie open below their head, and are meant as a whole while they are closed', async () => {
    const { reader } = await house([at(1, 10), at(3, 30, [1]), at(9, 90)], [at(2, 20, [1])]);
    const [, head] = await reader.heads(INBOX, TOP, 0, 10);
    const thread = head?.thread ?? '';
    const [open] = await reader.opened(INBOX, [thread, 'a|none']);
    expect(open?.children.map(({ row }) => row.key)).toEqual([at(2, 0).key, at(1, 0).key]);
    expect(open).toMatchObject({ nday: ndayOf(head?.date ?? null), offset: 1 });
    const ids = [head?.id ?? ''];
    expect(await reader.under(ids, new Set())).toEqual([`a|${at(3, 0).key}`, `a|${at(1, 0).key}`]);
    expect(await reader.under(ids, new Set([thread]))).toEqual(ids);
  });

  it('are read from any place on as a walk over all rows would', async () => {
    const mail = fc.array(
      fc.record({
        minutes: fc.integer({ min: 0, max: 6000 }),
        answers: fc.option(fc.nat(30), { nil: null }),
      }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(mail, fc.nat(20), fc.integer({ min: 1, max: 20 }), async (list, offset, limit) => {
        const headers = list.map(({ minutes, answers }, n) =>
          at(n, minutes, answers === null ? [] : [answers]),
        );
        const { database, reader } = await house(headers);
        const all = (await database.messages.toArray())
          .filter(({ under }) => under !== 1)
          .sort((a, b) => a.nd - b.nd || (a.id < b.id ? -1 : 1));
        const read = await reader.heads(INBOX, TOP, offset, limit);
        expect(read.map(({ id }) => id)).toEqual(all.slice(offset, offset + limit).map(({ id }) => id));
        const days = await reader.headDays(INBOX);
        expect(days.reduce((sum, { count, under = 0 }) => sum + count - under, 0)).toBe(all.length);
        await database.delete();
      }),
      { numRuns: 30 },
    );
  });
});
