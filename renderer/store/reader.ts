import type { Acquaintance } from '../../shared/mail/cues/cue.ts';
import type { MessageLinkTarget } from '../../shared/mail/message-link.ts';
import type { Meeting } from '../../shared/calendar/meeting.ts';
import type { MeetingRecord } from '../../shared/calendar/meeting-standing.ts';
import type { Proposed } from '../../shared/people/rank-people.ts';
import { Dexie } from 'dexie';
import { findLinked } from './find-linked.ts';
import { RetinueDatabase } from './database.ts';
import { dayBounds } from './days.ts';
import { changesOf, folderChangesOf, type WaitingChange, type WaitingFolderChange } from './changes.ts';
import { countWaiting, isSameMessage } from './placed.ts';
import {
  type ConversationFacts,
  conversationsOf,
  headsFrom,
  type OpenConversation,
  openedIn,
  withUnder,
} from './read-heads.ts';
import { readPeople } from './read-people.ts';
import { readThread, type ThreadMember } from './read-thread.ts';
import { filedIdOf, meetingId, nowhereOf } from './rows.ts';
import { rowsFrom } from './rows-from.ts';
import { seenPeople } from './seen-people.ts';
import { type DueRow, dueReminders } from './reminders.ts';
import { isSmart, type Kept, smartDays, smartRows } from './smart.ts';
import type {
  AccountStateRow,
  ContactRow,
  CursorRow,
  DayRow,
  FiledRow,
  FolderRow,
  LogRow,
  MessageRow,
  OutgoingRow,
  TransferRow,
} from './tables.ts';

export { LOCAL } from './rows.ts';
export type { WaitingChange, WaitingFolderChange } from './changes.ts';
export { isBefore } from './heads.ts';
export { isSameMessage } from './placed.ts';
export type { ConversationFacts, OpenConversation } from './read-heads.ts';
export type { ThreadMember } from './read-thread.ts';
export type { DueRow } from './reminders.ts';
export { FLAGGED_ID, isSmart, type SmartId, UNREAD_ID } from './smart.ts';

/**
 * What the window may do with the database: read. Every function is meant for a live query, so that the engine's
 * writes (in its worker) show by themselves. Positions in a list are a day and an offset within it, never an offset
 * from the top: a read costs what it returns and not what it skips.
 */
