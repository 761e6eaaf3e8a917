import * as v from 'valibot';
import type { Failure } from '../errors.ts';
import type { Told } from '../language/told.ts';
import type { MenuCommand } from './menu-command.ts';
import { type Filing, filingSchema } from '../filing/filing.ts';
import { identitiesSchema, type Identity } from '../mail/compose/identity.ts';
import { categoriesSchema, type Category } from '../mail/categories.ts';
import { type Keep, keepSchema } from '../mail/keep.ts';
import { type Root, rootSchema } from '../mail/roots.ts';
import { type DialectName, DIALECTS } from '../mail/dialects.ts';
import { type SavedSearch, savedSearchesSchema } from '../mail/saved-search.ts';
import { type SmtpPlace, sendingSchema } from '../mail/smtp.ts';
import { type Settings, settingsChangeSchema } from '../settings/settings.ts';
import { draftIdSchema, fileIdSchema } from './network.ts';
import { type SystemCalls, systemSchemas, type UpdateState } from './system.ts';

/** What crosses between the window and the main process. Every argument is checked by schema in main. */
const line = v.pipe(v.string(), v.maxLength(4096), v.regex(/^[^\0\r\n]*$/, 'no line breaks'));

export const accountFormSchema = v.object({
  name: line,
  url: line,
  user: line,
  password: v.pipe(v.string(), v.maxLength(1024)),
});
/** What a person types to add an account. */
export type AccountForm = v.InferOutput<typeof accountFormSchema>;

/** Where a password is kept: the system's keychain, a file readable by this user only, or memory until Retinue quits. */
export const rememberSchema = v.picklist(['keychain', 'file', 'session']);
export type Remember = v.InferOutput<typeof rememberSchema>;

/** A document of Retinue's own making. */
const documentSchema = v.pipe(v.string(), v.maxLength(64 * 1024 * 1024));

/** Stands for a folder of mail that is dragged out. */
const dragTokenSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** What a message's own window leaves to the main one. */
export const RELAYED = ['search-for', 'write-to', 'add-contact'] as const;

export const mainSchemas = {
  'accounts.list': v.null(),
  'accounts.check': accountFormSchema,
  'accounts.add': v.object({
    form: accountFormSchema,
    remember: rememberSchema,
    /** As the check found it. */
    dialect: v.picklist(DIALECTS),
    /** Who sends its mail, where its own server does not. */
    sending: v.exactOptional(sendingSchema),
  }),
  'accounts.checkSending': v.object({ id: v.nullable(line), sending: sendingSchema }),
  'accounts.sending': v.object({
    id: line,
    sending: v.nullable(sendingSchema),
    remember: rememberSchema,
  }),
  'accounts.remove': v.object({ id: line }),
  'accounts.password': v.object({
    id: line,
    password: v.pipe(v.string(), v.maxLength(1024)),
    remember: rememberSchema,
  }),
  'accounts.identities': v.object({ id: line, identities: identitiesSchema }),
  'server.pause': v.object({ origin: line, paused: v.boolean() }),
  'folder.keep': v.object({
    accountId: line,
    path: keepSchema.entries.path,
    keep: v.nullable(v.omit(keepSchema, ['path'])),
  }),
  'root.set': v.object({ accountId: line, root: rootSchema, listed: v.boolean() }),
  'work.offline': v.object({ offline: v.boolean() }),
  'categories.list': v.null(),
  'categories.set': v.object({ list: categoriesSchema }),
  'searches.list': v.null(),
  'searches.set': v.object({ list: savedSearchesSchema }),
  'filing.get': v.null(),
  'filing.set': v.object({ filing: filingSchema }),
  'secrets.backend': v.null(),
  'attachment.open': v.object({ fileId: fileIdSchema, name: line }),
  'attachment.drag': v.object({ fileId: fileIdSchema, name: line }),
  'attachment.save': v.object({ fileId: fileIdSchema, name: line }),
  'attachment.chooseFolder': v.null(),
  'attachment.saveAll': v.object({ token: v.pipe(v.string(), v.uuid()), fileId: fileIdSchema, name: line }),
  'text.save': v.object({ name: line, text: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)) }),
  'link.open': v.object({ url: line }),
  'local.open': v.null(),
  'mail.chooseImport': v.object({ what: v.picklist(['files', 'folder']) }),
  'mail.chooseExport': v.null(),
  'drag.place': v.null(),
  'drag.ready': v.object({ token: dragTokenSchema, what: v.picklist(['messages', 'folder']) }),
  'drag.start': v.object({ token: dragTokenSchema }),
  'drag.forget': v.object({ token: dragTokenSchema }),
  'mail.take': v.null(),
  'mailto.take': v.null(),
  'compose.open': v.object({ id: draftIdSchema }),
  'compose.attach': v.null(),
  'compose.picture': v.null(),
  'compose.close': v.null(),
  'paper.print': v.object({ html: documentSchema }),
  'paper.pdf': v.object({ html: documentSchema, name: line }),
  'links.take': v.null(),
  'windows.take': v.null(),
  'message.show': v.object({ id: line }),
  'message.left': v.object({
    steps: v.array(v.pipe(v.number(), v.integer())),
    sentence: v.pipe(v.string(), v.maxLength(4096)),
  }),
  'message.relay': v.object({ what: v.picklist(RELAYED), text: v.pipe(v.string(), v.maxLength(4096)) }),
  'message.close': v.null(),
  'notice.show': v.object({
    title: v.pipe(v.string(), v.maxLength(4096)),
    body: v.pipe(v.string(), v.maxLength(4096)),
  }),
  'settings.get': v.null(),
  'settings.set': settingsChangeSchema,
  ...systemSchemas,
  'badge.set': v.object({ unread: v.pipe(v.number(), v.integer(), v.minValue(0)), needsYou: v.boolean() }),
  'smoke.ready': v.object({ messages: v.number(), folders: v.number() }),
  'smoke.failed': v.object({ sentence: v.pipe(v.string(), v.maxLength(4096)) }),
} as const;

