import type { Readable } from 'node:stream';
import type { NtlmIdentity } from '../sign-in/ntlm/messages.ts';

/** A body that is made while it goes out, of a length known before. */
export interface StreamedBody {
  /** Bytes, exactly. */
  readonly length: number;
  /**
   * From the first byte on, each time. It is pulled: asking for the next chunk means that the socket took the one before.
   * An error in it ends the connection before the body is complete, so that no server takes a part for the whole.
   */
  stream(signal: AbortSignal): AsyncIterable<Uint8Array>;
}
/** One HTTP exchange, as Electron's net or undici carries it: no redirect followed, no cookie kept, no credentials added. */
export interface WireRequest {
  /** Any token: BMOVE and X-MS-ENUMATTS included. Upper case, because undici does not change it. */
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | StreamedBody | undefined;
  /**
   * false: a Content-Encoding that came unasked stays among the headers, so that the reader of a range can refuse it.
   * undici hands on the coded bytes then; Chromium decodes in any case.
   */
  readonly decode?: boolean;
  /** The answer may be a redirect that sets cookies, which Chromium keeps to itself. */
  readonly readsCookies?: boolean;
  /** By a connection that is signed in by NTLM as this one, and by nothing else. A sign-in that is refused is the answer. */
  readonly ntlm?: NtlmIdentity | undefined;
  readonly signal: AbortSignal;
}
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; several of one name joined by ', '. */
  readonly headers: ReadonlyMap<string, string>;
  /** The lines of Set-Cookie: they hold commas, so that joined they could not be told apart. */
  readonly cookies: readonly string[];
  /** Content-decoded unless asked otherwise. While it is paused the socket is not read; destroying it ends the exchange. */
  readonly body: Readable;
  /** What an error of the body means: a WireFault where the library knows it. */
  readonly faultOf: (thrown: unknown) => unknown;
  /** Nobody looks at these bytes of the body any more: the transport may read into their memory again. Each byte once, or never. */
  readonly recycle?: (bytes: Uint8Array) => void;
}
/** Rejects with a WireFault, or with the signal's reason. */
export type HttpTransport = (request: WireRequest) => Promise<WireAnswer>;

/** What can go wrong below HTTP, whichever library noticed it. */
export type FaultKind =
  | 'host-not-found'
  | 'refused'
  | 'unreachable'
  | 'connect-timeout'
  | 'reset'
  | 'self-signed'
  | 'expired'
  | 'wrong-name'
  | 'untrusted'
  | 'no-tls'
  | 'no-ntlm'
  | 'sign-in-broke'
  | 'not-http';

/** A fault below HTTP with the library's own code (ECONNREFUSED, net::ERR_CONNECTION_REFUSED) for the log. */
export class WireFault extends Error {
  override readonly name = 'WireFault';
  readonly kind: FaultKind;
  readonly code: string;
  constructor(kind: FaultKind, code: string, cause?: unknown) {
    super(`${kind} (${code})`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.code = code;
  }
}
