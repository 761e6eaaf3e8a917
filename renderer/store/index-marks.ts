import type { DBCore, DBCoreMutateRequest, DBCoreTransaction, Middleware } from 'dexie';
import type { MarkRow, MessageId } from './tables.ts';

/**
 * Notes for the search index what changed, in the transaction that changes it: one record a write, however many rows
 * it has. It sits below the tables, so that no writer can forget it, and only says "look at these": what became of them
 * is in the store.
 */
export const markChanges: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'marks',
  create: (core) => (core.schema.tables.some(({ name }) => name === MARKS) ? marking(core) : core),
};

/** A database of an earlier version has no place for marks, and no index. */
function marking(core: DBCore): DBCore {
  return {
    ...core,
    transaction(stores, mode, options) {
      const more = mode === 'readwrite' && stores.some(isMarked) && !stores.includes(MARKS);
      return core.transaction(more ? [...stores, MARKS] : stores, mode, options);
    },
    table(name) {
      const table = core.table(name);
      if (!isMarked(name)) return table;
      return {
        ...table,
        async mutate(request) {
          const answer = await table.mutate(request);
          const mark = markOf(name, request, (value) => String(table.schema.primaryKey.extractKey?.(value)));
          if (mark) await add(core, request.trans, mark);
          return answer;
        },
      };
    },
  };
}

const MARKS = 'marks';
const isMarked = (store: string) => store === 'messages' || store === 'bodies';

function markOf(
  store: string,
  request: DBCoreMutateRequest,
  keyOf: (value: unknown) => MessageId,
): MarkRow | null {
  const text = store === 'bodies';
  switch (request.type) {
    case 'add':
    case 'put':
      return named(request.values.map(keyOf), text);
    case 'delete':
      return named(request.keys.map(String), text);
    case 'deleteRange': {
      const { lower, upper } = request.range as { readonly lower?: unknown; readonly upper?: unknown };
      const from = typeof lower === 'string' ? lower : '';
      return { ids: [], range: [from, typeof upper === 'string' ? upper : '\uffff'], text };
    }
  }
}

function named(ids: readonly MessageId[], text: boolean): MarkRow | null {
  return ids.length === 0 ? null : { ids, range: null, text };
}

async function add(core: DBCore, trans: DBCoreTransaction, mark: MarkRow): Promise<void> {
  const { failures, numFailures } = await core.table(MARKS).mutate({ type: 'add', trans, values: [mark] });
  if (numFailures > 0) throw failures[0] ?? new Error('the search index could not be told of a change');
}
