import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { marksIn, type Marks } from '../../../renderer/store/marks.ts';
import { undone } from '../../../renderer/store/write-marks.ts';
import { openWriter, type Writer } from '../../../renderer/store/writer.ts';
import type { FlagState } from '../../../shared/mail/follow-up.ts';
import type { Mark } from '../../../shared/mail/types.ts';
import { daysAgree } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const FOLDER = 'a|/x';
const ID = 'a|/m/1';
const flag = (flagged: boolean): Mark => ({ kind: 'flag', flagged });
const within = (...categories: string[]): Mark => ({ kind: 'categories', categories });

let names = 0;
let database: RetinueDatabase;
let writer: Writer;
beforeEach(() => {
  names += 1;
  database = new RetinueDatabase(`marks-${names}`);
  writer = openWriter(database);
});
afterEach(() => database.delete());

const row = async () => {
  const found = await database.messages.get(ID);
  if (!found) throw new Error('no row');
  return found;
};
const set = (mark: Mark) => writer.mark([ID], () => mark, 1);
const tried = async () => await writer.markTried(await database.tasks.toCollection().primaryKeys());

describe('flags and categories in the store', () => {
  it('are in indexes that hold nothing else', async () => {
    await writer.page(
      FOLDER,
      [message(1), message(2, { flagged: true }), message(3, { categories: ['A'] })],
      null,
    );
    const flagged = await database.messages
      .where('[flag+nd]')
      .between([1, -Infinity], [1, Infinity])
      .primaryKeys();
    expect(flagged).toEqual(['a|/m/2']);
    await set(flag(true));
    await writer.mark(['a|/m/2'], () => flag(false), 1);
    expect(await database.messages.where('[folderId+marked]').equals([FOLDER, 1]).primaryKeys()).toEqual([
      ID,
      'a|/m/3',
    ]);
    expect((await database.days.toArray()).reduce((sum, day) => sum + (day.flagged ?? 0), 0)).toBe(1);
  });

  it('cancel a wish that has not left this computer, and wait beside one that may have', async () => {
    await writer.page(FOLDER, [message(1, { categories: ['A'] })], null);
    await set(flag(true));
    await set(within('A', 'B'));
    await set(within('B'));
    expect((await database.tasks.toArray()).map(({ kind }) => kind)).toEqual(['flag', 'categories']);
    await set(flag(false));
    await set(within('A'));
    expect(await database.tasks.count()).toBe(0);
    await set(within('B'));
    await tried();
    await set(within('A'));
    expect(await database.tasks.toArray()).toMatchObject([
      { categories: ['B'] },
      { categories: ['A'], before: ['B'] },
    ]);
  });

  it('come from the server where nothing waits', async () => {
    await writer.page(FOLDER, [message(1), message(2, { flagged: true, categories: ['A'] })], null);
    await set(flag(true));
    const told = { flagged: false, categories: ['C'] };
    expect(await writer.marked(FOLDER, new Map([[ID, told]]))).toBe(2);
    expect(await row()).toMatchObject({ flagged: true, categories: ['C'] });
    expect(await database.messages.get('a|/m/2')).toMatchObject({ flagged: false, categories: [] });
    await daysAgree(database);
  });

  it('a flag with a date is one wish, and taken back it is what it was before', async () => {
    await writer.page(FOLDER, [message(1, { flagged: true, followUp: { due: 7, reminder: 9 } })], null);
    expect(await database.messages.where('remind').belowOrEqual(9).primaryKeys()).toEqual([ID]);
    await set({ kind: 'flag', flagged: true, followUp: { due: 8 } });
    await set({ kind: 'flag', flagged: false, followUp: { due: 8, done: 5 } });
    expect(await row()).toMatchObject({ flagged: false, followUp: { due: 8, done: 5 }, marked: 1 });
    expect(await database.messages.where('remind').above(0).count()).toBe(0);
    expect(await database.tasks.toArray()).toMatchObject([
      { kind: 'flag', flagged: false, before: { flagged: true, followUp: { due: 7, reminder: 9 } } },
    ]);
    await set({ kind: 'flag', flagged: true, followUp: { due: 7, reminder: 9 } });
    expect(await database.tasks.count()).toBe(0);
    expect(await row()).toMatchObject({ flagged: true, remind: 9 });
    await set(flag(false));
    expect(Object.keys(await row())).not.toContain('followUp');
    await daysAgree(database);
  });

  it('a flag that waited from before flags had dates was the opposite', () => {
    const task = {
      accountId: 'a',
      folderId: FOLDER,
      messageId: ID,
      at: 1,
      kind: 'flag',
      flagged: true,
    } as const;
    expect(undone(task)).toEqual({ kind: 'flag', flagged: false });
  });

  it('dates come from the server where nothing waits, and go with it', async () => {
    await writer.page(FOLDER, [message(1), message(2)], null);
    const told = new Map([[ID, { flagged: false, followUp: { done: null }, categories: [] }]]);
    expect(await writer.marked(FOLDER, told)).toBe(1);
    expect(await row()).toMatchObject({ flagged: false, followUp: { done: null }, marked: 1 });
    expect(await writer.marked(FOLDER, told)).toBe(0);
    expect(await writer.marked(FOLDER, new Map())).toBe(1);
    expect(await row()).not.toHaveProperty('marked');
  });

  it('the last wish counts, whatever is listed meanwhile', async () => {
    const categories = fc.subarray(['A', 'B', 'C']);
    const flags: fc.Arbitrary<FlagState> = fc.constantFrom(
      { flagged: false },
      { flagged: true },
      { flagged: true, followUp: { due: 7 } },
      { flagged: false, followUp: { due: 7, done: 9 } },
    );
    const mark: fc.Arbitrary<Mark> = fc.oneof(
      fc.record({ kind: fc.constant('read' as const), read: fc.boolean() }),
      flags.map((state) => ({ kind: 'flag' as const, ...state })),
      fc.record({ kind: fc.constant('categories' as const), categories }),
    );
    const server = fc
      .record({ read: fc.boolean(), flag: flags, categories })
      .map(({ flag: state, ...others }) => ({ ...others, ...state }));
    const step = fc.oneof(
      fc.record({ what: fc.constant('wish' as const), mark }),
      fc.record({ what: fc.constant('page' as const), server }),
      fc.record({ what: fc.constant('marked' as const), server }),
      fc.record({ what: fc.constant('tried' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(server, fc.array(step, { maxLength: 20 }), async (start, steps) => {
        await Promise.all([database.messages, database.days, database.tasks].map((table) => table.clear()));
        await writer.page(FOLDER, [message(1, start)], null);
        // The server, to which wishes are sent in order: what it would have in the end, and what is shown here.
        let wanted: Marks = {};
        for (const each of steps) {
          if (each.what === 'wish') {
            await set(each.mark);
            wanted = { ...wanted, ...marksIn(each.mark) };
          } else if (each.what === 'tried') await tried();
          else {
            // A server that knows none of the wishes yet says something else at every listing.
            const waiting: string[] = (await database.tasks.toArray()).map(({ kind }) => kind);
            if (each.what === 'page') await writer.page(FOLDER, [message(1, each.server)], null);
            else await writer.marked(FOLDER, new Map([[ID, each.server]]));
            const fields: Marks = each.what === 'page' ? { read: each.server.read } : {};
            const said: Marks = {
              ...fields,
              flagged: each.server.flagged,
              followUp: each.server.followUp,
              categories: each.server.categories,
            };
            const kept = Object.fromEntries(
              Object.entries(wanted).filter(([field]) => waiting.includes(KIND[field as keyof Marks])),
            );
            wanted = { ...wanted, ...said, ...kept };
          }
          const { categories: shown, followUp, ...rest } = await row();
          const { categories: due, followUp: said, ...others } = wanted;
          expect(rest).toMatchObject(others);
          if (wanted.flagged !== undefined) expect(followUp).toEqual(said);
          if (due) expect(new Set(shown)).toEqual(new Set(due));
        }
        await daysAgree(database);
      }),
      { numRuns: 80 },
    );
  });
});

const KIND: Readonly<Record<keyof Marks, string>> = {
  read: 'read',
  flagged: 'flag',
  followUp: 'flag',
  categories: 'categories',
};
