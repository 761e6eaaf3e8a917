import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { ThreadMessage } from '../../../shared/mail/thread-names.ts';
import { threadsOf } from '../../../shared/mail/threads.ts';
import { freshDatabase } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';
import { anyMailbox } from '../threads/mail.ts';

const FOLDERS = ['a|/inbox', 'a|/sent'] as const;

/** As a listing has it. */
const listed = (one: ThreadMessage) => message(Number(one.key), { ...one, key: one.key });

it('threads in the store are those of all messages at once, in whatever pieces and order they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyMailbox,
      fc.integer(),
      fc.integer({ min: 1, max: 5 }),
      async (messages, seed, size) => {
        const database = freshDatabase();
        const writer = openWriter(database);
        const order = [...messages].sort((a, b) => mixed(a, seed) - mixed(b, seed));
        for (let at = 0; at < order.length; at += size)
          await writer.page(FOLDERS[at % 2] ?? FOLDERS[0], order.slice(at, at + size).map(listed), null);
        const rows = await database.messages.toArray();
        const threadOf = new Map(rows.map((row) => [row.key, row.thread]));
        const { threads } = threadsOf(messages);
        expect(messages.map(({ key }) => threadOf.get(key))).toEqual(threads.map((thread) => `a|${thread}`));
        await database.delete();
      },
    ),
    { numRuns: 60 },
  );
});

it('a row that is listed again keeps its thread, and what is written twice is written once', async () => {
  await fc.assert(
    fc.asyncProperty(anyMailbox, async (messages) => {
      const database = freshDatabase();
      const writer = openWriter(database);
      await writer.page(FOLDERS[0], messages.map(listed), null);
      const before = [await database.messages.toArray(), await database.threadNames.toArray()];
      for (const one of messages) await writer.page(FOLDERS[0], [listed(one)], null);
      expect([await database.messages.toArray(), await database.threadNames.toArray()]).toEqual(before);
      await database.delete();
    }),
    { numRuns: 20 },
  );
});

function mixed({ key }: ThreadMessage, seed: number): number {
  return Math.imul(Number(key) + 1, seed | 1) >>> 0;
}
