import type { Table } from 'dexie';
import type { StoreFacts, StoreReport } from '../../shared/contracts/engine.ts';
import type { BodyResult } from '../../shared/contracts/network.ts';
import type { Mark, MessageHeader, PageCursor } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from './database.ts';
import type {
  AccountStateRow,
  CursorRow,
  FolderId,
  ListedFolder,
  LogRow,
  MessageId,
  MessageRow,
  OutgoingRow,
  PlaceTask,
  RemindedRow,
  TransferRow,
} from './tables.ts';
import { noteTold } from './reminders.ts';
import { putMarked, type Told } from './put-marked.ts';
import { forgetMail, storeFacts, verifyStore } from './verify.ts';
import { putChanges } from './write-changes.ts';
import { followTimeZone } from './write-days.ts';
import { type FolderWriter, openFolderWriter } from './folder-writer.ts';
import { type ContactWriter, openContactWriter } from './write-contacts.ts';
import { type MeetingWriter, openMeetingWriter } from './write-meetings.ts';
import { dropFolder, putFolders, removeAccount, storedAccounts } from './write-folders.ts';
import { countMessages, type PageResult, putPage, putUnread, removeUnlisted } from './write-messages.ts';
import { fileMessages, type ToFile, type Filed } from './write-filed.ts';
import { dropLanded, placeGivenUp, placeMessages, placesDone, type Placed } from './write-places.ts';
import { type Marked, markMessages, markTried, settleTasks } from './write-marks.ts';

/** Lines of the error log that are kept, and for how long. */
const LOG_LINES = 500;
const LOG_MS = 7 * 24 * 3_600_000;

/**
 * What the engine may do with the database, and nobody else. Every function is one transaction or says that it is
 * several; after each of them the day counts equal what the rows say.
 */
export interface Writer {
  readonly page: (
    folderId: FolderId,
    headers: readonly MessageHeader[],
    cursor: CursorRow | null,
  ) => Promise<PageResult>;
  readonly changes: (
    folderId: FolderId,
    listed: readonly MessageHeader[],
    gone: readonly MessageId[],
    cursor: CursorRow | null,
  ) => Promise<PageResult>;
  readonly unread: (folderId: FolderId, unread: ReadonlySet<MessageId>) => Promise<number>;
  readonly remove: (ids: readonly MessageId[]) => Promise<void>;
  readonly count: (folderId: FolderId) => Promise<number>;
  /** How far a folder has been listed once more (`RelistRow`); null when it is done. */
  readonly relisted: (folderId: FolderId, next: PageCursor | null) => Promise<void>;
  readonly cursor: (cursor: CursorRow) => Promise<void>;
  readonly folders: (accountId: string, list: readonly ListedFolder[]) => Promise<readonly FolderId[]>;
  readonly dropFolder: (folderId: FolderId) => Promise<void>;
  readonly folder: FolderWriter;
  /** Takes over which messages of a folder the server holds as flagged or in categories. */
  readonly marked: (folderId: FolderId, told: ReadonlyMap<MessageId, Told>) => Promise<number>;
  /** Their person was told of these reminders. */
  readonly reminded: (told: readonly RemindedRow[]) => Promise<void>;
  /** Marks messages, each as `markOf` says; returns those that it changed, as they were. */
  readonly mark: (
    ids: readonly MessageId[],
    markOf: (row: MessageRow) => Mark,
    at: number,
  ) => Promise<readonly Marked[]>;
  /** Moves to a folder, or removes for good where it is null; returns what was placed. */
  readonly place: (ids: readonly MessageId[], to: FolderId | null, at: number) => Promise<readonly Placed[]>;
  /** Carries out what was decided about messages, in one transaction. */
  readonly file: (items: readonly ToFile[], at: number) => Promise<Filed>;
  readonly placesDone: (
    done: readonly { readonly task: PlaceTask; readonly newHref: string | null }[],
  ) => Promise<void>;
  readonly dropLanded: (folderId: FolderId) => Promise<void>;
  readonly placeGivenUp: (task: PlaceTask, back: boolean) => Promise<void>;
  /** Returns which of the tasks still wait. */
  readonly markTried: (ids: readonly number[]) => Promise<ReadonlySet<number>>;
  readonly settle: (ids: readonly number[], lookAgain: readonly FolderId[]) => Promise<void>;
  /** Stores a body with the line that the list shows of it, and clears the message's fault. */
  readonly body: (messageId: MessageId, body: BodyResult, preview: string, at: number) => Promise<void>;
  readonly meetings: MeetingWriter;
  readonly contacts: ContactWriter;
  readonly fault: (messageId: MessageId, fault: NonNullable<MessageRow['fault']>) => Promise<void>;
  readonly account: (state: AccountStateRow) => Promise<void>;
  readonly removeAccount: (accountId: string) => Promise<void>;
  readonly verify: (accountId: string) => Promise<StoreReport>;
  readonly facts: (accountId: string) => Promise<StoreFacts>;
  /** All of an account's mail that can be fetched again. */
  readonly forgetMail: (accountId: string) => Promise<void>;
  readonly storedAccounts: () => Promise<readonly string[]>;
  readonly log: (line: LogRow) => Promise<void>;
  readonly clearLog: () => Promise<void>;
  /** Replaces the mirror of the transfers. */
  readonly transfers: (list: readonly TransferRow[]) => Promise<void>;
  /** Replaces the mirror of the outgoing messages. */
  readonly outgoing: (list: readonly OutgoingRow[]) => Promise<void>;
  readonly followTimeZone: (timeZone: string) => Promise<boolean>;
}

