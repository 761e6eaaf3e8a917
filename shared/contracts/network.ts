import * as v from 'valibot';
import type { OutgoingView } from '../delivery/outgoing.ts';
import { type Finding, FINDING_ACTS } from '../delivery/findings.ts';
import type { OutgoingParts } from '../delivery/repairs.ts';
import { COMMANDS, type Step } from '../delivery/steps.ts';
import type { Failure } from '../errors.ts';
import type { Told } from '../language/told.ts';
import type { ProbeResult } from '../health/probe.ts';
import type { RequestFacts } from '../health/request.ts';
import type { ServerMoodFacts } from '../health/servers.ts';
import { followUpSchema } from '../mail/follow-up.ts';
import type { CheckedSignature } from '../mail/signature.ts';
import type { ServerClause } from '../mail/search-query.ts';
import { serverClauseSchema } from '../mail/search-schema.ts';
import type {
  Folder,
  FoldersEnd,
  HeaderFields,
  MessageHeader,
  PageCursor,
  RemoteAttachment,
} from '../mail/types.ts';
import type { Mailbox } from '../mail/compose/draft.ts';
import type { DraftCopy } from '../mail/compose/server-copy.ts';
import { accountId, bytes, count, fileIdSchema, PORT_BYTES_LIMIT, text } from './arguments.ts';
import { type DraftCalls, draftSchemas } from './drafts.ts';
import { type PeopleCalls, peopleSchemas, type PeopleStreams } from './people.ts';
import { type ChangeCalls, type ChangeStreams, changeSchemas, type MessageIdentity } from './changes.ts';
import { type InoutCalls, inoutSchemas } from './inout.ts';
import { type FolderCalls, folderSchemas, type FolderStreams } from './folders.ts';
import { type OutsideCalls, outsideSchemas } from './outside.ts';
import type { TransferView } from './transfers.ts';

export { fileIdSchema, PORT_BYTES_LIMIT } from './arguments.ts';
export { draftIdSchema } from './drafts.ts';