export interface Reader {
  folders(): Promise<readonly FolderRow[]>;
  accounts(): Promise<readonly AccountStateRow[]>;
  /** The layout of a folder's list: one row a day that has mail, newest first, undated mail last. */
  days(folderId: string, kept?: Kept): Promise<readonly DayRow[]>;
  /** Up to `limit` rows, newest first, from the `offset`-th of the day `nday` on, running on into older days. */
  rows(
    folderId: string,
    nday: number,
    offset: number,
    limit: number,
    kept?: Kept,
  ): Promise<readonly MessageRow[]>;
  /** As `days`, of a real folder, each with how many messages lie under others (`DayRow.under`). */
  headDays(folderId: string): Promise<readonly DayRow[]>;
  /** As `rows`, of a real folder, but only the heads of conversations (`heads.ts`); offsets count heads. */
  heads(folderId: string, nday: number, offset: number, limit: number): Promise<readonly MessageRow[]>;
  /** What a list shows of the conversations of these heads, by thread; those of one message are left out. */
  conversations(heads: readonly MessageRow[]): Promise<ReadonlyMap<string, ConversationFacts>>;
  /** Conversations that lie open in a folder's list, by their threads. */
  opened(folderId: string, threads: readonly string[]): Promise<readonly OpenConversation[]>;
  /** These rows, and with each that is a head of a conversation what lies under it, but for those that lie `open`. */
  under(ids: readonly string[], open: ReadonlySet<string>): Promise<readonly string[]>;
  /** The messages that are meant where these rows are acted on: with a closed conversation all of it in that folder. */
  meant(ids: readonly string[]): Promise<readonly string[]>;
  message(id: string): Promise<MessageRow | undefined>;
  /** The message that a link names, wherever it was moved. */
  linked(target: MessageLinkTarget): Promise<MessageRow | undefined>;
  /** All stored messages of its conversation, oldest first, Sent and Deleted Items included; itself alone where there are no others. */
  thread(id: string): Promise<readonly ThreadMember[]>;
  /** Those of them that are there and in a folder that is shown, in no particular order. */
  messages(ids: readonly string[]): Promise<readonly MessageRow[]>;
  /** The messages of these rows that are in their folders, under whatever keys they have now. */
  returned(rows: readonly MessageRow[]): Promise<readonly MessageRow[]>;
  /** What rules decided about a message when it arrived. */
  filed(row: MessageRow): Promise<FiledRow | undefined>;
  /** Messages of a folder with a flag or categories: for who has to see that one of these says something else now. */
  marked(folderId: string): Promise<readonly MessageRow[]>;
  /** Messages whose reminder was due by a time, and of which nobody has been told. */
  reminders(by: number): Promise<readonly DueRow[]>;
  /** Where a message stands in a list that is not sorted by date: its group, and how many of that stand before it. */
  readonly place?: (id: string) => { readonly nday: number; readonly offset: number } | null;
  /** The same store message by message, where this one shows conversations. */
  readonly flat?: Reader;
  cursor(folderId: string): Promise<CursorRow | undefined>;
  /** Ids of the folder's unread messages, in no particular order. */
  unread(folderId: string): Promise<readonly string[]>;
  /** Which of these messages have their body on this computer. */
  readable(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The messages of an account that are this large, or whose body could not be had; goes through all of them once. */
  heavy(accountId: string, leastBytes: number): Promise<readonly MessageRow[]>;
  /** Changes made here that the server does not know yet. */
  waiting(): Promise<number>;
  /** The same, each with its message, in the order in which they were made. */
  changes(): Promise<readonly WaitingChange[]>;
  /** The same of folders, each with its folder. */
  folderChanges(): Promise<readonly WaitingFolderChange[]>;
  /** People that can be proposed while a recipient is typed, the likeliest first. */
  people(now: number): Promise<readonly Proposed[]>;
  /** Those in the address books who have this address. */
  contactsAt(address: string): Promise<readonly ContactRow[]>;
  /** What is known of a meeting: of this one date of it, and of all of it. */
  meeting(
    accountId: string,
    meeting: Pick<Meeting, 'uid' | 'occurrence'>,
  ): Promise<{ readonly own: MeetingRecord | undefined; readonly whole: MeetingRecord | undefined }>;
  /** Everybody in the address books, in no particular order. */
  contacts(): Promise<readonly ContactRow[]>;
  /** People that mail came from or went to, with how often; goes through many messages, so ask once and keep it. */
  acquaintances(): Promise<readonly Acquaintance[]>;
  log(limit: number): Promise<readonly LogRow[]>;
  /** Every transfer, oldest first. */
  transfers(): Promise<readonly TransferRow[]>;
  /** Every outgoing message, the one that has waited longest first. */
  outgoing(): Promise<readonly OutgoingRow[]>;
}

/** Opens the database for reading. */
export function openReader(database: RetinueDatabase = new RetinueDatabase()): Reader {
  const { folders, accounts, days, messages, cursors, bodies, tasks, log, transfers, outgoing } = database;
  const daysOf = async (folderId: string): Promise<readonly DayRow[]> =>
    days.where('[folderId+nday]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]).toArray();
  return {
    folders: () => folders.filter(({ removed }) => removed !== true).toArray(),
    accounts: () => accounts.toArray(),
    days: async (folderId, kept = new Set()) =>
      isSmart(folderId)
        ? smartDays(database, folderId, kept)
        : daysOf(folderId).then((rows) => rows.map(({ under: _under, ...day }) => day)),
    headDays: daysOf,
    async rows(folderId, nday, offset, limit, kept = new Set()) {
      const first = firstNd(nday);
      if (isSmart(folderId)) return smartRows(database, folderId, { first, offset, limit }, kept);
      return rowsFrom(database, folderId, { first, offset, limit });
    },
    heads: (folderId, nday, offset, limit) =>
      headsFrom(database, folderId, { first: firstNd(nday), offset, limit }),
    conversations: (heads) => conversationsOf(database, heads),
    opened: (folderId, threads) => openedIn(database, folderId, threads),
    meant: async (ids) => ids,
    under: (ids, open) => withUnder(database, ids, open),
    message: (id) => messages.get(id),
    linked: (target) => findLinked(database, target),
    thread: (id) => readThread(database, id),
    messages: async (ids) =>
      (await messages.bulkGet([...ids])).flatMap((row) =>
        row && row.folderId !== nowhereOf(row.accountId) ? [row] : [],
      ),
    async returned(rows) {
      const places = rows.map(({ folderId, nd }) => [folderId, nd]);
      const near = await messages.where('[folderId+nd]').anyOf(places).toArray();
      return near.filter((each) =>
        rows.some((row) => row.folderId === each.folderId && isSameMessage(row, each)),
      );
    },
    filed: (row) => database.filed.get(filedIdOf(row)),
    marked: (folderId) =>
      isSmart(folderId)
        ? messages.where('[flag+nd]').between([1, Dexie.minKey], [1, Dexie.maxKey]).toArray()
        : messages.where('[folderId+marked]').equals([folderId, 1]).toArray(),
    reminders: (by) => dueReminders(database, by),
    cursor: (folderId) => cursors.get(folderId),
    unread: async (folderId) => messages.where('[folderId+unread]').equals([folderId, 1]).primaryKeys(),
    async readable(ids) {
      return new Set(await bodies.where('messageId').anyOf(ids).primaryKeys());
    },
    heavy: (accountId, leastBytes) =>
      messages
        .where('id')
        .between(`${accountId}|`, `${accountId}|\uffff`)
        .filter(({ folderId }) => folderId !== nowhereOf(accountId))
        .filter(({ size, fault }) => size >= leastBytes || fault !== undefined)
        .toArray(),
    waiting: () => countWaiting(database),
    async changes() {
      const waiting = changesOf(await tasks.orderBy('id').toArray());
      const rows = await messages.bulkGet(waiting.map(({ task }) => task.messageId));
      return waiting.flatMap((change, nth) => {
        const row = rows[nth];
        return row ? [{ ...change, row }] : [];
      });
    },
    async folderChanges() {
      const waiting = folderChangesOf(await database.folderTasks.orderBy('id').toArray());
      const rows = await folders.bulkGet(waiting.map(({ task }) => task.folderId));
      return waiting.flatMap((change, nth) => {
        const row = rows[nth];
        return row ? [{ ...change, row }] : [];
      });
    },
    people: (now) => readPeople(database, now),
    contactsAt: (address) => database.contacts.where('mails').equals(address.toLowerCase()).toArray(),
    async meeting(accountId, { uid, occurrence }) {
      const ids = [occurrence, ''].map((date) => meetingId(accountId, { uid, occurrence: date }));
      const [own, whole] = await database.meetings.bulkGet(ids);
      return { own, whole };
    },
    acquaintances: () => seenPeople(database),
    contacts: () => database.contacts.toArray(),
    log: (limit) => log.reverse().limit(limit).toArray(),
    transfers: () => transfers.toArray().then((rows) => rows.sort((a, b) => a.startedAt - b.startedAt)),
    outgoing: () => outgoing.toArray().then((rows) => rows.sort((a, b) => a.queuedAt - b.queuedAt)),
  };
}

/** The smallest `nd` of a day: that of the last millisecond before the next one, or 0 for undated mail. */
function firstNd(nday: number): number {
  return nday > 0 ? 0 : -dayBounds(-nday).end + 1;
}
