import { Dexie, type Table } from 'dexie';
import type {
  AccountStateRow,
  BodyRow,
  CursorRow,
  DayRow,
  FolderRow,
  LogRow,
  MessageRow,
  MetaRow,
  TaskRow,
} from './tables.ts';

/** The name of the database in IndexedDB. */
export const DATABASE_NAME = 'retinue';

/** Versions in order, never edited once released; each step says what it changes and why rows may be dropped. */
const VERSIONS: readonly { readonly version: number; readonly stores: Record<string, string> }[] = [
  {
    version: 1,
    stores: {
      folders: 'id, accountId',
      messages: 'id, [folderId+nd], [folderId+unread]',
      days: '[folderId+nday]',
      bodies: 'messageId',
      cursors: 'folderId',
      tasks: '++id, messageId',
      accounts: 'accountId',
      log: '++id',
      meta: 'key',
    },
  },
];

/** The database, as the engine writes it and the window reads it. */
export class RetinueDatabase extends Dexie {
  declare readonly folders: Table<FolderRow, string>;
  declare readonly messages: Table<MessageRow, string>;
  declare readonly days: Table<DayRow, [string, number]>;
  declare readonly bodies: Table<BodyRow, string>;
  declare readonly cursors: Table<CursorRow, string>;
  declare readonly tasks: Table<TaskRow, number>;
  declare readonly accounts: Table<AccountStateRow, string>;
  declare readonly log: Table<LogRow, number>;
  declare readonly meta: Table<MetaRow, string>;

  /** `upTo` stops at an old version, so that a test can build an old database and upgrade it. */
  constructor(name: string = DATABASE_NAME, upTo = Number.POSITIVE_INFINITY) {
    super(name);
    for (const { version, stores } of VERSIONS) if (version <= upTo) this.version(version).stores(stores);
  }
}