/** What crosses the port between the engine (renderer) and the network process. Arguments are checked by schema. */
const itemRef = v.object({ href: text, permanentUrl: v.nullable(text) });
const category = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const transferId = fileIdSchema;
/** The id of an outgoing message: the name of its folder in the spool. */
const outgoingId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/));
const pageCursor = v.object({
  before: v.nullable(v.number()),
  skip: count,
  phase: v.picklist(['dated', 'undated']),
});
export const networkSchemas = {
  'account.open': v.object({ accountId }),
  'folders.list': v.object({ accountId }),
  'folders.news': v.object({ accountId, folder: text }),
  'messages.page': v.object({
    accountId,
    folder: text,
    from: pageCursor,
    rows: v.pipe(count, v.minValue(1), v.maxValue(500)),
  }),
  'messages.search': v.object({
    accountId,
    /** null: in all of them. */
    folder: v.nullable(text),
    clauses: v.pipe(v.array(serverClauseSchema), v.maxLength(50)),
    rows: v.pipe(count, v.minValue(1), v.maxValue(500)),
  }),
  'messages.unread': v.object({ accountId, folder: text }),
  'message.body': v.object({ accountId, item: itemRef, size: count }),
  'messages.marked': v.object({ accountId, folder: text }),
  'flags.mark': v.object({
    accountId,
    folder: text,
    items: v.pipe(v.array(itemRef), v.maxLength(100)),
    mark: v.variant('kind', [
      v.object({ kind: v.literal('read'), read: v.boolean() }),
      v.object({
        kind: v.literal('flag'),
        flagged: v.boolean(),
        followUp: v.exactOptional(followUpSchema),
      }),
      v.object({ kind: v.literal('categories'), categories: v.pipe(v.array(category), v.maxLength(100)) }),
    ]),
  }),
  /** At most as many as a bulk verb takes at once. */
  'messages.fields': v.object({
    accountId,
    folder: text,
    items: v.pipe(v.array(itemRef), v.minLength(1), v.maxLength(100)),
  }),
  'messages.move': v.object({
    accountId,
    folder: text,
    items: v.pipe(
      v.array(v.object({ ...itemRef.entries, messageId: v.nullable(text) })),
      v.minLength(1),
      v.maxLength(100),
    ),
    target: text,
  }),
  'messages.remove': v.object({
    accountId,
    folder: text,
    items: v.pipe(v.array(itemRef), v.minLength(1), v.maxLength(100)),
  }),
  ...folderSchemas,
  ...changeSchemas,
  ...outsideSchemas,
  ...peopleSchemas,
  ...inoutSchemas,
  'message.stream': v.object({
    accountId,
    item: itemRef,
    size: count,
    owner: text,
    /** What its transfer is called in the list; '' for a message without a subject. */
    name: text,
    /** It goes on when nobody waits for it any more. */
    keep: v.boolean(),
  }),
  'file.read': v.object({ fileId: fileIdSchema, limit: v.pipe(count, v.maxValue(32 * PORT_BYTES_LIMIT)) }),
  'transfer.start': v.object({
    accountId,
    /** The message, to find the attachment again when its address is gone. */
    item: itemRef,
    attachment: v.object({ href: text, name: text, size: v.nullable(count) }),
    owner: text,
  }),
  'transfer.wait': v.object({ id: transferId }),
  'transfer.pause': v.object({ id: transferId }),
  'transfer.resume': v.object({ id: transferId }),
  'transfer.cancel': v.object({ id: transferId }),
  'transfer.restart': v.object({ id: transferId }),
  'transfers.attend': v.object({ owner: v.nullable(text) }),
  'transfers.limit': v.object({ bytesPerSecond: v.nullable(v.pipe(count, v.minValue(1))) }),
  'transfers.clear': v.null(),
  'problems.take': v.null(),
  'outgoing.command': v.object({ id: outgoingId, command: v.picklist(COMMANDS) }),
  'outgoing.steps': v.object({ id: outgoingId }),
  'outgoing.parts': v.object({ id: outgoingId }),
  'outgoing.replace': v.object({
    id: outgoingId,
    kept: v.pipe(v.array(v.pipe(v.array(count), v.maxLength(1000))), v.minLength(1), v.maxLength(1000)),
  }),
  'outgoing.export': v.variant('what', [
    v.object({ id: outgoingId, what: v.literal('eml') }),
    /** `report`: what happened, in the words of the window. */
    v.object({
      id: outgoingId,
      what: v.literal('bundle'),
      report: v.pipe(v.string(), v.maxLength(PORT_BYTES_LIMIT)),
      version: v.pipe(v.string(), v.maxLength(64)),
    }),
  ]),
  'file.forget': v.object({ fileId: fileIdSchema }),
  'findings.look': v.object({ accountId }),
  'findings.act': v.object({ accountId, id: text, act: v.picklist(FINDING_ACTS) }),
  'attachment.keep': v.object({ name: text, bytes }),
  'signature.check': v.object({ bytes, from: v.pipe(v.array(text), v.maxLength(100)) }),
  'health.look': v.object({ after: count }),
  'health.test': v.object({ accountId }),
  'people.find': v.object({ accountId, text: v.pipe(v.string(), v.minLength(3), v.maxLength(100)) }),
  ...draftSchemas,
} as const;

type Args<M extends keyof typeof networkSchemas> = v.InferOutput<(typeof networkSchemas)[M]>;

/** What discovery found out. */
export interface AccountInfo {
  readonly server: string;
  readonly rootPath: string;
  /** True where the server keeps a read flag that can be written. */
  readonly capabilities: {
    readonly enumerateAttachments: boolean;
    readonly contentTags: boolean;
    /** Why the server cannot be asked to search, as a sentence; null where it can. */
    readonly noSearch: Told | null;
  };
}

/**
 * A message's content. Up to PORT_BYTES_LIMIT the MIME stream itself; above it the text from properties and the
 * attachments by their own addresses, so that the server converts nothing (transfers.md, KB 329067).
 */
export type BodyResult =
  | { readonly kind: 'mime'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'properties';
      /** 'large': never asked for whole; 'refused': the server could not send it whole, and this is why. */
      readonly why: 'large' | { readonly refused: Failure };
      readonly html: string | null;
      readonly text: string | null;
      /** From urn:schemas:mailheader, decoded; null where absent. */
      readonly headers: {
        readonly from: string;
        readonly to: string;
        readonly cc: string;
        readonly subject: string;
        readonly date: number | null;
      };
      readonly attachments: readonly RemoteAttachment[];
      /** False where the server could not list the attachments: they come with the whole message only. */
      readonly listed: boolean;
    }
  | ({ readonly kind: 'streamed' } & StreamedBody);

