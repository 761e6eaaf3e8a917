import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import type { SearchIndex } from '../../renderer/engine/search/search-index.ts';
import { openSqliteIndex } from '../../renderer/engine/search/sqlite-index.ts';

/** The application's index, in memory. */
export async function memoryIndex(): Promise<SearchIndex> {
  const sqlite = await sqlite3InitModule();
  return openSqliteIndex(sqlite, new sqlite.oo1.DB(':memory:'));
}
