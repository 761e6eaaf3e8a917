import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { rowsFrom } from '../../../renderer/store/rows-from.ts';
import type { MessageRow } from '../../../renderer/store/tables.ts';

const FOLDER = 'alex|/Inbox';
const COUNT = 400;
/** So many rows of one millisecond, more than are read beyond what is asked for. */
const TIES = 120;

/** A row as far as the place in a list goes. */
function row(n: number, folderId = FOLDER): MessageRow {
  const nd = n < TIES ? -5000 : -5000 + Math.floor((n - TIES) / 2);
  return { id: `alex|${folderId}/${String((n * 7) % COUNT).padStart(4, '0')}`, folderId, nd } as MessageRow;
}

describe('rows from a place of a folder', () => {
  const database = new RetinueDatabase('rows-from');
  const rows = Array.from({ length: COUNT }, (_, n) => row(n));
  const inOrder = [...rows].sort((a, b) => a.nd - b.nd || (a.id < b.id ? -1 : 1));
  beforeAll(async () => {
    await database.messages.bulkPut([...rows, ...rows.map((_, n) => row(n, 'alex|/Other'))]);
  });
  afterAll(() => database.delete());

  it('are those that a walk from the first one would reach', async () => {
    const place = fc.record({
      first: fc.integer({ min: -5001, max: -4840 }),
      offset: fc.integer({ min: 0, max: COUNT + 10 }),
      limit: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(place, async ({ first, offset, limit }) => {
        const expected = inOrder.filter(({ nd }) => nd >= first).slice(offset, offset + limit);
        const read = await rowsFrom(database, FOLDER, { first, offset, limit });
        expect(read.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 150 },
    );
  });
});