/** What a pass over a whole message has found so far; each one replaces the one before. */
export interface StreamedBody {
  /** The message with its text, and in the place of each file `marker` and the file's number, in base64. */
  readonly skeleton: Uint8Array;
  readonly marker: string;
  /** By number. */
  readonly files: readonly StreamedFile[];
  /** Plain sentences about what is wrong with the message. */
  readonly notes: readonly Told[];
  /** Text that stood in a package (winmail.dat) only. */
  readonly html: string | null;
  readonly text: string | null;
  readonly complete: boolean;
}
/** A file that was decoded to disk while its message came. */
export interface StreamedFile {
  readonly fileId: string;
  /** null while it is being written. */
  readonly size: number | null;
  /** A sentence where it is damaged. */
  readonly damage: Told | null;
  /** A package whose files are all listed by themselves. */
  readonly unpacked: boolean;
  /** Where the skeleton does not say it: a file inside a package or inside text, a message. */
  readonly named: {
    readonly name: string | null;
    readonly mimeType: string | null;
    readonly contentId: string | null;
  } | null;
}

export interface FetchedFile {
  readonly fileId: string;
  readonly size: number;
}
export interface ByteProgress {
  readonly received: number;
  readonly total: number | null;
}
export interface MessagePageEnd {
  /** Rows in the folder as the server counted them for this answer; null where it did not say. */
  readonly total: number | null;
  /** null: that was the last page. */
  readonly next: PageCursor | null;
}
/** What a server is to look for: all clauses hold at once. */
export interface ServerQuery {
  readonly folder: string | null;
  readonly clauses: readonly ServerClause[];
  /** At most so many. */
  readonly rows: number;
}
export interface FoundMessage {
  /** The path of the folder that it is in, as `Folder.path`. */
  readonly folder: string;
  readonly message: MessageHeader;
}
export interface SearchEnd {
  /** The server may hold more that matches. */
  readonly more: boolean;
}
/** A message with a mark besides the read one, and all such marks that it has. */
export type MarkedMessage = Pick<MessageHeader, 'key' | 'flagged' | 'followUp' | 'categories'>;
/** What the network process has seen of its servers. */
export interface HealthFacts {
  /** Finished requests after the one that was named, oldest first. */
  readonly requests: readonly RequestFacts[];
  readonly moods: readonly ServerMoodFacts[];
  /** Bytes that a server takes of one message, where its refusals have taught it. */
  readonly limits: readonly { readonly origin: string; readonly bytes: number }[];
}
export interface FlagResult {
  readonly href: string;
  readonly failure: Failure | null;
}

/** What became of one message that was to be moved. */
export interface MoveResult extends FlagResult {
  /** Where it is now; null where it did not move, or where the server did not say. */
  readonly newHref: string | null;
}

/** `watched`: the server will tell, from now on. `changed`: something in the folder, or new mail anywhere. */
export interface FolderNews {
  readonly folder: string;
  readonly what: 'watched' | 'changed';
}

type Streams = FolderStreams & ChangeStreams & PeopleStreams;

