import type { MeetingRecord } from '../../shared/calendar/meeting-standing.ts';
import type { TransferView } from '../../shared/contracts/transfers.ts';
import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import type { Failure } from '../../shared/errors.ts';
import type { ListedContact } from '../../shared/people/contact.ts';
import type { Decision } from '../../shared/filing/judge.ts';
import type { FlagState } from '../../shared/mail/follow-up.ts';
import type { Folder, Mark, MessageHeader, PageCursor } from '../../shared/mail/types.ts';
import type { Said, Told } from '../../shared/language/told.ts';

/**
 * The rows of the database. It is a cache of the server: all of it can be deleted and fetched again.
 * Few indexes, because puts cost, not bytes; dates are stored negated (`nd`) so that newest-first is a forward read.
 */

/** `accountId|path`; the folder's id. */
export type FolderId = string;
/** `accountId|key`; the message's id. */
export type MessageId = string;

/** `accountId|name`, where the name is of the thread itself (`threadsOf`). */
export type ThreadId = string;

export interface FolderRow extends Folder {
  readonly id: FolderId;
  readonly accountId: string;
  /** It was removed here, and the server has still to be told: nobody is shown it. */
  readonly removed?: true;
  /** It hangs under a folder outside of the account's mailbox, by that one's path (`Root`). */
  readonly root?: string;
}
/** A folder on its way into the store. */
export type ListedFolder = Folder & Pick<FolderRow, 'root'>;

export interface MessageRow extends MessageHeader {
  readonly id: MessageId;
  readonly accountId: string;
  readonly folderId: FolderId;
  /** Minus the date in ms; 0 where there is none, so that undated mail comes last. */
  readonly nd: number;
  /** 1 while unread and absent otherwise: a sparse index holds only the unread ones. */
  readonly unread?: 1;
  /** 1 while flagged: the index of all flagged mail. */
  readonly flag?: 1;
  /** When its person wants to be reminded of it: the index of all reminders. */
  readonly remind?: number;
  /** 1 while flagged, complete or in a category: a folder's index of what has a mark besides the read one. */
  readonly marked?: 1;
  /** `accountId|thread`; absent in rows of before threads were kept, until their folder is listed once more (`RelistRow`). */
  readonly thread?: ThreadId;
  /** 1 while a newer message of its thread is in the same folder (`heads.ts`). */
  readonly under?: 1;
  /** Its topic where the subject is specific enough to tell conversations apart, and the same again in a bare answer. */
  readonly topic?: string;
  readonly bare?: string;
  /** Why the body could not be had at the last try, and when the next one is due; absent when all is well. */
  readonly fault?: { readonly failure: Failure; readonly nextTryAt: number | null };
}

/** How many messages of a folder fall on one local calendar day: the list's layout and its group headings come from these. */
export interface DayRow {
  readonly folderId: FolderId;
  /** Minus the local day number (`localDay`): newest first. 1 for undated mail, which comes last. */
  readonly nday: number;
  readonly count: number;
  readonly unread: number;
  /** Absent where none is: the index of days that have flagged mail is small. */
  readonly flagged?: number;
  /** Messages that lie under a newer one of their conversation; absent where none does. */
  readonly under?: number;
}

/** A message's content as it came. */
export interface BodyRow {
  readonly messageId: MessageId;
  readonly body: import('../../shared/contracts/network.ts').BodyResult;
  readonly fetchedAt: number;
}

/** How far a folder is synchronised. Written in the same transaction as the rows that it speaks of. */
export interface CursorRow {
  readonly folderId: FolderId;
  /** null: the first pass is complete; only changes are looked for. */
  readonly next: PageCursor | null;
  /** What the folder said when it was last complete; a difference means that there is something to fetch. */
  readonly seen: {
    readonly contentTag: string | null;
    readonly total: number | null;
    readonly unread: number | null;
  } | null;
  /**
   * How far its changes are known, in the server's words: all before is here. null or absent where nothing is kept of
   * it, and where what is here is not what the server told: then everything is compared.
   */
  readonly mark?: string | null;
  /** Its messages are compared one by one at the next look, whatever the counts say. */
  readonly compare?: true;
  /** When this folder was last complete and in step. */
  readonly completeAt: number | null;
}

/** A name by which messages are known that means another thread. It stays when they go: what belonged together still does. */
export interface ThreadNameRow {
  /** `accountId|name`. */
  readonly id: string;
  readonly thread: ThreadId;
}

/** A folder whose rows are from before threads were kept: it is listed once more, in idle time, from here on. */
export interface RelistRow {
  readonly folderId: FolderId;
  readonly next: PageCursor;
}

/**
 * A message that rules are asked about when it arrives in an Inbox. Written with its row, so that it is asked about once:
 * `id` is of what stays the same when the message moves (`filedIdOf`).
 */
export interface FiledRow {
  /** `accountId|…`. */
  readonly id: string;
  /** When it came in, then when it was judged. */
  readonly at: number;
  /** The message's id while it waits to be judged; absent afterwards. */
  readonly waiting?: MessageId;
  /** What was decided; absent while it waits, and where nothing was. */
  readonly decision?: Decision;
  /** Where it was before. */
  readonly from: FolderId;
}