/** Opens the database for writing. */
export function openWriter(database: RetinueDatabase): Writer {
  return {
    page: (folderId, headers, cursor) => putPage(database, folderId, headers, cursor),
    changes: (folderId, listed, gone, cursor) => putChanges(database, folderId, listed, gone, cursor),
    unread: (folderId, unread) => putUnread(database, folderId, unread),
    remove: (ids) => removeUnlisted(database, ids),
    count: (folderId) => countMessages(database, folderId),
    relisted: async (folderId, next) =>
      next ? void (await database.relists.put({ folderId, next })) : database.relists.delete(folderId),
    cursor: async (cursor) => void (await database.cursors.put(cursor)),
    folders: (accountId, list) => putFolders(database, accountId, list),
    dropFolder: (folderId) => dropFolder(database, folderId),
    folder: openFolderWriter(database),
    marked: (folderId, told) => putMarked(database, folderId, told),
    reminded: (told) => noteTold(database, told),
    mark: (ids, markOf, at) => markMessages(database, ids, markOf, at),
    place: (ids, to, at) => placeMessages(database, ids, to, at),
    file: (items, at) => fileMessages(database, items, at),
    placesDone: (done) => placesDone(database, done),
    dropLanded: (folderId) => dropLanded(database, folderId),
    placeGivenUp: (task, back) => placeGivenUp(database, task, back),
    markTried: (ids) => markTried(database, ids),
    settle: (ids, lookAgain) => settleTasks(database, ids, lookAgain),
    body: (messageId, body, preview, at) => putBody(database, messageId, body, preview, at),
    meetings: openMeetingWriter(database),
    contacts: openContactWriter(database),
    fault: async (messageId, fault) => void (await database.messages.update(messageId, { fault })),
    account: async (state) => void (await database.accounts.put(state)),
    removeAccount: (accountId) => removeAccount(database, accountId),
    verify: (accountId) => verifyStore(database, accountId),
    facts: (accountId) => storeFacts(database, accountId),
    forgetMail: (accountId) => forgetMail(database, accountId),
    storedAccounts: () => storedAccounts(database),
    log: (line) => putLog(database, line),
    clearLog: () => database.log.clear(),
    transfers: (list) => putMirror(database, database.transfers, list),
    outgoing: (list) => putMirror(database, database.outgoing, list),
    followTimeZone: (timeZone) => followTimeZone(database, timeZone),
  };
}

/** In one transaction, so that a reader never sees a row go and come. */
function putMirror<T extends { readonly id: string }>(
  database: RetinueDatabase,
  table: Table<T, string>,
  list: readonly T[],
): Promise<void> {
  return database.transaction('rw', [table], async () => {
    await table
      .where('id')
      .noneOf(list.map(({ id }) => id))
      .delete();
    await table.bulkPut([...list]);
  });
}

function putBody(
  database: RetinueDatabase,
  messageId: MessageId,
  body: BodyResult,
  preview: string,
  at: number,
): Promise<void> {
  const { messages, bodies } = database;
  return database.transaction('rw', [messages, bodies], async () => {
    const row = await messages.get(messageId);
    if (!row) return; // it was deleted while its body was on the way
    await bodies.put({ messageId, body, fetchedAt: at });
    if (!row.fault && row.preview === preview) return;
    const { fault: _before, ...sound } = row;
    await messages.put({ ...sound, preview });
  });
}

function putLog(database: RetinueDatabase, line: LogRow): Promise<void> {
  return database.transaction('rw', [database.log], async () => {
    const id = await database.log.add(line);
    await database.log
      .where(':id')
      .belowOrEqual(id - LOG_LINES)
      .delete();
    await database.log.filter(({ at }) => at < line.at - LOG_MS).delete();
  });
}