export interface NetworkContract {
  readonly calls: DraftCalls &
    FolderCalls &
    ChangeCalls &
    OutsideCalls &
    PeopleCalls &
    InoutCalls & {
      'account.open': { args: Args<'account.open'>; result: AccountInfo };
      'message.body': { args: Args<'message.body'>; result: BodyResult; progress: ByteProgress };
      'flags.mark': { args: Args<'flags.mark'>; result: readonly FlagResult[] };
      /** Header fields of messages of one folder, in their order; null: not known. Asked only about mail that has just arrived. */
      'messages.fields': { args: Args<'messages.fields'>; result: readonly (HeaderFields | null)[] };
      'messages.move': { args: Args<'messages.move'>; result: readonly MoveResult[] };
      /** For good. */
      'messages.remove': { args: Args<'messages.remove'>; result: readonly FlagResult[] };
      /** Starts, or finds, the transfer of this attachment; it goes on without anybody waiting, and after a restart. */
      'transfer.start': { args: Args<'transfer.start'>; result: { readonly id: string } };
      /** Resolves when the file is whole, rejects when it failed, changed or was cancelled. Aborting stops the waiting only. */
      'transfer.wait': { args: Args<'transfer.wait'>; result: FetchedFile };
      'transfer.pause': { args: Args<'transfer.pause'>; result: null };
      /** Also "Try now": ends a wait. */
      'transfer.resume': { args: Args<'transfer.resume'>; result: null };
      /** Stops it and removes the part; a finished one is forgotten with its file. */
      'transfer.cancel': { args: Args<'transfer.cancel'>; result: null };
      /** From byte 0, for an item that changed. */
      'transfer.restart': { args: Args<'transfer.restart'>; result: null };
      /** What the person looks at goes first. */
      'transfers.attend': { args: Args<'transfers.attend'>; result: null };
      'transfers.limit': { args: Args<'transfers.limit'>; result: null };
      /** Forgets what is done or failed, with its files. */
      /** What went wrong since it was last taken, each once in a run. */
      'problems.take': { args: null; result: readonly Told[] };
      'transfers.clear': { args: Args<'transfers.clear'>; result: null };
      /** What a person told an outgoing message. Rejects where that would not work in its state. */
      'outgoing.command': { args: Args<'outgoing.command'>; result: null };
      /** The journal of an outgoing message, oldest step first. Rejects with 'not-found' where it is gone. */
      'outgoing.steps': { args: Args<'outgoing.steps'>; result: readonly Step[] };
      /** What an outgoing message can be divided by. */
      'outgoing.parts': { args: Args<'outgoing.parts'>; result: OutgoingParts };
      /** Puts others in its place, one for each list of the attachments that it keeps. Rejects where that does not fit. */
      'outgoing.replace': { args: Args<'outgoing.replace'>; result: null };
      /** Its bytes, or all that is known of it without what it says, as a file to be saved and then forgotten. */
      'outgoing.export': { args: Args<'outgoing.export'>; result: FetchedFile };
      'file.forget': { args: Args<'file.forget'>; result: null };
      /** What is stuck in a mailbox; looking changes nothing. */
      'findings.look': { args: Args<'findings.look'>; result: readonly Finding[] };
      /** Does something about a finding of the last look; the sentence says what was done. Rejects with the reason why not. */
      'findings.act': { args: Args<'findings.act'>; result: Told };
      /** The beginning of a file that is kept, at most `limit` bytes. Rejects with 'not-found' where it is gone. */
      'file.read': { args: Args<'file.read'>; result: { readonly bytes: Uint8Array; readonly size: number } };
      'attachment.keep': { args: Args<'attachment.keep'>; result: FetchedFile };
      /** Asks no server. `after`: id of the last request that is known, 0 for none. */
      'health.look': { args: Args<'health.look'>; result: HealthFacts };
      /** Asks the account's server one small question, if it may be asked now. */
      'health.test': { args: Args<'health.test'>; result: ProbeResult };
      /** What the signature of a message is worth, and what was inside of it; null where it has none. Asks no server. */
      'signature.check': { args: Args<'signature.check'>; result: CheckedSignature | null };
      /** People of the server's address list whose name begins so; none where it has no such list. */
      'people.find': { args: Args<'people.find'>; result: readonly Mailbox[] };
    };
  readonly streams: Streams & {
    'folders.list': { args: Args<'folders.list'>; item: Folder; end: FoldersEnd };
    /** What the server tells of a folder by itself, and of new mail anywhere. Rejects where it does not, or not any more. */
    'folders.news': { args: Args<'folders.news'>; item: FolderNews; end: null };
    /** One pass over the whole message: text as soon as it is there, every attachment a file on disk. */
    'message.stream': { args: Args<'message.stream'>; item: StreamedBody; end: null };
    'messages.page': { args: Args<'messages.page'>; item: MessageHeader; end: MessagePageEnd };
    /** What the server itself finds, newest first. Rejects with 'unsupported' where it has no search. */
    'messages.search': { args: Args<'messages.search'>; item: FoundMessage; end: SearchEnd };
    /** Every message that the server holds as unread: enough to take read flags over from other clients. */
    'messages.unread': { args: Args<'messages.unread'>; item: MessageIdentity; end: null };
    'messages.marked': { args: Args<'messages.marked'>; item: MarkedMessage; end: null };
  };
  readonly events: {
    /** Every transfer, after each change, at most four times a second each; once on each new port. */
    transfers: { readonly list: readonly TransferView[] };
    /** Every outgoing message, after each change, at most four times a second; once on each new port. */
    outgoing: { readonly list: readonly OutgoingView[] };
    /** Where the drafts' copies in the servers' Drafts folders stand, after each change; once on each new port. */
    copies: { readonly list: readonly DraftCopy[] };
    /** Something went wrong that no answer stands for: 'problems.take' says what. */
    problems: null;
    /** The set of accounts that main handed over has changed. */
    accounts: { readonly ids: readonly string[] };
  };
}
