import { fail, FailureError, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { RequestLog } from '../log.ts';
import type { NtlmIdentity } from '../sign-in/ntlm/messages.ts';
import { readBody } from './body.ts';
import { faultFailure } from './faults.ts';
import { guardedSending, type Sending, type SendingWatch } from './sending.ts';
import { type HttpTransport, type StreamedBody, type WireAnswer, WireFault } from './transport.ts';

/** A request to one server, before sign-in is added. */
export interface DavRequest {
  readonly method: string;
  /** Path in the server's own spelling, no origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | StreamedBody;
  /** Of a streamed body. */
  readonly watch?: SendingWatch;
  /** Most bytes of the answer that are read. */
  readonly cap: number;
  /** How long the server may take to begin its answer once a streamed body is out; 120 s by default. */
  readonly firstByteMs?: number;
  /** false: a Content-Encoding that came unasked stays visible (transport.ts). */
  readonly decode?: boolean;
  /** The cookies of the answer are wanted, also those of a redirect (transport.ts). */
  readonly readsCookies?: boolean;
  readonly ntlm?: NtlmIdentity | undefined;
}
/** An answer whose body has not been read. It holds a connection until the body is read to its end or `dispose` is called. */
export interface DavAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The lines of Set-Cookie. */
  readonly cookies: readonly string[];
  /** Time until the first byte, ms. */
  readonly elapsedMs: number;
  /** Guarded by the stall clock and the cap. Throws a FailureError. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Resolves when the body was read to its end, or left, or the answer disposed of. */
  readonly finished: Promise<void>;
  /** See WireAnswer. For bodies so large that their memory matters. */
  recycle(bytes: Uint8Array): void;
  dispose(): void;
}
export interface WireOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: RequestLog;
  /** `https://mail.example.com:8443` */
  readonly origin: string;
  /** Other than LIMITS says; for tests. */
  readonly clocks?: Clocks;
}
/** How long silence is borne, ms: before the first byte; and after it, or in the middle of a streamed body. */
export interface Clocks {
  readonly firstByteMs: number;
  readonly stallMs: number;
}
export type Wire = (request: DavRequest, signal: AbortSignal) => Promise<DavAnswer>;

/** Not a browser's: Exchange and proxies answer those with pages (reference 0). */
const USER_AGENT = 'Retinue';
/** Requests that may be sent a second time when a kept-alive connection turned out to be dead. */
const REPEATABLE = new Set(['OPTIONS', 'PROPFIND', 'SEARCH', 'GET', 'HEAD', 'X-MS-ENUMATTS']);

/**
 * The wire policy, and the only place where a request leaves: always the configured origin, three clocks (the
 * transport keeps the one for connecting), caps, faults turned into failures, one log line a request. It judges no
 * status and follows no redirect. Rejects with a FailureError.
 */
