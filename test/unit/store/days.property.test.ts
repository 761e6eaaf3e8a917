import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { knownKeys } from '../../../renderer/store/known-keys.ts';
import { isForServer, isPlacing, placedDifference } from '../../../renderer/store/placed.ts';
import type { PlaceTask } from '../../../renderer/store/tables.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { daysAgree } from '../engine/bench.ts';
import type { Mark } from '../../../shared/mail/types.ts';
import { message } from '../engine/fake-network.ts';

const FOLDERS = ['a|/x', 'a|/y', 'b|/x'] as const;
const folder = fc.constantFrom(...FOLDERS);
const number = fc.integer({ min: 0, max: 12 });
const categories = fc.subarray(['Red', 'Blue']);
const told = fc.record({ flagged: fc.boolean(), categories });
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.record({ kind: fc.constant('read' as const), read: fc.boolean() }),
  fc.record({ kind: fc.constant('flag' as const), flagged: fc.boolean() }),
  fc.record({ kind: fc.constant('categories' as const), categories }),
);
const header = fc
  .record({
    n: number,
    read: fc.boolean(),
    flagged: fc.boolean(),
    /** What it answers: conversations grow, and become one. */
    references: fc.array(
      number.map((n) => `<${n}@x>`),
      { maxLength: 2 },
    ),
    date: fc.oneof(
      fc.constant(null),
      fc.constantFrom(-5, 0, 86_400_000),
      fc.integer({ min: 1.7e12, max: 1.7e12 + 4e8 }),
    ),
  })
  .map(({ n, ...more }) => message(n, { ...more, messageId: `<${n}@x>` }));
const operation = fc.oneof(
  fc.record({ kind: fc.constant('page' as const), folder, headers: fc.array(header, { maxLength: 8 }) }),
  fc.record({ kind: fc.constant('remove' as const), ids: fc.array(number) }),
  fc.record({ kind: fc.constant('mark' as const), ids: fc.array(number), mark }),
  fc.record({ kind: fc.constant('marked' as const), folder, ids: fc.array(number), told }),
  fc.record({ kind: fc.constant('unread' as const), folder, ids: fc.array(number) }),
  fc.record({ kind: fc.constant('drop' as const), folder }),
  fc.record({
    kind: fc.constant('place' as const),
    to: fc.option(folder, { nil: null }),
    ids: fc.array(number),
  }),
  fc.record({ kind: fc.constant('tried' as const) }),
  fc.record({ kind: fc.constant('placed' as const), count: number }),
  fc.record({ kind: fc.constant('given up' as const), count: number, back: fc.boolean() }),
  fc.record({ kind: fc.constant('landed' as const), folder }),
  fc.record({ kind: fc.constant('settle' as const) }),
  fc.record({ kind: fc.constant('account' as const) }),
);

/** Changes of places for the server, the oldest of each message. */
async function placing(database: RetinueDatabase): Promise<readonly PlaceTask[]> {
  const waiting = (await database.tasks.orderBy('id').toArray()).filter(isForServer).filter(isPlacing);
  return [...new Map(waiting.reverse().map((task) => [task.messageId, task])).values()];
}

let names = 0;

describe('the writer', () => {
  it('keeps days equal to the rows whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
        names += 1;
        const database = new RetinueDatabase(`days-${names}`);
        database.use(knownKeys(1));
        const writer = openWriter(database);
        const ids = (numbers: readonly number[]) => numbers.flatMap((n) => [`a|/m/${n}`, `b|/m/${n}`]);
        for (const step of operations) {
          if (step.kind === 'page') await writer.page(step.folder, step.headers, null);
          else if (step.kind === 'remove') await writer.remove(ids(step.ids));
          else if (step.kind === 'mark') await writer.mark(ids(step.ids), () => step.mark, 0);
          else if (step.kind === 'marked')
            await writer.marked(step.folder, new Map(ids(step.ids).map((id) => [id, step.told])));
          else if (step.kind === 'unread') await writer.unread(step.folder, new Set(ids(step.ids)));
          else if (step.kind === 'drop') await writer.dropFolder(step.folder);
          else if (step.kind === 'place') await writer.place(ids(step.ids), step.to, 0);
          else if (step.kind === 'tried')
            await writer.markTried(await database.tasks.toCollection().primaryKeys());
          else if (step.kind === 'placed')
            for (const task of (await placing(database)).slice(0, step.count))
              await writer.placesDone([{ task, newHref: null }]);
          else if (step.kind === 'given up')
            for (const task of (await placing(database)).slice(0, step.count))
              await writer.placeGivenUp(task, step.back);
          else if (step.kind === 'landed') await writer.dropLanded(step.folder);
          else if (step.kind === 'account') await writer.removeAccount('b');
          else
            await writer.settle(
              (await database.tasks.toArray()).map((task) => task.id ?? 0),
              [],
            );
          await daysAgree(database);
        }
        const elsewhere = await placedDifference(database);
        for (const id of FOLDERS) {
          const rows = await database.messages.filter((row) => row.folderId === id).count();
          expect(await writer.count(id)).toBe(rows - elsewhere(id).total);
        }
        const before = await database.days.toArray();
        expect(await writer.followTimeZone('Other/Zone')).toBe(true);
        expect(await database.days.toArray()).toEqual(before);
        await database.delete();
      }),
      { numRuns: 60 },
    );
  });
});
