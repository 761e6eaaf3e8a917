import type { FilingCalls } from './filing.ts';
import type { FolderDeskCalls } from './folders.ts';
import type { CarryReport, ExportForm, ExportProgress, ExportReport, ExportWhat } from './inout.ts';
import type { ByteProgress, FetchedFile, HealthFacts, NetworkContract } from './network.ts';
import type { Command, Step } from '../delivery/steps.ts';
import type { Meeting, Partstat } from '../calendar/meeting.ts';
import type { Failure } from '../errors.ts';
import type { Keep } from '../mail/keep.ts';
import type { Root } from '../mail/roots.ts';
import type { DialectName } from '../mail/dialects.ts';
import type { ArrangedGroup, Arrangement } from '../mail/arrangement.ts';
import type { FollowUp } from '../mail/follow-up.ts';
import type { SearchClause } from '../mail/search-query.ts';
import type { SignatureReport } from '../mail/signature.ts';
import type { ReadReceipt } from '../mail/receipts.ts';
import type { HeaderFields } from '../mail/header-fields.ts';
import type { Address } from '../mail/types.ts';
import type { Told } from '../language/told.ts';

/** What the window asks of the engine. Lists and states are not asked for: the window reads them from the store. */

/** An attachment of an opened message. `index` names it in further calls. */
export interface AttachmentInfo {
  readonly index: number;
  /**
   * Names its transfer together with the message: its address on the server, or '' where it comes with the whole
   * message; null where its bytes came with the text.
   */
  readonly part: string | null;
  /** Cleaned: no path, no control or bidi characters, extension kept. */
  readonly name: string;
  readonly mimeType: string;
  readonly size: number | null;
  /** True when its bytes are in the store already. */
  readonly local: boolean;
  /** Shown inside the body by cid: and so not listed as a chip. */
  readonly inline: boolean;
  /** A sentence when opening it would be risky (program, double extension, type that does not match), else null. */
  readonly warning: Told | null;
}
/** Where a message stands in its conversation: Message-IDs with their brackets, as they were written (RFC 5322 section 3.6.4). */
export interface Thread {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  /** Oldest first. */
  readonly references: readonly string[];
}
export interface InlineImage {
  readonly contentId: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}
export interface OpenedMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  /** Every header field in order: name in lower case, value unfolded, one char a byte; absent where only properties came. */
  readonly headers?: HeaderFields;
  readonly thread: Thread;
  /** From the Date header, else the server's; null where neither can be read. */
  readonly date: number | null;
  readonly html: string | null;
  readonly text: string | null;
  /** It is signed or encrypted (S/MIME), or one of its parts is. */
  readonly signature?: SignatureReport;
  /** It is a report on reading (RFC 8098), and says this. */
  readonly receipt?: ReadReceipt;
  readonly inlineImages: readonly InlineImage[];
  readonly attachments: readonly AttachmentInfo[];
  /** Its calendar object (text/calendar), as text; null where it has none. */
  readonly calendar: string | null;
  /** Plain sentences about what is wrong with this message or how it is shown; empty for a sound one. */
  readonly notes: readonly Told[];
  /** False when the body comes from properties (too large to fetch unasked, or the server failed). */
  readonly whole: boolean;
  /** Why the server did not send the whole message, where it was asked; it is asked again when the person says so only. */
  readonly refused: Failure | null;
  /** There is more in the whole message than is shown, and it can be asked for (`message.whole`). */
  readonly wholeFetchable: boolean;
}
/** While a message is opened: bytes so far, and what can be shown already. */
export interface OpenProgress extends ByteProgress {
  readonly shown?: OpenedMessage;
}

