import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filedIdOf } from '../../../renderer/store/rows.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';
import { daysAgree, freshDatabase } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const INBOX = 'a|/Inbox';
const OTHER = 'a|/Other';
const NOW = Date.UTC(2026, 10, 27);
const HOUR = 3_600_000;

/** What a server may say, one after the other: mail number `n`, under its `key`-th key, in one of the two folders. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('list' as const),
      folder: fc.constantFrom(INBOX, OTHER),
      mail: fc.array(fc.record({ n: fc.nat(5), key: fc.nat(2) }), { maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('judge' as const), moves: fc.boolean() }),
  ),
  { maxLength: 12 },
);

function header(n: number, key: number): MessageHeader {
  const name = `/m${n}-${key}`;
  const own = { key: name, href: name, messageId: `<${n}@x>`, date: NOW + n * HOUR };
  return message(n, own);
}

async function begin(isComplete = true) {
  const database = freshDatabase();
  const folder = { accountId: 'a', parentPath: null, total: 0, unread: 0, contentTag: null };
  await database.folders.bulkPut([
    { ...folder, id: INBOX, path: '/Inbox', href: '/Inbox', name: 'Inbox', role: 'inbox' },
    { ...folder, id: OTHER, path: '/Other', href: '/Other', name: 'Other', role: 'none' },
  ]);
  const cursor = { next: null, seen: null, completeAt: isComplete ? NOW : null };
  await database.cursors.bulkPut([INBOX, OTHER].map((folderId) => ({ ...cursor, folderId })));
  return { database, writer: openWriter(database) };
}

describe('what arrives', () => {
  it('is judged once a message, whatever keys it has and wherever it goes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { database, writer } = await begin();
        const judged: string[] = [];
        for (const step of all) {
          if (step.kind === 'list') {
            const headers = step.mail.map(({ n, key }) => header(n, key));
            await writer.page(step.folder, headers, null);
            continue;
          }
          const waiting = await database.filed.where('waiting').startsWith('a|').toArray();
          judged.push(...waiting.map(({ id }) => id));
          const decision = { verdicts: [], unknown: [] };
          const to = step.moves ? OTHER : null;
          const items = waiting.map(({ waiting: messageId = '', from }) => ({
            messageId,
            from,
            decision,
            marks: [],
            to,
          }));
          await writer.file(items, NOW);
          expect(await database.filed.where('waiting').startsWith('a|').count()).toBe(0);
        }
        expect(judged).toHaveLength(new Set(judged).size);
        await daysAgree(database);
      }),
      { numRuns: 25 },
    );
  });

  it('is nothing of the first listing, of other folders, or from before the last look', async () => {
    const first = await begin(false);
    await first.writer.page(INBOX, [header(1, 0)], null);
    expect(await first.database.filed.count()).toBe(0);
    const { database, writer } = await begin();
    await writer.page(OTHER, [header(1, 0)], null);
    await writer.page(
      INBOX,
      [
        { ...header(2, 0), date: NOW - 48 * HOUR },
        { ...header(3, 0), date: null },
      ],
      null,
    );
    expect(await database.filed.count()).toBe(0);
    await writer.page(INBOX, [header(4, 0)], null);
    const [row] = await database.messages.where('id').equals('a|/m4-0').toArray();
    expect((await database.filed.toArray()).map(({ id }) => id)).toEqual(row ? [filedIdOf(row)] : []);
  });

  it('is left alone where it was moved before it was judged', async () => {
    const { database, writer } = await begin();
    await writer.page(INBOX, [header(1, 0)], null);
    await writer.place(['a|/m1-0'], OTHER, NOW);
    const item = { messageId: 'a|/m1-0', from: INBOX, decision: { verdicts: [], unknown: [] } };
    const filed = await writer.file([{ ...item, marks: [{ kind: 'flag', flagged: true }], to: INBOX }], NOW);
    expect(filed).toEqual({ placed: [], marked: [] });
    expect((await database.filed.toArray()).map(({ waiting }) => waiting)).toEqual([undefined]);
  });
});