/** An account as the window may know it; never a secret. */
export interface AccountSummary {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly dialect: DialectName;
  /** The mailbox in the built-in mock. */
  readonly demo: boolean;
  /** No password is at hand (kept for one session only, or the keychain lost it). */
  readonly needsPassword: boolean;
  /** Who writes from it, the usual one first; empty where neither server nor person has said. */
  readonly identities: readonly Identity[];
  /** Folders that are fetched whole. */
  readonly keeps: readonly Keep[];
  /** Folders outside of its mailbox that are on the list. */
  readonly roots?: readonly Root[];
  /** Its person paused the server: nothing is asked of it. */
  readonly paused: boolean;
  /** Its person works offline: no server is asked anything. All accounts on servers say the same. */
  readonly offline: boolean;
  /** The server that sends its mail, where its own does not. */
  readonly sending?: SmtpPlace & { readonly ownPassword: boolean };
}

/** A file or folder that a person chose: `token` stands for it in the network process, once. */
export interface VouchedFile {
  readonly token: string;
  readonly name: string;
}

/** One line of "What the server said". */
export interface CheckStep extends Told {
  readonly state: 'ok' | 'failed' | 'skipped';
  /** Protocol fact at the end of the line, for example `OPTIONS 200, 64 ms`. */
  readonly fact: string;
}
export interface CheckReport {
  readonly steps: readonly CheckStep[];
  /** null: everything that is needed works. */
  readonly failure: Failure | null;
  /** How the server is to be spoken with. */
  readonly dialect: DialectName;
}

/** The sentence is for the person to choose by, when there is no keychain. */
export interface SecretsBackend extends Told {
  readonly keychain: boolean;
}

