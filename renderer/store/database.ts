import { Dexie, type Table, type Transaction } from 'dexie';
import { FIRST_PAGE } from '../../shared/mail/types.ts';
import { markChanges } from './index-marks.ts';
import { knownKeys } from './known-keys.ts';
import { markHeads } from './mark-heads.ts';
import type {
  AccountStateRow,
  BodyRow,
  ContactFolderRow,
  ContactRow,
  CursorRow,
  DayRow,
  FiledRow,
  FolderRow,
  FolderTask,
  LogRow,
  MarkRow,
  MeetingRow,
  MessageRow,
  MetaRow,
  OutgoingRow,
  RelistRow,
  RemindedRow,
  TaskRow,
  ThreadNameRow,
  TransferRow,
} from './tables.ts';

/** The name of the database in IndexedDB. */
export const DATABASE_NAME = 'retinue';

/** One step of the schema: what changes in it, and how the rows that are there follow. */
export interface SchemaVersion {
  readonly version: number;
  /** Tables that change, as Dexie writes them; null drops one. */
  readonly stores: Readonly<Record<string, string | null>>;
  /** Runs once, inside the upgrade's transaction; cut short, the old version is there as it was. */
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/** In order and never edited once released; each step says what it changes and why rows may be dropped. */
export const VERSIONS: readonly SchemaVersion[] = [
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
  // A mirror of the network process's transfers, for the window.
  { version: 2, stores: { transfers: 'id, owner' } },
  // A mirror of its outgoing messages.
  { version: 3, stores: { outgoing: 'id' } },
  // Flags and categories: rows begin without, and every folder is compared with the server once more.
  {
    version: 4,
    stores: {
      messages: 'id, [folderId+nd], [folderId+unread], [folderId+marked], [unread+nd], [flag+nd]',
      days: '[folderId+nday], unread, flagged',
    },
    upgrade: async (transaction) => {
      await transaction.table('messages').toCollection().modify({ flagged: false, categories: [] });
      await transaction.table('cursors').toCollection().modify({ seen: null });
    },
  },
  // What the search index has to look at again.
  { version: 5, stores: { marks: '++id' } },
  // Folders that are made, moved and removed here.
  { version: 6, stores: { folderTasks: '++id, accountId' } },
  // Threads: rows of before do not say what they answer, so their folders are listed once more.
  {
    version: 7,
    stores: {
      messages:
        'id, [folderId+nd], [folderId+unread], [folderId+marked], [unread+nd], [flag+nd], thread, [topic+nd], bare',
      threadNames: 'id',
      relists: 'folderId',
    },
    upgrade: async (transaction) => {
      const listed = await transaction.table('cursors').toCollection().primaryKeys();
      await transaction.table('relists').bulkPut(listed.map((folderId) => ({ folderId, next: FIRST_PAGE })));
    },
  },
  // Conversations in the list: which messages lie under a newer one.
  { version: 8, stores: {}, upgrade: markHeads },
  // What rules were asked about; mail that is here already is not asked about by itself.
  { version: 9, stores: { filed: 'id, waiting, at' } },
  // What is known of meetings; more is learnt as invitations are read.
  { version: 10, stores: { meetings: 'id' } },
  // A mirror of address books: of the accounts, and of the cards on this computer.
  { version: 11, stores: { contacts: 'id, accountId, *mails', contactFolders: 'accountId' } },
  // Flags with dates, and reminders of them: what other programs set is read when every folder is compared once more.
  {
    version: 12,
    stores: {
      messages:
        'id, [folderId+nd], [folderId+unread], [folderId+marked], [unread+nd], [flag+nd], thread, [topic+nd], bare, remind',
      reminded: 'id',
    },
    upgrade: async (transaction) => {
      await transaction.table('cursors').toCollection().modify({ seen: null, mark: null });
    },
  },
  // Contacts are written too: where each is kept, and as what, comes with the next listing, whatever the folder says.
  { version: 13, stores: {}, upgrade: (transaction) => transaction.table('contactFolders').clear() },
];

/** The database, as the engine writes it and the window reads it. */
export class RetinueDatabase extends Dexie {
  declare readonly folders: Table<FolderRow, string>;
  declare readonly messages: Table<MessageRow, string>;
  declare readonly days: Table<DayRow, [string, number]>;
  declare readonly bodies: Table<BodyRow, string>;
  declare readonly cursors: Table<CursorRow, string>;
  declare readonly tasks: Table<TaskRow, number>;
  declare readonly folderTasks: Table<FolderTask, number>;
  declare readonly accounts: Table<AccountStateRow, string>;
  declare readonly log: Table<LogRow, number>;
  declare readonly transfers: Table<TransferRow, string>;
  declare readonly outgoing: Table<OutgoingRow, string>;
  declare readonly threadNames: Table<ThreadNameRow, string>;
  declare readonly relists: Table<RelistRow, string>;
  declare readonly contacts: Table<ContactRow, string>;
  declare readonly contactFolders: Table<ContactFolderRow, string>;
  declare readonly meetings: Table<MeetingRow, string>;
  declare readonly filed: Table<FiledRow, string>;
  declare readonly reminded: Table<RemindedRow, string>;
  declare readonly marks: Table<MarkRow, number>;
  declare readonly meta: Table<MetaRow, string>;

  /** Other versions than the released ones are for tests: an old database is built with few and opened with more. */
  constructor(name: string = DATABASE_NAME, versions: readonly SchemaVersion[] = VERSIONS) {
    // Dexie would keep the results of live queries, and for ever those of a query that was left before it was answered
    // (its signal is aborted already when the entry begins to listen): with rows scrolled past, hundreds of megabytes.
    super(name, { cache: 'disabled' });
    for (const { version, stores, upgrade } of versions) {
      const step = this.version(version).stores(stores);
      if (upgrade) step.upgrade(upgrade);
    }
    if (versions.some(({ stores }) => 'marks' in stores)) this.use(markChanges);
  }
}

/** As the engine opens it: the one connection that writes messages. */
export function writingDatabase(name: string = DATABASE_NAME): RetinueDatabase {
  const database = new RetinueDatabase(name);
  database.use(knownKeys());
  return database;
}
