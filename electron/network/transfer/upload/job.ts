import type { Failure } from '../../../../shared/errors.ts';
import type { Random } from '../../../../shared/retry/backoff.ts';
import type { Clock } from '../../clock.ts';
import type { StreamedBody } from '../../dav/transport.ts';
import type { RateLimit } from '../../resilience/rate-limit.ts';
import type { ServerMood } from '../../resilience/mood.ts';
import type { Session } from '../../session.ts';

export interface UploadJob {
  /** Signed in by a small request before: a wrong password should not cost the whole body. */
  readonly session: Session;
  /** Where it is put, in the server's own spelling. */
  readonly path: string;
  /** Besides those of every request: Content-Type, Translate, If-None-Match … */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StreamedBody;
  readonly mood: ServerMood;
  readonly limit: RateLimit;
  readonly clock: Clock;
  readonly random: Random;
  /** How often it may be sent while it is certain that nothing was stored; once by default. */
  readonly tries?: number;
  /** What the person waits for is tried again soon, the rest is patient. Asked anew before each wait. */
  readonly urgent: () => boolean;
  readonly onChange: (progress: UploadProgress) => void;
}

/** Told at most four times a second and at each change of phase. */
export interface UploadProgress {
  readonly phase:
    | { readonly kind: 'sending' }
    /** Everything is out: the server is processing. */
    | { readonly kind: 'answering'; readonly since: number }
    | { readonly kind: 'waiting'; readonly failure: Failure; readonly until: number };
  /** Bytes that the socket has taken in this try; never more than one portion (64 KiB) behind or ahead. */
  readonly sent: number;
  readonly total: number;
  /** Bytes a second. */
  readonly rate: number;
}

/** What is certain about an upload. */
export type UploadOutcome =
  /** The server says that it has it. `location` and `etag` where it gave them. */
  | {
      readonly kind: 'stored';
      readonly status: number;
      readonly etag: string | null;
      readonly location: string | null;
    }
  /** An answer was read, and it says that nothing was stored. */
  | { readonly kind: 'refused'; readonly status: number; readonly failure: Failure }
  /** It ended before the last byte was given to the transport: the server cannot have it whole. */
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  /** The server may have it or not. It must be looked for before it is sent again. */
  | { readonly kind: 'unknown'; readonly failure: Failure; readonly evidence: UploadEvidence };

/** What is known of an upload whose answer was lost. */
export interface UploadEvidence {
  /** Bytes that the socket has taken, of so many. */
  readonly sent: number;
  readonly total: number;
  /** When it broke, ms since 1970. */
  readonly at: number;
  /** Of an answer that decides nothing, such as a proxy's 502; null where none was read. */
  readonly status: number | null;
  /** The code or the request that broke: `ECONNRESET`, `PUT /exchange/…`. */
  readonly broke: string;
}

export interface RunningUpload {
  /** Never rejects. Ending the signal ends the upload: 'not-sent' or 'unknown', by how far it was. */
  readonly outcome: Promise<UploadOutcome>;
}