type Args<M extends keyof typeof mainSchemas> = v.InferOutput<(typeof mainSchemas)[M]>;
/** Every answer is either a value or a failure: an exception would lose its kind on the way. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export interface MainCalls extends SystemCalls {
  'settings.get': { args: Args<'settings.get'>; result: Settings };
  /** Changes some of them, for all windows at once. */
  'settings.set': { args: Args<'settings.set'>; result: Settings };
  'accounts.list': { args: Args<'accounts.list'>; result: readonly AccountSummary[] };
  'accounts.check': { args: Args<'accounts.check'>; result: CheckReport };
  'accounts.add': { args: Args<'accounts.add'>; result: AccountSummary };
  /** Tries the server that is to send: no mail is sent. `id`: the account whose passwords are kept already. */
  'accounts.checkSending': { args: Args<'accounts.checkSending'>; result: CheckReport };
  /** Names the server that sends, or none any more. */
  'accounts.sending': { args: Args<'accounts.sending'>; result: null };
  'accounts.remove': { args: Args<'accounts.remove'>; result: null };
  'accounts.password': { args: Args<'accounts.password'>; result: null };
  /** Replaces them. */
  'accounts.identities': { args: Args<'accounts.identities'>; result: null };
  /** Pauses a server, for all accounts on it, until it is resumed; also over restarts. Rejects with 'not-found'. */
  'server.pause': { args: Args<'server.pause'>; result: null };
  /** Keeps a folder on this computer, or (null) no more. */
  'folder.keep': { args: Args<'folder.keep'>; result: null };
  /** Puts a folder outside of the mailbox on the account's list, or takes it off; its server is told nothing. */
  'root.set': { args: Args<'root.set'>; result: null };
  /** No server is asked anything until it is taken back; also over restarts. */
  'work.offline': { args: Args<'work.offline'>; result: null };
  'categories.list': { args: Args<'categories.list'>; result: readonly Category[] };
  /** Replaces them. */
  'categories.set': { args: Args<'categories.set'>; result: null };
  /** The searches that were given a name, in the order of the tree. */
  'searches.list': { args: Args<'searches.list'>; result: readonly SavedSearch[] };
  'searches.set': { args: Args<'searches.set'>; result: null };
  /** Mailing lists, the junk filter and rules. */
  'filing.get': { args: Args<'filing.get'>; result: Filing };
  'filing.set': { args: Args<'filing.set'>; result: null };
  'secrets.backend': { args: Args<'secrets.backend'>; result: SecretsBackend };
  /** Opens a private copy with the system's program. */
  'attachment.open': { args: Args<'attachment.open'>; result: null };
  /** Asked for while the pointer drags an attachment: what is dropped outside is a private copy of the file. */
  'attachment.drag': { args: Args<'attachment.drag'>; result: null };
  /** Asks where, writes there atomically; null when the person thought better of it. */
  'attachment.save': { args: Args<'attachment.save'>; result: { readonly path: string } | null };
  /** Asks for a folder; null when the person thought better of it. Main keeps its path, `token` stands for it in `attachment.saveAll`. */
  'attachment.chooseFolder': {
    args: Args<'attachment.chooseFolder'>;
    result: { readonly token: string; readonly name: string } | null;
  };
  /** One file of many, written into the chosen folder under its own name, "name (2)" where that is taken; gives that name. */
  'attachment.saveAll': { args: Args<'attachment.saveAll'>; result: { readonly name: string } };
  /** Asks where to put a text of Retinue's own making, writes there atomically; null when the person thought better of it. */
  'text.save': { args: Args<'text.save'>; result: { readonly path: string } | null };
  /** http, https and mailto only; the window has shown the whole address first. */
  'link.open': { args: Args<'link.open'>; result: null };
  /** The mailbox on this computer, made where there is none yet. */
  'local.open': { args: Args<'local.open'>; result: AccountSummary };
  /** Asks for files, or for folders, with mail; none when the person thought better of it. */
  'mail.chooseImport': { args: Args<'mail.chooseImport'>; result: readonly VouchedFile[] };
  /** Asks for the folder that mail is written into. */
  'mail.chooseExport': { args: Args<'mail.chooseExport'>; result: VouchedFile | null };
  /** A private folder of main's that mail is exported into, to be dragged to other programs. */
  'drag.place': { args: Args<'drag.place'>; result: { readonly token: string } };
  /** What was written there is whole, and can be dragged at any moment. */
  'drag.ready': { args: Args<'drag.ready'>; result: null };
  /** The system drags the files from here on. Asked for while the button is held; answered when it is over, on Linux and Windows. */
  'drag.start': { args: Args<'drag.start'>; result: null };
  /** Removes what was written. */
  'drag.forget': { args: Args<'drag.forget'>; result: null };
  /** Message files that the system gave to Retinue to open, each once. */
  'mail.take': { args: Args<'mail.take'>; result: readonly VouchedFile[] };
  /** Links that other programs gave to Retinue, each once. Nobody has looked at them. */
  'mailto.take': { args: Args<'mailto.take'>; result: readonly string[] };
  /** Opens the window of a draft, or brings it to the front: one window a draft. */
  'compose.open': { args: Args<'compose.open'>; result: null };
  /** Asks for files to attach; a token each, which the network process takes instead of a path. In a composer only. */
  'compose.attach': {
    args: Args<'compose.attach'>;
    result: readonly { readonly token: string; readonly name: string }[];
  };
  /** The same for pictures that are to stand in the text. */
  'compose.picture': {
    args: Args<'compose.picture'>;
    result: readonly { readonly token: string; readonly name: string }[];
  };
  /** Closes the composer's own window: everything of it is on disk. */
  'compose.close': { args: Args<'compose.close'>; result: null };
  /** Prints a document in the system's print dialog; false when the person thought better of it. Nothing in it fetches or runs. */
  'paper.print': { args: Args<'paper.print'>; result: boolean };
  /** The same as a PDF file: asks where, writes there atomically; null when the person thought better of it. */
  'paper.pdf': { args: Args<'paper.pdf'>; result: { readonly path: string } | null };
  /** Links to messages that other programs gave to Retinue, each once. Nobody has looked at them. */
  'links.take': { args: Args<'links.take'>; result: readonly string[] };
  /** Messages that had windows of their own when Retinue ended, each once; those that are still here get them back. */
  'windows.take': { args: Args<'windows.take'>; result: readonly string[] };
  /** Opens the window of a message, or brings it to the front: one window a message. */
  'message.show': { args: Args<'message.show'>; result: null };
  /** A message was moved or deleted in its own window, which closes: the main window says so and can take it back. */
  'message.left': { args: Args<'message.left'>; result: null };
  /** Something that only the main window can do: that is shown and does it. */
  'message.relay': { args: Args<'message.relay'>; result: null };
  /** Closes the message's own window. */
  'message.close': { args: Args<'message.close'>; result: null };
  /** Tells the person something through the system; a click on it shows the Outbox. Nothing where the system shows no notices. */
  'notice.show': { args: Args<'notice.show'>; result: null };
  /** What the icon of the application says: unread messages, and a dot where a message of the Outbox waits for its person. */
  'badge.set': { args: Args<'badge.set'>; result: null };
  'smoke.ready': { args: Args<'smoke.ready'>; result: null };
  'smoke.failed': { args: Args<'smoke.failed'>; result: null };
}

