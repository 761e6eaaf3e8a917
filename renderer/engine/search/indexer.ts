import type { RetinueDatabase } from '../../store/database.ts';
import type { MarkRow, MessageId, MessageRow } from '../../store/tables.ts';
import { dropMarks, nextMarks } from '../../store/write-index-marks.ts';
import { factsOf, headersVersion, wordsOf } from './document.ts';
import type { IndexEntry, SearchIndex } from './search-index.ts';

/** Messages in one transaction of the index: a tenth of a second, and a person who searches waits for no more. */
export const BATCH = 250;
/** Marks taken at once: a page of a listing is one. */
const MARKS_AT_ONCE = 4;

/** Brings the index up to the store, a batch at a time. A batch that was cut short is done again from the store. */
export interface Indexer {
  /** One batch of what changed, else of what the index never had; false when there is nothing to do. */
  step(): Promise<boolean>;
  /** Messages that are not in the index as they are now. */
  missing(): Promise<number>;
  /** Empties the index and begins to build it from the store of this name. */
  restart(store: string): Promise<void>;
}

/** Makes an indexer for an index of this store. */
export function createIndexer(database: RetinueDatabase, index: SearchIndex): Indexer {
  const { messages, bodies, marks } = database;

  /** Messages that the walk has still to come to; counted once, because counting goes through all of them. */
  let ahead: number | undefined;

  const entries = async (
    rows: readonly MessageRow[],
    changed: (id: MessageId) => boolean,
  ): Promise<readonly IndexEntry[]> => {
    const versions = await index.versions(rows.map(({ id }) => id));
    const stale = rows.filter((row, nth) => versions[nth] !== headersVersion(row) || changed(row.id));
    const withBody = await bodiesAmong(stale.map(({ id }) => id));
    const put: IndexEntry[] = [];
    const isStale = new Set(stale);
    for (const row of rows) {
      // One body at a time: a batch of large ones need not fit into memory.
      const body = isStale.has(row) && withBody.has(row.id) ? await bodies.get(row.id) : undefined;
      put.push({ facts: factsOf(row), words: isStale.has(row) ? await wordsOf(row, body) : null });
    }
    return put;
  };
  /** Keys of a range are one read; most messages have no body here. */
  const bodiesAmong = async (ids: readonly MessageId[]): Promise<ReadonlySet<MessageId>> => {
    const sorted = [...ids].sort(byCode);
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (first === undefined || last === undefined) return new Set();
    return new Set(await bodies.where('messageId').between(first, last, true, true).primaryKeys());
  };
  const look = async (ids: readonly MessageId[], changed: ReadonlySet<MessageId>) => {
    for (let at = 0; at < ids.length; at += BATCH) {
      const some = ids.slice(at, at + BATCH);
      const rows = await messages.bulkGet(some);
      const there = rows.filter((row) => row !== undefined);
      const remove = some.filter((_, nth) => rows[nth] === undefined);
      await index.write({ put: await entries(there, (id) => changed.has(id)), remove });
    }
  };
  const lookBetween = async ([from, to]: readonly [MessageId, MessageId]) => {
    for (let start = from; ; ) {
      const ids = await index.idsBetween(start, to, BATCH);
      await look(ids, new Set(ids));
      const last = ids.at(-1);
      if (last === undefined || ids.length < BATCH) return;
      start = `${last}\0`; // the least text after it
    }
  };
  const settle = async (some: readonly MarkRow[]) => {
    const changed = new Set(some.filter(({ text }) => text).flatMap(({ ids }) => ids));
    await look([...new Set(some.flatMap(({ ids }) => ids))], changed);
    for (const { range } of some) if (range) await lookBetween(range);
    // What was looked at is on disk: only now may it be forgotten.
    await dropMarks(database, some);
  };
  /** Builds the index from the store, in the order of ids, and goes on where it was. */
  const walk = async (from: MessageId) => {
    ahead ??= await messages.where('id').above(from).count();
    const rows = await messages.where('id').above(from).limit(BATCH).toArray();
    const walkedTo = rows.at(-1)?.id ?? null;
    await index.write({ put: await entries(rows, () => false), remove: [], walkedTo });
    ahead = Math.max(0, ahead - rows.length);
  };

  return {
    async step() {
      const some = await nextMarks(database, MARKS_AT_ONCE);
      if (some.length > 0) {
        await settle(some);
        return true;
      }
      const { walkedTo } = await index.state();
      if (walkedTo === null) return false;
      await walk(walkedTo);
      return true;
    },
    async missing() {
      const waiting = await marks.toArray();
      const { walkedTo } = await index.state();
      const ids = new Set(waiting.flatMap((mark) => mark.ids));
      if (walkedTo === null) return ids.size;
      return ahead ?? (await messages.where('id').above(walkedTo).count());
    },
    async restart(store) {
      await index.reset(store);
      ahead = undefined;
    },
  };
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
