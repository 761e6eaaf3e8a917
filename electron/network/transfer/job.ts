import type { Failure } from '../../../shared/errors.ts';
import type { Told } from '../../../shared/language/told.ts';
import type { Random } from '../../../shared/retry/backoff.ts';
import type { Clock } from '../clock.ts';
import type { DavAnswer } from '../dav/request.ts';
import type { ServerMood } from '../resilience/mood.ts';
import type { RateLimit } from '../resilience/rate-limit.ts';
import type { Part } from './part/part.ts';

/** Where the bytes of one item come from. */
export interface TransferSource {
  /**
   * One GET with these headers besides the fixed ones (`Translate: f`, `Accept-Encoding: identity`). Resolves for 200,
   * 206 and 416; every other status, and everything below HTTP, is a FailureError (session.ts).
   */
  get(headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<DavAnswer>;
  /** After 404, 410 or 412: looks for the item by its permanent address or id. True: `get` asks there from now on. */
  relocate(signal: AbortSignal): Promise<boolean>;
  /**
   * 'piecewise': each request costs the server its response only, so ranges are cheap (an attachment's own address, a
   * file). 'whole': each request makes the server prepare everything again (a message on Exchange): one open-ended
   * request, ranges for resuming only.
   */
  readonly cost: 'piecewise' | 'whole';
}

export interface DownloadJob {
  readonly source: TransferSource;
  readonly part: Part;
  readonly mood: ServerMood;
  readonly limit: RateLimit;
  readonly clock: Clock;
  readonly random: Random;
  /** The item's name: tells an attached web page from a sign-in page in a file's place. */
  readonly name: string;
  /** Decoded size as a property says; null where none does. Exchange's counts the attachment's properties as well, so it is an upper bound there. */
  readonly expected: { readonly bytes: number; readonly exact: boolean } | null;
  /** Most connections at a time; more than one only where it is safe and pays, unless `isAsked`: the person wants that many. */
  readonly connections: { readonly most: number; readonly isAsked: boolean };
  /** The result is to say the SHA-256. Reading everything once more takes as long as the line, so only who shows it asks. */
  readonly sha256: boolean;
  /** What the person waits for is tried again soon, the rest is patient. Asked anew before each wait. */
  readonly urgent: () => boolean;
  /** In the order of the file and without gaps, for a reader that goes along; `restart` says that byte 0 comes again. */
  readonly follow?: {
    readonly bytes: (chunk: Uint8Array) => Promise<void>;
    readonly restart: () => Promise<void>;
  };
  readonly onChange: (progress: DownloadProgress) => void;
}

/** Told at most four times a second and at each change of phase. */
export interface DownloadProgress {
  readonly phase:
    | { readonly kind: 'asking'; readonly since: number }
    | { readonly kind: 'running' }
    | { readonly kind: 'waiting'; readonly failure: Failure; readonly until: number }
    | { readonly kind: 'checking' };
  readonly received: number;
  readonly total: number | null;
  readonly rate: number;
  readonly pieces: { readonly held: number; readonly size: number | null; readonly connections: number };
  /** New since the last call: sentences for people ("The server sent the file from the beginning …"). */
  readonly notes: readonly Told[];
}

export interface DownloadResult {
  readonly path: string;
  readonly bytes: number;
  /** Hex; null where the job did not ask. */
  readonly sha256: string | null;
  /** Byte at which this run went on; 0 for a fresh one. */
  readonly resumedFrom: number;
}

export interface RunningDownload {
  /**
   * Rejects with a FailureError when it gave up: 'not-found' and 'conflict' mean that the item is gone or another one,
   * 'storage-full' and 'forbidden' that something here must be put right. The part is closed and kept in every case.
   */
  readonly done: Promise<DownloadResult>;
  /** Ends a wait now (Try now). */
  nudge(): void;
}