/** A change made here that the server does not know yet. Its local half has been applied. */
export type TaskRow = MarkTask | PlaceTask;

interface Task {
  readonly id?: number;
  readonly accountId: string;
  /** Where the message was before. */
  readonly folderId: FolderId;
  readonly messageId: MessageId;
  readonly at: number;
  /** Set before the server is asked: from then on it may have happened there, so an opposite wish cannot just drop it. */
  readonly tried?: true;
}
/**
 * `before`: the flag or the categories that the message had when this wish was made, as far as the server knows or was
 * asked. Flags of before they had dates do not say it: they were the opposite.
 */
export type MarkTask = Task &
  (
    | Extract<Mark, { readonly kind: 'read' }>
    | (Extract<Mark, { readonly kind: 'flag' }> & { readonly before?: FlagState })
    | (Extract<Mark, { readonly kind: 'categories' }> & { readonly before: readonly string[] })
  );
/** The message goes to another folder, or away for good; its row is in its new place already. */
export type PlaceTask = Task & {
  /** The server has carried it out; the row stands in until its folder is listed and the message has its new key. */
  readonly landed?: true;
} & ({ readonly kind: 'move'; readonly to: FolderId } | { readonly kind: 'remove' });

/**
 * A change of the folders made here that the server does not know yet. Its local half is in the folder's row: a folder
 * keeps its id (which is where the server has it) until the server has moved it.
 */
export type FolderTask = {
  readonly id?: number;
  readonly accountId: string;
  readonly folderId: FolderId;
  readonly at: number;
  /** As with `Task`. */
  readonly tried?: true;
} & (
  | ({ readonly kind: 'create' } & FolderSpot)
  /** `before`: where it goes back to where the server refuses. `anyName`: "name 2" is as good. */
  | ({ readonly kind: 'move'; readonly anyName: boolean; readonly before: FolderSpot } & FolderSpot)
  | { readonly kind: 'remove' }
);
/** Where a folder hangs (null: at the top of its account), and its name there. */
export interface FolderSpot {
  readonly parent: FolderId | null;
  readonly name: string;
}

/** What the status bar and the banners show of an account. */
export interface AccountStateRow {
  readonly accountId: string;
  readonly connection: 'connecting' | 'online' | 'offline' | 'sign-in' | 'refused' | 'paused';
  /** When `connection` last changed. */
  readonly since: number;
  readonly failure: Failure | null;
  readonly nextTryAt: number | null;
  readonly lastSyncAt: number | null;
  /** For example "Exchange 2003"; null before it is known. */
  readonly server: string | null;
  /** Why its server cannot be asked to search, as a sentence; null where it can, absent before it is known. */
  readonly noSearch?: Told | null;
  /** What is going on, as numbers: the status bar says it. */
  readonly activity: {
    /** Absent: rows are listed; else contents are fetched for a folder that is kept. */
    readonly what?: 'keep';
    readonly folderId: FolderId;
    readonly done: number;
    readonly total: number | null;
  } | null;
}

/** A line of the error log, in plain sentences; never a subject, a body or a secret. */
export interface LogRow extends Told {
  readonly id?: number;
  readonly at: number;
  readonly accountId: string | null;
  readonly level: 'info' | 'warning' | 'error';
  readonly title: string;
  /** What the title was made of; older lines lack it. */
  readonly titleSaid?: Said;
  readonly detail: string;
  /** What the detail was made of, where it is said. */
  readonly detailSaid?: Said;
}

/** A transfer as the network process last told it: a mirror, never the truth. */
export type TransferRow = TransferView;

/** An outgoing message as the network process last told it: a mirror, never the truth. */
export type OutgoingRow = OutgoingView;

/** The newest that messages here say of a meeting, and its answer (`MeetingRecord`). */
export interface MeetingRow extends MeetingRecord {
  /** `accountId|name` (`meetingName`). */
  readonly id: string;
}

/** Somebody in an address book: of an account, or of this computer (`LOCAL`). */
export interface ContactRow extends ListedContact {
  /** `accountId|key`. */
  readonly id: string;
  readonly accountId: string;
  /** Its addresses in small letters. */
  readonly mails: readonly string[];
}
/** What an account's folder of contacts said before it was last listed. */
export interface ContactFolderRow {
  readonly accountId: string;
  readonly tag: string | null;
}

/** What the search index has to look at again. */
export interface MarkRow {
  readonly id?: number;
  readonly ids: readonly MessageId[];
  /** All from the first to the second id; null: those in `ids`. */
  readonly range: readonly [MessageId, MessageId] | null;
  /** The stored text changed, and not the row alone. */
  readonly text: boolean;
}

/** A reminder that its person was told of: it is told once, wherever the message is moved (`filedIdOf`). */
export interface RemindedRow {
  readonly id: string;
  /** For when it was. */
  readonly at: number;
}

/** Facts about the database itself. `search` names this store, so that an index knows whether it is of this one. */
export interface MetaRow {
  readonly key: 'time-zone' | 'search';
  readonly value: string;
}
