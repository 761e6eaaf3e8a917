import type { Failure } from '../errors.ts';
import type { Told } from '../language/told.ts';

/**
 * Transfers as the window shows them. The network process owns them, on disk; the engine mirrors these values into the
 * store. Times are ms since 1970, sizes bytes, rates bytes a second.
 */
export type TransferState =
  /** Its turn has not come: other transfers of this server are under way. */
  | { readonly kind: 'queued' }
  /** Asked for; the server has sent nothing yet (it may be converting). */
  | { readonly kind: 'asking'; readonly since: number }
  | { readonly kind: 'running' }
  /** Goes on by itself at `until`; `failure` says why it waits. */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly until: number }
  /** Goes on when somebody says so. `failure` is null where a person paused it, else what must be put right first. */
  | { readonly kind: 'paused'; readonly failure: Failure | null }
  /** All bytes are here and are being verified. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'done'; readonly fileId: string }
  /** Gave up. The part is kept; trying again goes on from there. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The item is another one now, or is gone. The part of the old one is kept until someone decides. */
  | { readonly kind: 'changed'; readonly failure: Failure };

/** One transfer, as a whole: each change replaces the value before. */
export interface TransferView {
  readonly id: string;
  readonly accountId: string;
  /** The engine's id of the message. */
  readonly owner: string;
  /** Which part of the message: an attachment's address on the server, or '' for the message itself. */
  readonly part: string;
  /** '' for a message without a subject. */
  readonly name: string;
  readonly received: number;
  readonly total: number | null;
  /** Over the last seconds; 0 while nothing comes. */
  readonly rate: number;
  /** Requests in all, and how many of them were tries after a failure. */
  readonly requests: number;
  readonly retries: number;
  /** Bytes that came over the line in all: more than `received` where something had to be fetched again. */
  readonly fetched: number;
  /** Ranges that are on disk, and the size asked for at present; null where one open-ended request streams everything. */
  readonly pieces: { readonly held: number; readonly size: number | null; readonly connections: number };
  /** What a person should know about how it went, one plain sentence each, newest last, at most eight. */
  readonly notes: readonly Told[];
  readonly startedAt: number;
  readonly state: TransferState;
}