/** One-way messages from main to the window. */
export interface MainEvents {
  'accounts.changed': readonly AccountSummary[];
  /** A folder that rules name has moved, and they followed. */
  'filing.changed': Filing;
  /** A link in a message was clicked; nothing was opened. */
  'link.clicked': { readonly url: string };
  /** A link that another program gave to Retinue is there to be taken. */
  'mailto.waiting': null;
  /** A link to a message is there to be taken. */
  'links.waiting': null;
  /** A message file is there to be taken. */
  'mail.waiting': null;
  /** The pointer is over a link ('' when it has left). */
  'link.hover': { readonly url: string };
  /** The network process died: started again (port follows), or given up after five crashes in five minutes. */
  'network.exit': Told & { readonly gaveUp: boolean };
  /** A composer is about to close: it saves and answers with 'compose.close'. When all of Retinue quits it comes back. */
  'compose.closing': { readonly comesBack: boolean };
  /** A message left through its own window; `steps` are the engine's, to be taken back. */
  'message.left': { readonly steps: readonly number[]; readonly sentence: string };
  /** A message's own window asks for what only the main window can do. */
  'message.relayed': { readonly what: (typeof RELAYED)[number]; readonly text: string };
  'menu.command': { readonly command: MenuCommand };
  'settings.changed': Settings;
  'updates.changed': UpdateState;
  /** A notice of new mail was clicked: its message, or its folder where it spoke of several. */
  'mail.open': { readonly folderId: string; readonly messageId: string | null };
}

/** What the preload puts on `window.retinue`: functions only, no Electron object. */
export interface Bridge {
  call<M extends keyof MainCalls>(
    method: M,
    args: MainCalls[M]['args'],
  ): Promise<Answer<MainCalls[M]['result']>>;
  /** Returns a function that stops listening. */
  on<E extends keyof MainEvents>(event: E, listener: (value: MainEvents[E]) => void): () => void;
  /** Files that were dropped on the window (`File` objects of the page: a path in words is never taken). */
  dropped(files: readonly object[]): Promise<Answer<readonly VouchedFile[]>>;
  /**
   * Asks main for a port to the network process, or to the engine in a message's own window; it arrives by
   * window.postMessage({type}, [port]) with the type 'network-port' or 'engine-port', again after each restart. The main
   * window gets ports for its engine to answer on besides: 'engine-client'.
   */
  requestNetworkPort(): void;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** True when started with --smoke: the window reports when the Inbox is readable. */
  readonly smoke: boolean;
  readonly versions: { readonly app: string; readonly electron: string };
}