export interface SearchQuery {
  /** All must hold; without any, every message is found. */
  readonly clauses: readonly SearchClause[];
  /** null: of all accounts. */
  readonly accountId: string | null;
  /** Only in these folders; all where it is absent or empty. */
  readonly folderIds?: readonly string[];
  readonly limit: number;
}
export interface SearchResult {
  /** Ids of messages, newest first, at most `limit`. */
  readonly ids: readonly string[];
  /** All that were found. */
  readonly total: number;
  /** Of how many of the messages the text is here and was looked through. */
  readonly bodies: { readonly here: number; readonly messages: number };
  /** Messages that are not in the index yet. */
  readonly indexing: number;
}

/** A folder's list as a person arranged it. */
export interface ListArrangement extends Arrangement {
  readonly folderId: string;
}
/** The messages of an arranged list under their headings. `more`: so many others match and are left out. */
export interface ListOrder {
  readonly groups: readonly ArrangedGroup[];
  readonly more: number;
}

/** What a server is asked to look for. */
export interface ServerSearch {
  readonly clauses: readonly SearchClause[];
  readonly accountId: string;
  /** null: in all folders. */
  readonly folderId: string | null;
}
export interface ServerSearchResult {
  /** Ids of messages that the store holds now. */
  readonly ids: readonly string[];
  /** The server may hold more that matches. */
  readonly more: boolean;
}

/** `resume` also ends a wait (Try now); `restart` begins again at byte 0. */
export type TransferAct = 'pause' | 'resume' | 'cancel' | 'restart';

/** What is stored of an account. */
export interface StoreFacts {
  readonly folders: number;
  readonly messages: number;
  /** Messages whose content is here. */
  readonly bodies: number;
  /** Changes that the server does not know yet. */
  readonly waiting: number;
}
/** What was looked through, and what was mended: days with a wrong count, messages of no folder, contents of no message. */
export interface StoreReport {
  readonly folders: number;
  readonly messages: number;
  readonly days: number;
  readonly strays: number;
  readonly bodies: number;
}

/** An account as the engine needs it; no secret. */
export interface EngineAccount {
  readonly id: string;
  readonly name: string;
  /** Folders that are fetched whole; none where it is not said. */
  readonly keeps?: readonly Keep[];
  /** Folders outside of its mailbox. */
  readonly roots?: readonly Root[];
  /** Exchange where absent. */
  readonly dialect?: DialectName;
}

type DeskCalls = FolderDeskCalls & FilingCalls;

