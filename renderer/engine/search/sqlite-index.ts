import type { Database, PreparedStatement, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { fail } from '../../../shared/errors.ts';
import type { SearchPlace } from '../../../shared/mail/search-query.ts';
import { searchWords } from '../../../shared/mail/search-words.ts';
import { type Lookups, matching, newest, type NumberSet, type Words } from './evaluate.ts';
import { FactTable, flagsOf, hasText, initialsIn, initialsOf } from './facts.ts';
import { Numbered } from './numbered.ts';
import type { IndexEntry, IndexQuery, IndexResult, IndexWords, SearchIndex } from './search-index.ts';
import { told } from '../../../shared/language/told.ts';

/** Changes whenever what is stored, or how words are taken apart, changes: an index of another number is built anew. */
export const INDEX_VERSION = 3;

/** Characters of a text whose words are kept; what comes later in a message is no more looked through. */
const TEXT_CHARS = 400_000;

/**
 * The words come separated by spaces and without anything else, so that the simplest tokenizer does. Without content:
 * the store has the texts. Prefixes of one and two letters have lists of their own, because they match nearly
 * everything; one Latin letter, wherever it stands, is among the facts.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS folders (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL);
  CREATE TABLE IF NOT EXISTS senders (number INTEGER PRIMARY KEY, address TEXT UNIQUE NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, folder INTEGER NOT NULL,
    nd REAL NOT NULL, size REAL NOT NULL, flags INTEGER NOT NULL, version TEXT NOT NULL,
    sender INTEGER NOT NULL);
  CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    subject, sender, recipient, files, body,
    content='', contentless_delete=1, tokenize='ascii', prefix='1 2');
  PRAGMA user_version = ${INDEX_VERSION};`;

const COLUMNS: Readonly<Record<SearchPlace, string>> = {
  anywhere: '',
  from: 'sender : ',
  to: 'recipient : ',
  subject: 'subject : ',
  filename: 'files : ',
};

/** An index in a SQLite database. Throws where the file is damaged. */
export function openSqliteIndex(sqlite: Sqlite3Static, database: Database): SearchIndex {
  if (Number(database.selectValue('PRAGMA user_version')) !== INDEX_VERSION) empty(database);
  database.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;');
  database.exec(SCHEMA);
  const statements = prepareAll(database);
  const facts = new FactTable();
  const folders = new Numbered((number, id) => run(statements.putFolder, [number, id]));
  const senders = new Numbered((number, address) => run(statements.putSender, [number, address]));
  const load = () => {
    folders.load(database.selectArrays('SELECT number, id FROM folders'));
    senders.load(database.selectArrays('SELECT number, address FROM senders'));
    facts.clear();
    loadFacts(sqlite, database, facts);
  };
  load();

  const numberOf = (id: string): number | undefined => one(statements.find, [id])?.[0] as number | undefined;
  const remove = (id: string) => {
    const number = numberOf(id);
    if (number === undefined) return;
    run(statements.removeWords, [number]);
    run(statements.removeMessage, [number]);
    facts.remove(number);
  };
  const put = ({ facts: each, words }: IndexEntry) => {
    const [known, oldVersion, oldFlags] = one(statements.find, [each.id]) ?? [];
    const number = typeof known === 'number' ? known : facts.end;
    const withText = words === null ? hasText(Number(oldFlags ?? 0)) : words.text !== null;
    const texts = words === null ? null : wordsOf(words);
    const initials = texts === null ? initialsIn(Number(oldFlags ?? 0)) : initialsOf(texts.flat());
    const flags = flagsOf(each, withText, initials);
    const [folder, sender] = [folders.of(each.folderId), senders.of(each.sender)];
    const version = words?.version ?? String(oldVersion ?? '');
    run(statements.putMessage, [number, each.id, folder, each.nd, each.size, flags, version, sender]);
    if (texts !== null) run(statements.putWords, [number, ...texts.map((row) => row.join(' '))]);
    facts.put(number, folder, each.nd, each.size, flags, sender);
  };
  const setState = (key: string, value: string | null) => run(statements.putState, [key, value]);
  const stateOf = (key: string) => (one(statements.state, [key])?.[0] ?? null) as string | null;

  /** All or nothing, in memory as on disk. */
  const together = (work: () => void) => {
    try {
      database.transaction('IMMEDIATE', work);
    } catch (thrown) {
      load();
      throw named(thrown);
    }
  };
  const lookup = ({ words, where }: Words): NumberSet => {
    const [first = ''] = words;
    if (where === 'anywhere' && words.length === 1 && /^[a-z]$/.test(first)) return facts.withInitial(first);
    const row = words.map((word) => word.replaceAll('"', '')).join(' ');
    const list = one(statements.match, [`${COLUMNS[where]}"${row}"*`])?.[0];
    return numberSet(typeof list === 'string' ? list : '', facts.end);
  };

  const lookups: Lookups = {
    words: lookup,
    folders: (ids) => folders.among(ids),
    senders: (addresses) => senders.among(addresses),
  };

  return {
    state: async () => ({ store: stateOf('store'), walkedTo: stateOf('walked-to') }),
    async reset(store) {
      together(() => {
        for (const table of ['messages', 'folders', 'senders', 'state'])
          database.exec(`DELETE FROM ${table}`);
        database.exec(`INSERT INTO words(words) VALUES ('delete-all')`);
        setState('store', store);
        setState('walked-to', '');
      });
      load();
    },
    async write({ put: entries, remove: ids, walkedTo }) {
      together(() => {
        for (const id of ids) remove(id);
        for (const entry of entries) put(entry);
        if (walkedTo !== undefined) setState('walked-to', walkedTo);
      });
    },
    versions: async (ids) => ids.map((id) => (one(statements.find, [id])?.[1] ?? null) as string | null),
    idsBetween: async (from, to, limit) =>
      all(statements.between, [from, to, limit]).map(([id]) => String(id)),
    async find({ clauses, accountId, limit }: IndexQuery): Promise<IndexResult> {
      const inFolders = folders.where((id) => accountId === null || id.startsWith(`${accountId}|`));
      const found = matching(facts, inFolders, clauses, lookups);
      let messages = 0;
      let withText = 0;
      for (let number = 1; number < facts.end; number += 1) {
        if (!inFolders.has(facts.folder(number))) continue;
        messages += 1;
        if (facts.hasText(number)) withText += 1;
      }
      const ids = newest(facts, found, limit).map((number) => String(one(statements.id, [number])?.[0]));
      return { ids, total: found.length, messages, withText };
    },
    count: async () => Number(database.selectValue('SELECT count(*) FROM messages')),
    async close() {
      for (const statement of Object.values(statements)) statement.finalize();
      database.close();
    },
  };
}

/** In the order of the columns. */
function wordsOf({ subject, from, to, files, text }: IndexWords): readonly (readonly string[])[] {
  return [subject, from, to, files, (text ?? '').slice(0, TEXT_CHARS)].map(searchWords);
}

function prepareAll(database: Database) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    find: prepare('SELECT number, version, flags FROM messages WHERE id = ?'),
    id: prepare('SELECT id FROM messages WHERE number = ?'),
    between: prepare('SELECT id FROM messages WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?'),
    putMessage: prepare('REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    removeMessage: prepare('DELETE FROM messages WHERE number = ?'),
    putWords: prepare(
      'REPLACE INTO words (rowid, subject, sender, recipient, files, body) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    removeWords: prepare('DELETE FROM words WHERE rowid = ?'),
    putFolder: prepare('INSERT INTO folders VALUES (?, ?)'),
    putSender: prepare('INSERT INTO senders VALUES (?, ?)'),
    putState: prepare('REPLACE INTO state VALUES (?, ?)'),
    state: prepare('SELECT value FROM state WHERE key = ?'),
    // One string instead of a step a row: crossing into WebAssembly costs more than all the rest.
    match: prepare('SELECT group_concat(rowid) FROM words WHERE words MATCH ?'),
  };
}

type Value = string | number | null;

function run(statement: PreparedStatement, values: readonly Value[]): void {
  statement.bind([...values]).stepReset();
}

function one(statement: PreparedStatement, values: readonly Value[]): readonly Value[] | undefined {
  try {
    return statement.bind([...values]).step() ? (statement.get([]) as Value[]) : undefined;
  } catch (thrown) {
    throw named(thrown);
  } finally {
    statement.reset();
  }
}

function all(statement: PreparedStatement, values: readonly Value[]): readonly (readonly Value[])[] {
  const rows: Value[][] = [];
  try {
    statement.bind([...values]);
    while (statement.step()) rows.push(statement.get([]) as Value[]);
    return rows;
  } catch (thrown) {
    throw named(thrown);
  } finally {
    statement.reset();
  }
}

/** Says of a damaged file that it helps to begin anew; the rest is passed on as it is. */
export function named(thrown: unknown): unknown {
  const { resultCode } = thrown as { readonly resultCode?: unknown };
  if (typeof resultCode !== 'number') return thrown;
  const detail = `SQLite ${resultCode}`;
  if (DAMAGE.has(resultCode & 0xff)) return fail('interrupted', DAMAGED, { detail }, thrown);
  return (resultCode & 0xff) === FULL ? fail('storage-full', NO_ROOM, { detail }, thrown) : thrown;
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE: ReadonlySet<number> = new Set([11, 26]);
const FULL = 13;
const DAMAGED = told(
  'The index that Retinue searches in was damaged. Retinue builds it again from the mail on this computer. Search again in a moment.',
);
const NO_ROOM = told(
  'This computer has no room left for the index that Retinue searches in. Mail can be read as always. Free some space, then start Retinue again.',
);

/** Drops what another version of this program left. */
function empty(database: Database): void {
  for (const table of ['words', 'messages', 'folders', 'senders', 'state'])
    database.exec(`DROP TABLE IF EXISTS ${table}`);
}

function loadFacts({ capi }: Sqlite3Static, database: Database, facts: FactTable): void {
  const rows = database.prepare('SELECT number, folder, nd, size, flags, sender FROM messages');
  try {
    while (rows.step()) {
      const { pointer } = rows;
      if (pointer === undefined) break;
      const [number, folder] = [capi.sqlite3_column_int(pointer, 0), capi.sqlite3_column_int(pointer, 1)];
      const [nd, size] = [capi.sqlite3_column_double(pointer, 2), capi.sqlite3_column_double(pointer, 3)];
      const [flags, sender] = [capi.sqlite3_column_int(pointer, 4), capi.sqlite3_column_int(pointer, 5)];
      facts.put(number, folder, nd, size, flags, sender);
    }
  } finally {
    rows.finalize();
  }
}

/** `"1,5,12"` as a set; written by hand, because splitting makes a string a message. */
function numberSet(list: string, end: number): NumberSet {
  const set = new Uint8Array(end);
  let number = 0;
  for (let at = 0; at <= list.length; at += 1) {
    const digit = list.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      number = number * 10 + digit;
    } else {
      if (number > 0) set[number] = 1;
      number = 0;
    }
  }
  return set;
}
