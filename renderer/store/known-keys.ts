import type { DBCore, DBCoreRangeType, DBCoreTable, Middleware } from 'dexie';
import { mixed } from '../../shared/short-hash.ts';

/** Tables that are asked for many keys at once of which most are not there: while a folder is listed for the first time. */
const TABLES: Readonly<Record<string, { readonly index?: string }>> = {
  /** Nearly every new message begins a thread: who else is in it is asked for one thread at a time. */
  messages: { index: 'thread' },
  threadNames: {},
};
/** From so many keys in one question on, looking at all keys of the table once pays. */
const MANY = 100;
/** Rows that may be read for the values of their index. */
const FEW = 2000;
const [EQUAL, ANY] = [1 as DBCoreRangeType.Equal, 3 as DBCoreRangeType.Any];

/**
 * Does not ask the database for keys that it cannot have. Each key is a request of its own (IndexedDB has no other way),
 * and a page of a listing asks for some 500, nearly all in vain. Kept is a number of 30 bits for each key: with 100,000
 * keys one question in vain is left over in ten thousand. The same is done for the values of one index, which are asked
 * for one by one. Keys that went stay, which costs such a question. Only for the one connection that writes: what
 * another one writes is not seen. `many`: from so many keys in one question on.
 */
export function knownKeys(many: number = MANY): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'known-keys',
    create(core) {
      const known = new Map(Object.keys(TABLES).map((name) => [name, new Set<number>()]));
      return {
        ...core,
        table(name) {
          const keys = known.get(name);
          return keys ? remembering(core.table(name), keys, TABLES[name]?.index, many) : core.table(name);
        },
      };
    },
  };
}

function remembering(
  table: DBCoreTable,
  keys: Set<number>,
  indexName: string | undefined,
  many: number,
): DBCoreTable {
  const { primaryKey, indexes } = table.schema;
  const index = indexes.find(({ name }) => name === indexName);
  const values = new Set<number>();
  let isWhole = false;
  let hasAllValues = false;
  const everything = { index: primaryKey, range: { type: ANY, lower: undefined, upper: undefined } };
  return {
    ...table,
    mutate(request) {
      // Before it is written: a question right behind it must find it.
      if (request.type === 'add' || request.type === 'put')
        for (const value of request.values) {
          keys.add(numberOf(primaryKey.extractKey?.(value)));
          if (index) values.add(numberOf(index.extractKey?.(value)));
        }
      return table.mutate(request);
    },
    query(request) {
      const { range } = request.query;
      const isOne = range.type === EQUAL && request.query.index.name === indexName;
      if (hasAllValues && isOne && !values.has(numberOf(range.lower))) return Promise.resolve({ result: [] });
      return table.query(request);
    },
    async getMany(request) {
      if (!isWhole && request.keys.length < many) return await table.getMany(request);
      if (!isWhole) {
        const { trans } = request;
        const { result } = await table.query({ trans, values: false, query: everything });
        for (const key of result) keys.add(numberOf(key));
        isWhole = true;
        // Values of an index come with their rows only: what is large already goes on asking.
        if (index && result.length <= FEW) {
          const rows = await table.query({ trans, values: true, query: everything });
          for (const row of rows.result) values.add(numberOf(index.extractKey?.(row)));
          hasAllValues = true;
        }
      }
      // Looked at once: while the answer is on its way another transaction may put one of the others.
      const isAsked = request.keys.map((key) => keys.has(numberOf(key)));
      const asked = request.keys.filter((_, nth) => isAsked[nth]);
      const found = asked.length === 0 ? [] : await table.getMany({ ...request, keys: asked });
      let next = 0;
      return isAsked.map((each) => (each ? found[next++] : undefined));
    },
  };
}

/** Thirty bits of a hash: numbers of that size are kept without an object of their own. */
function numberOf(key: unknown): number {
  return mixed(String(key))[0] & 0x3fff_ffff;
}
