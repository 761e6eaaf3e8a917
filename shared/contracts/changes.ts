import * as v from 'valibot';
import type { MessageHeader } from '../mail/types.ts';
import { accountId, text } from './arguments.ts';

/** The longest mark that is kept: the server's own words, with ours in front. */
export const CHANGE_MARK_CHARS = 65_536;
const changeMark = v.pipe(v.string(), v.maxLength(CHANGE_MARK_CHARS));
/** Delivery times, ms since 1970: from the first, before the second; null where there is no bound. */
const timeSpan = v.object({ from: v.nullable(v.number()), before: v.nullable(v.number()) });

/** How a later look finds what changed in a folder: what is asked. */
export const changeSchemas = {
  'messages.changes': v.object({ accountId, folder: text, since: v.nullable(changeMark) }),
  'messages.count': v.object({ accountId, folder: text, span: timeSpan }),
  'messages.identities': v.object({ accountId, folder: text, span: v.optional(timeSpan) }),
} as const;

type Args<M extends keyof typeof changeSchemas> = v.InferOutput<(typeof changeSchemas)[M]>;

export type TimeSpan = v.InferOutput<typeof timeSpan>;
/** All of a folder. */
export const ALL_TIMES: TimeSpan = { from: null, before: null };
/** A message that is new or is no more as it was, or one that is not in the folder any more. */
export type MessageChange =
  | { readonly kind: 'listed'; readonly message: MessageHeader }
  | { readonly kind: 'gone'; readonly key: string };
export interface ChangesEnd {
  /** The changes since the mark are all told. False: the server cannot say what changed since then. */
  readonly known: boolean;
  /** What is asked with next, taken before anything else was told; null where the server has no such thing. */
  readonly mark: string | null;
}
export interface MessageIdentity {
  readonly key: string;
  readonly href: string;
}

/** What the network process is asked of changes. Types, because a contract has an index and interfaces have none. */
export type ChangeCalls = {
  /** Messages of those times; null where the server can only list them. */
  'messages.count': { args: Args<'messages.count'>; result: { readonly count: number | null } };
};
export type ChangeStreams = {
  /** What changed in a folder since a mark; `since` null asks for the mark of now. */
  'messages.changes': { args: Args<'messages.changes'>; item: MessageChange; end: ChangesEnd };
  /** The identity of every message of those times: enough to notice what has gone. */
  'messages.identities': { args: Args<'messages.identities'>; item: MessageIdentity; end: null };
};