export function createWire(options: WireOptions): Wire {
  const { transport, clock, log, origin, clocks = LIMITS } = options;
  const host = new URL(origin).host;

  const failureOf = (thrown: unknown, abort: AbortSignal, isDirect = false): FailureError => {
    if (abort.reason instanceof FailureError) return abort.reason;
    if (abort.aborted) return fail('cancelled', told('Stopped, as you asked.'));
    if (thrown instanceof WireFault) return faultFailure(thrown, host, isDirect);
    return new FailureError(toFailure(thrown), { cause: thrown });
  };

  const sendingOf = (
    { body, watch, ...request }: DavRequest,
    stallMs: number,
    abort: AbortController,
    onSent: () => void,
  ): Sending | null =>
    typeof body !== 'object'
      ? null
      : guardedSending(body, {
          clock,
          stallMs,
          watch,
          onStall: () => abort.abort(sendStallFailure(request, stallMs)),
          onSent,
          onFault: (thrown) => abort.abort(new FailureError(toFailure(thrown), { cause: thrown })),
        });

  const attempt = async (request: DavRequest, signal: AbortSignal): Promise<DavAnswer> => {
    const { abort, unlink } = linked(signal);
    const started = clock.now();
    const note = (status: number | null, bytes: number, broke: string | null) =>
      log({
        at: started,
        origin,
        method: request.method,
        path: pathOnly(request.path),
        to: destinationOf(request),
        status,
        broke,
        sent: bodyBytes(request),
        bytes,
        ms: clock.now() - started,
      });
    const firstByteMs = request.firstByteMs ?? clocks.firstByteMs;
    const awaitAnswer = () =>
      clock.after(firstByteMs, () => abort.abort(firstByteFailure(request, firstByteMs)));
    const sending = sendingOf(request, clocks.stallMs, abort, () => (silent = awaitAnswer()));
    // Of a streamed body the answer is due when its last byte is out.
    let silent = sending ? () => undefined : awaitAnswer();
    let answer: WireAnswer;
    try {
      answer = await unlessAborted(
        transport({
          method: request.method,
          url: origin + request.path,
          headers: { 'accept-encoding': 'identity', 'user-agent': USER_AGENT, ...request.headers },
          body: sending?.body ?? heldBody(request),
          decode: request.decode ?? true,
          readsCookies: request.readsCookies ?? false,
          ntlm: request.ntlm,
          signal: abort.signal,
        }),
        abort.signal,
      );
    } catch (thrown) {
      sending?.end();
      unlink();
      const failure = failureOf(thrown, abort.signal, request.ntlm !== undefined);
      note(null, 0, brokeBy(thrown, failure));
      if (thrown instanceof WireFault && thrown.kind === 'reset' && !abort.signal.aborted) throw thrown;
      throw failure;
    } finally {
      silent();
      sending?.stop();
    }
    request.watch?.answered(answer.status, answer.headers);

    if (Number(answer.headers.get('content-length') ?? 0) > request.cap) {
      sending?.end();
      unlink();
      note(answer.status, 0, 'too-large');
      abort.abort();
      throw tooLarge(request, request.cap);
    }
    let bytes = 0;
    let broke: string | null = null;
    let conclude: (() => void) | null = null;
    const finished = new Promise<void>((resolve) => (conclude = resolve));
    const finish = () => {
      if (!conclude) return;
      conclude();
      conclude = null;
      sending?.end();
      unlink();
      note(answer.status, bytes, broke);
      abort.abort();
    };
    const body = readBody(answer.body, {
      clock,
      stallMs: clocks.stallMs,
      onStall: () => abort.abort(stallFailure(request, clocks.stallMs)),
      onBytes(length) {
        bytes += length;
        if (bytes <= request.cap) return;
        broke = 'too-large';
        throw tooLarge(request, request.cap);
      },
      signal: abort.signal,
      failureOf(thrown) {
        const fault = answer.faultOf(thrown);
        const failure = failureOf(fault, abort.signal);
        broke = brokeBy(fault, failure);
        return failure;
      },
      onLeft: finish,
    });
    return {
      status: answer.status,
      headers: answer.headers,
      cookies: answer.cookies,
      elapsedMs: clock.now() - started,
      body,
      finished,
      recycle: (bytes) => answer.recycle?.(bytes),
      dispose: finish,
    };
  };

  return async (request, signal) => {
    try {
      return await attempt(request, signal);
    } catch (thrown) {
      if (!(thrown instanceof WireFault)) throw thrown;
      // IIS closes idle connections without a word: a reset before any answer says nothing about the request.
      if (!REPEATABLE.has(request.method)) throw faultFailure(thrown, host);
    }
    try {
      return await attempt(request, signal);
    } catch (thrown) {
      throw thrown instanceof WireFault ? faultFailure(thrown, host) : thrown;
    }
  };
}

function linked(signal: AbortSignal): { readonly abort: AbortController; readonly unlink: () => void } {
  const abort = new AbortController();
  const stop = () => abort.abort(fail('cancelled', told('Stopped, as you asked.')));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return { abort, unlink: () => signal.removeEventListener('abort', stop) };
}

/** The work, or the signal's reason as soon as it is aborted: a transport that misses its signal hangs nobody. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function heldBody({ body }: DavRequest): string | undefined {
  return typeof body === 'string' ? body : undefined;
}

/** How an exchange ended early, in a word: the wire's own where it knows one, else the kind of failure. */
function brokeBy(thrown: unknown, { failure }: FailureError): string {
  return thrown instanceof WireFault ? thrown.kind : failure.kind;
}

function bodyBytes({ body }: DavRequest): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

/** Without its host: the log names the origin once, and a submission goes to the same one. */
function destinationOf({ headers }: DavRequest): string | null {
  const destination = headers?.['destination'];
  return destination === undefined
    ? null
    : pathOnly(destination.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ''));
}

function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? '';
}

function detail(request: DavRequest): { readonly detail: string } {
  return { detail: `${request.method} ${pathOnly(request.path)}` };
}

function firstByteFailure(request: DavRequest, firstByteMs: number): FailureError {
  const seconds = Math.ceil(firstByteMs / 1000);
  return fail(
    'timeout',
    told(
      'The server sent no answer within {seconds} s. Retinue stopped waiting and will try again later. Other mail goes on.',
      { seconds },
    ),
    detail(request),
  );
}

function stallFailure(request: DavRequest, stallMs: number): FailureError {
  return fail(
    'timeout',
    told(
      'The server stopped in the middle of its answer and sent no data for {seconds} s. Retinue closed the connection and tries again.',
      { seconds: Math.ceil(stallMs / 1000) },
    ),
    detail(request),
  );
}

function sendStallFailure(request: DavRequest, stallMs: number): FailureError {
  return fail(
    'timeout',
    told(
      'The server took no more data for {seconds} s in the middle of the request. Retinue closed the connection. Try again later.',
      { seconds: Math.ceil(stallMs / 1000) },
    ),
    detail(request),
  );
}

function tooLarge(request: DavRequest, cap: number): FailureError {
  const size = cap >= 2 ** 30 ? `${Math.round(cap / 2 ** 30)} GB` : `${Math.round(cap / 2 ** 20)} MB`;
  return fail(
    'too-large',
    told(
      "The server's answer is larger than {size}, which no sound answer of this kind is. Retinue stopped reading it and kept nothing of it. The server's administrator may want to know.",
      { size },
    ),
    detail(request),
  );
}
