import * as v from 'valibot';
import { accountId, count, text } from './arguments.ts';
import type { Failure } from '../errors.ts';
import type { Told } from '../language/told.ts';
import { followUpSchema } from '../mail/follow-up.ts';

/** How mail is written to a place outside. */
export const EXPORT_FORMS = ['eml', 'mbox', 'maildir'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

const token = v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/));
const names = v.pipe(v.array(v.pipe(text, v.minLength(1))), v.maxLength(100));

/** A small message that is here already. */
const bytes = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= 32 * 1024 * 1024,
  'not bytes, or too many',
);
/** A message that is to be written outside, as its row says. */
const exported = v.object({
  accountId,
  item: v.object({ href: text, permanentUrl: v.nullable(text) }),
  size: count,
  subject: text,
  date: v.nullable(v.number()),
  read: v.boolean(),
  flagged: v.boolean(),
  followUp: v.exactOptional(followUpSchema),
  categories: v.array(text),
});

export const inoutSchemas = {
  /** Tokens of files and folders that main vouched for. */
  'mail.import': v.object({ tokens: v.pipe(v.array(token), v.minLength(1), v.maxLength(1000)) }),
  'mail.pause': v.object({ token, paused: v.boolean() }),
  /** `untitled`: what a message without a subject is called. */
  'export.begin': v.object({ token, form: v.picklist(EXPORT_FORMS), untitled: v.pipe(text, v.minLength(1)) }),
  'export.folder': v.object({ id: token, names }),
  'export.put': v.object({ id: token, names, message: exported, bytes: v.nullable(bytes) }),
  'export.end': v.object({ id: token, keep: v.boolean() }),
  'mail.one': v.object({ message: exported, bytes: v.nullable(bytes) }),
  'mail.append': v.object({ accountId, folder: text, message: exported, bytes: v.nullable(bytes) }),
  'mail.peek': v.object({ token }),
} as const;

type Args<M extends keyof typeof inoutSchemas> = v.InferOutput<(typeof inoutSchemas)[M]>;
export type ExportedMessage = v.InferOutput<typeof exported>;

/** A message that did not come in: which file, from which byte on, and why. */
export interface Refused extends Told {
  readonly file: string;
  /** null: all of the file. */
  readonly offset: number | null;
}
export interface ImportReport {
  /** Messages that are new here. */
  readonly added: number;
  /** Those whose bytes were in that folder already. */
  readonly already: number;
  /** Deleted in Thunderbird, and still in its file: left out. */
  readonly deleted: number;
  readonly refused: readonly Refused[];
  /** Files that hold no mail, such as indexes: so many. */
  readonly others: number;
  /** Folders that mail went into, as paths. */
  readonly folders: readonly string[];
  /** Why it ended before its end: stopped, or a disk that is full. What came in stays. */
  readonly ended: Failure | null;
}
export interface ImportProgress {
  readonly file: string;
  readonly messages: number;
  /** Of all files that were found. */
  readonly bytes: number;
  readonly total: number;
}
/** A message that was not written, or not whole, and why. */
export interface NotExported extends Told {
  readonly folder: string;
  readonly subject: string;
}
export interface ExportReport {
  readonly written: number;
  readonly failed: readonly NotExported[];
  /** The names of what was written, for a sentence. */
  readonly place: string;
  readonly ended: Failure | null;
}

/** What became of messages that were to go to another mailbox. */
export interface CarryReport {
  readonly copied: number;
  /** Copies of them were there from before. */
  readonly already: number;
  readonly failed: readonly NotExported[];
  readonly ended: Failure | null;
}
/** Messages, or folders with those in them; ids as in the store. */
export type ExportWhat =
  | { readonly kind: 'messages'; readonly messageIds: readonly string[] }
  | { readonly kind: 'folder'; readonly folderId: string }
  | { readonly kind: 'account'; readonly accountId: string };
export interface ExportProgress {
  readonly folder: string;
  /** Written or not to be had. */
  readonly done: number;
  /** As far as it is known; folders may hold more than was counted. */
  readonly total: number;
}

/** What the network process is asked about mail that comes in from files and goes out to them. */
export type InoutCalls = {
  /** Into the mailbox on this computer. Aborting ends it with what is in. */
  'mail.import': { args: Args<'mail.import'>; result: ImportReport; progress: ImportProgress };
  /** Holds up an import, known by the first of its tokens, after the message that it is at; or lets it go on. */
  'mail.pause': { args: Args<'mail.pause'>; result: null };
  /** `name`: the place, for sentences. */
  'export.begin': { args: Args<'export.begin'>; result: { readonly id: string; readonly name: string } };
  /** A folder that is there also where it is empty. */
  'export.folder': { args: Args<'export.folder'>; result: null };
  /** Rejects where the message cannot be had or written; the others are not touched by it. */
  'export.put': { args: Args<'export.put'>; result: null };
  /** Gives what was written its name; without `keep` unfinished files go. */
  'export.end': { args: Args<'export.end'>; result: null };
  /** A message as a file that this process keeps, to be saved or dragged. */
  'mail.one': { args: Args<'mail.one'>; result: { readonly fileId: string; readonly size: number } };
  /** Into a folder of another mailbox. Resolves when the copy was seen to be there. */
  'mail.append': { args: Args<'mail.append'>; result: { readonly isNew: boolean } };
  /** A message file that main vouched for, as a file that this process keeps. */
  'mail.peek': {
    args: Args<'mail.peek'>;
    result: { readonly fileId: string; readonly size: number; readonly name: string };
  };
};