export interface EngineContract {
  readonly calls: DeskCalls & {
    'accounts.set': { args: { readonly accounts: readonly EngineAccount[] }; result: null };
    /** Send & Receive, Try again: everything is looked at now, without waiting for the next poll. */
    'sync.now': { args: { readonly accountId?: string }; result: null };
    'store.facts': { args: { readonly accountId: string }; result: StoreFacts };
    /** Mends what is stored of an account, without the server; at the next look every message is compared with it. */
    'store.verify': { args: { readonly accountId: string }; result: StoreReport };
    /**
     * Forgets an account's mail and lists it anew; what waits for the server stays. Rejects, and forgets nothing, while
     * the server cannot be reached.
     */
    'store.rebuild': { args: { readonly accountId: string }; result: null };
    'roots.browse': NetworkContract['calls']['roots.browse'];
    'roots.find': NetworkContract['calls']['roots.find'];
    /** What the person looks at is fetched first. */
    'folder.watch': { args: { readonly folderId: string | null }; result: null };
    'message.open': { args: { readonly messageId: string }; result: OpenedMessage; progress: OpenProgress };
    /** "Try the whole message again": however large, and whatever the server did the last time. The person's choice alone. */
    'message.whole': { args: { readonly messageId: string }; result: OpenedMessage; progress: OpenProgress };
    /** The message as it came, decoded as Latin-1 where it is not UTF-8, cut at 1 MiB. */
    'message.source': {
      args: { readonly messageId: string };
      result: { readonly text: string; readonly cut: boolean };
    };
    /** To a folder of their account, at once here and later on the server. `step` undoes it; null: nothing moved. */
    'messages.move': {
      args: { readonly messageIds: readonly string[]; readonly folderId: string };
      result: { readonly step: number | null; readonly count: number };
    };
    /** For good; there is no undo. */
    'messages.remove': {
      args: { readonly messageIds: readonly string[] };
      result: { readonly count: number };
    };
    /** Brings back what a step moved or marked. Rejects with 'not-found' where that cannot be found any more. */
    'messages.undo': { args: { readonly step: number }; result: null };
    /** Takes back a change that waits for its server. Rejects with 'not-found' where it waits no more. */
    'tasks.withdraw': { args: { readonly id: number }; result: null };
    /**
     * Flags messages or takes the flag off. `followUp`: what the flag says; a flag alone keeps the date of a message that
     * is flagged already. `step` undoes it; null: they all were so.
     */
    'messages.flag': {
      args: {
        readonly messageIds: readonly string[];
        readonly flagged: boolean;
        readonly followUp?: FollowUp;
      };
      result: { readonly step: number | null; readonly count: number };
    };
    /** Marks messages complete: they are flagged no more, and keep their date. */
    'messages.complete': {
      args: { readonly messageIds: readonly string[] };
      result: { readonly step: number | null; readonly count: number };
    };
    /** A notice told of these reminders: by what names a message wherever it is moved, and for when it was. */
    'reminders.told': {
      args: { readonly told: readonly { readonly id: string; readonly at: number }[] };
      result: null;
    };
    /** The system took no notice of a reminder: the error log says so, and why. */
    'reminders.failed': { args: { readonly failure: Failure }; result: null };
    /** Puts messages into categories, and takes them out of others. */
    'messages.categories': {
      args: {
        readonly messageIds: readonly string[];
        readonly add: readonly string[];
        readonly remove: readonly string[];
      };
      result: { readonly step: number | null; readonly count: number };
    };
    /** What is looked for on this computer; asks no server. Rejects with a sentence where search cannot work. */
    'search.find': { args: SearchQuery; result: SearchResult };
    /** A folder's messages in another order than newest first, or some of them. Rejects where search cannot work and is needed. */
    'list.arrange': { args: ListArrangement; result: ListOrder };
    /** What the server itself finds; a search ends the one before. Rejects with 'unsupported' where it has no search. */
    'search.server': { args: ServerSearch; result: ServerSearchResult };
    /** The person marks messages as read or unread. `step` undoes it; null: they all were so. */
    'messages.read': {
      args: { readonly messageIds: readonly string[]; readonly read: boolean };
      result: { readonly step: number | null; readonly count: number };
    };
    /** A message counts as read because it was in view. */
    'message.read': {
      args: { readonly messageIds: readonly string[]; readonly read: boolean };
      result: null;
    };
    /** The file, once it is whole. Its transfer shows in the store meanwhile; aborting stops the waiting only. */
    'attachment.fetch': {
      args: { readonly messageId: string; readonly index: number };
      result: FetchedFile;
    };
    /** The beginning of a file that was fetched, at most `limit` bytes, and the size of all of it: for a preview. */
    'attachment.read': {
      args: { readonly fileId: string; readonly limit: number };
      result: { readonly bytes: Uint8Array; readonly size: number };
    };
    /** A message that came as a file. */
    'attachment.message': { args: { readonly fileId: string }; result: OpenedMessage };
    'transfer.act': { args: { readonly id: string; readonly act: TransferAct }; result: null };
    'transfers.limit': { args: { readonly bytesPerSecond: number | null }; result: null };
    'transfers.clear': { args: null; result: null };
    'outgoing.command': { args: { readonly id: string; readonly command: Command }; result: null };
    /** What happened to an outgoing message, oldest step first. */
    'outgoing.steps': { args: { readonly id: string }; result: readonly Step[] };
    'outgoing.parts': NetworkContract['calls']['outgoing.parts'];
    'outgoing.replace': NetworkContract['calls']['outgoing.replace'];
    'outgoing.export': NetworkContract['calls']['outgoing.export'];
    'file.forget': NetworkContract['calls']['file.forget'];
    'findings.look': NetworkContract['calls']['findings.look'];
    /** Reads an item where it lies on the server and changes nothing about it. `size`: bytes, null where nobody said. */
    'found.read': {
      args: { readonly accountId: string; readonly href: string; readonly size: number | null };
      result: OpenedMessage;
    };
    'findings.act': NetworkContract['calls']['findings.act'];
    /** The message on screen, null for none: its transfers go first. */
    'message.watch': { args: { readonly messageId: string | null }; result: null };
    'images.load': {
      args: { readonly urls: readonly string[] };
      result: readonly {
        readonly url: string;
        readonly image: InlineImage | null;
        readonly failure: Failure | null;
      }[];
    };
    'list.unsubscribe': NetworkContract['calls']['list.unsubscribe'];
    /** A new draft goes to disk before its window opens; the window itself speaks to the network process. */
    'draft.save': NetworkContract['calls']['draft.save'];
    'draft.attach': NetworkContract['calls']['draft.attach'];
    /** These four show what they did at once. */
    'contacts.save': NetworkContract['calls']['contacts.save'];
    'contacts.read': NetworkContract['calls']['contacts.read'];
    'contacts.remove': NetworkContract['calls']['contacts.remove'];
    'contacts.restore': NetworkContract['calls']['contacts.restore'];
    'cards.save': NetworkContract['calls']['cards.save'];
    'cards.add': NetworkContract['calls']['cards.add'];
    'cards.remove': NetworkContract['calls']['cards.remove'];
    /** The address book is opened: accounts are asked whether their contacts have changed. */
    'contacts.look': { args: null; result: null };
    'people.find': NetworkContract['calls']['people.find'];
    'draft.list': NetworkContract['calls']['draft.list'];
    'draft.send': NetworkContract['calls']['draft.send'];
    /** An invitation was answered: by the outgoing message `id`. */
    'meeting.answered': {
      args: {
        readonly accountId: string;
        readonly meeting: Pick<Meeting, 'uid' | 'occurrence' | 'sequence' | 'stamp'>;
        readonly partstat: Partstat;
        readonly id: string;
      };
      result: null;
    };
    'log.clear': { args: null; result: null };
    /** Mail from files and folders that main vouched for, into the mailbox on this computer. Aborting ends it with what is in. */
    'mail.import': NetworkContract['calls']['mail.import'];
    /** The same for an export, known by its token. */
    'mail.pause': NetworkContract['calls']['mail.pause'];
    /** Writes mail into a folder that main vouched for. Aborting ends it; what is whole stays. */
    'mail.export': {
      args: {
        readonly token: string;
        readonly form: ExportForm;
        readonly what: ExportWhat;
        /** What a message without a subject is called. */
        readonly untitled: string;
      };
      result: ExportReport;
      progress: ExportProgress;
    };
    /** Copies messages into a folder of another mailbox; with `move` each is removed where it was, once its copy was seen. */
    'messages.carry': {
      args: { readonly messageIds: readonly string[]; readonly folderId: string; readonly move: boolean };
      result: CarryReport;
      progress: ExportProgress;
    };
    /** A message as a file with all of its bytes, fetched where it is not here: to be saved or dragged. `untitled` as above. */
    'mail.file': {
      args: { readonly messageId: string; readonly untitled: string };
      result: FetchedFile & { readonly name: string };
    };
    /** A message file that main vouched for, to be read and kept nowhere. */
    'mail.peek': { args: { readonly token: string }; result: OpenedMessage & { readonly fileName: string } };
    /** Requests and moods of the servers, for the Health view; asks no server. */
    'health.look': { args: { readonly after: number }; result: HealthFacts };
    'health.test': NetworkContract['calls']['health.test'];
  };
  readonly streams: Record<never, never>;
  readonly events: Record<never, never>;
}

/**
 * What does not go through the rpc: the page hands the engine a new port to the network process, or one on which the
 * engine answers another window.
 */
export interface EnginePortMessage {
  readonly type: 'network-port' | 'engine-client';
}
