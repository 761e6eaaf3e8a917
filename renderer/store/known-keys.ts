import type { DBCore, DBCoreRangeType, DBCoreTable, Middleware } from 'dexie';
import { mixed } from '../../shared/short-hash.ts';

/** Tables that are asked for many keys at once of which most are not there: while a folder is listed for the first time. */
const TABLES: readonly string[] = ['messages', 'threadNames'];
/** From so many keys in one question on, looking at all keys of the table once pays. */
const MANY = 100;

/**
 * Does not ask the database for keys that it cannot have. Each key is a request of its own (IndexedDB has no other way),
 * and a page of a listing asks for some 500, nearly all in vain. Kept is a number of 30 bits for each key: with 100,000
 * keys one question in vain is left over in ten thousand. Keys that went stay, which costs such a question. Only for the
 * one connection that writes: what another one writes is not seen. `many`: from so many keys in one question on.
 */
export function knownKeys(many: number = MANY): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'known-keys',
    create(core) {
      const known = new Map(TABLES.map((name) => [name, new Set<number>()]));
      return {
        ...core,
        table(name) {
          const keys = known.get(name);
          return keys ? remembering(core.table(name), keys, many) : core.table(name);
        },
      };
    },
  };
}

function remembering(table: DBCoreTable, keys: Set<number>, many: number): DBCoreTable {
  const { primaryKey } = table.schema;
  let isWhole = false;
  return {
    ...table,
    mutate(request) {
      // Before it is written: a question right behind it must find it.
      if (request.type === 'add' || request.type === 'put')
        for (const value of request.values) keys.add(numberOf(primaryKey.extractKey?.(value)));
      return table.mutate(request);
    },
    async getMany(request) {
      if (!isWhole && request.keys.length < many) return await table.getMany(request);
      if (!isWhole) {
        const range = { type: 3 as DBCoreRangeType.Any, lower: undefined, upper: undefined };
        const query = { index: primaryKey, range };
        const { result } = await table.query({ trans: request.trans, values: false, query });
        for (const key of result) keys.add(numberOf(key));
        isWhole = true;
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
