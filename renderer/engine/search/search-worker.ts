import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { createInTurn } from '../../../shared/in-turn.ts';
import { serve } from '../../../shared/rpc/server.ts';
import { type MessageTarget, webTransport } from '../../../shared/rpc/transports.ts';
import { type IndexContract, indexHandlers } from './index-contract.ts';
import type { SearchIndex } from './search-index.ts';
import { openSqliteIndex } from './sqlite-index.ts';

/**
 * The worker that holds the index: building and searching are long steps without a pause, and hold up nobody here.
 * The files are in the origin's private file system, which no other page can open.
 */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const FILE = '/search.db';

async function open(): Promise<SearchIndex> {
  const sqlite = await sqlite3InitModule({ print: () => {}, printErr: () => {} });
  const pool = await sqlite.installOpfsSAHPoolVfs({
    name: 'search',
    directory: 'search',
    initialCapacity: 6,
  });
  const fresh = () => openSqliteIndex(sqlite, new pool.OpfsSAHPoolDb(FILE));
  const anew = () => {
    pool.unlink(FILE);
    return fresh();
  };
  let index: SearchIndex;
  try {
    index = fresh();
  } catch {
    index = anew(); // whatever is wrong with the file, it is only an index
  }
  return {
    state: () => index.state(),
    async reset(store) {
      await index.close();
      index = anew();
      await index.reset(store);
    },
    write: (changes) => index.write(changes),
    versions: (ids) => index.versions(ids),
    idsBetween: (from, to, limit) => index.idsBetween(from, to, limit),
    find: (query) => index.find(query),
    count: () => index.count(),
    close: () => index.close(),
  };
}

const target: MessageTarget = {
  postMessage: (message) => scope.postMessage(message),
  addEventListener: (type, listener) => scope.addEventListener(type, listener as EventListener),
};
serve<IndexContract>(webTransport(target), indexHandlers(open(), createInTurn()), (_method, args) => args);
