import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { createGunzip, createInflate } from 'node:zlib';
import { Agent, type buildConnector, type Dispatcher, request } from 'undici';
import { systemClock } from '../clock.ts';
import {
  type FaultKind,
  type HttpTransport,
  type StreamedBody,
  type WireAnswer,
  WireFault,
  type WireRequest,
} from '../dav/transport.ts';
import { LIMITS } from '../limits.ts';
import { createNtlmConnections } from './ntlm-connections.ts';
import { createSlabs, type Slabs } from './slabs.ts';

export interface NodeTransportOptions {
  readonly connectMs?: number;
  /** Certificates trusted besides the system's, in PEM: for tests. */
  readonly ca?: string;
  /** Certificates of authorities that are trusted besides Node's own, in PEM. */
  readonly trusted?: readonly string[];
  /** The machine's unless said otherwise: the time, and eight random bytes, of a proof of NTLM. */
  readonly now?: () => number;
  readonly nonce?: () => Buffer;
}
export interface ClosableTransport {
  readonly transport: HttpTransport;
  readonly close: () => Promise<void>;
}

/**
 * The transport of tests, of the command line and of every streamed body: undici, whose own clocks are off because
 * request.ts keeps them. A streamed body goes by a connection of its own, made for it: on a kept one that the server has
 * closed meanwhile it would fail, and nothing but a new try by its owner could send it again. For its sake few idle ones
 * are kept: a server that lets two in (Exchange by its administrator) would refuse it.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): ClosableTransport {
  const slabs = createSlabs();
  const connecting = connectOptions(options, slabs);
  let agent = newAgent(connecting);
  const uploads = newAgent(connecting);
  /** Once nothing is under way to a server, what was opened beside its first connection is let go. */
  const trim = (origin: string) => {
    const pool = agent.stats[origin];
    // One connection alone has no pool and no count.
    if (!pool || !('queued' in pool)) return;
    if (pool.connected <= LIMITS.keptConnections || pool.running + pool.queued > 0) return;
    const old = agent;
    agent = newAgent(connecting);
    void old.close();
  };
  const exchange = async (wire: WireRequest, dispatcher: Dispatcher, reset: boolean): Promise<WireAnswer> => {
    const { method, url, headers, body, signal, decode = true } = wire;
    const isStreamed = typeof body === 'object';
    const answer = await request(url, {
      dispatcher,
      method: method as 'GET',
      headers: isStreamed ? { ...headers, 'content-length': String(body.length) } : headers,
      body: isStreamed ? streamOf(body, signal) : (body ?? null),
      reset,
      signal,
    });
    const found = headerMap(answer.headers);
    return {
      status: answer.statusCode,
      headers: found,
      cookies: [answer.headers['set-cookie'] ?? []].flat(),
      body: decode ? decoded(answer.body, found) : answer.body,
      faultOf: wireFault,
      recycle: slabs.recycle,
    };
  };
  const ntlm = createNtlmConnections({
    http: HTTP,
    connect: connecting,
    now: options.now ?? (() => systemClock.now()),
    nonce: options.nonce ?? (() => randomBytes(8)),
    exchange: (wire, dispatcher) => exchange(wire, dispatcher, false),
  });
  const transport: HttpTransport = async (wire) => {
    const isStreamed = typeof wire.body === 'object';
    try {
      if (wire.ntlm) return await ntlm.exchange(wire, wire.ntlm);
      const answer = await exchange(wire, isStreamed ? uploads : agent, isStreamed);
      answer.body.once('close', () => setImmediate(trim, new URL(wire.url).origin));
      return answer;
    } catch (thrown) {
      throw wireFault(thrown);
    }
  };
  const close = async () => {
    await Promise.all([agent.destroy(), uploads.destroy(), ntlm.close()]);
  };
  return { transport, close };
}

/** undici asks for the next chunk when the socket has handed the one before to the system ('drain'). */
function streamOf(body: StreamedBody, signal: AbortSignal): Readable {
  // It takes any async iterable; its typings know streams only.
  return body.stream(signal) as unknown as Readable;
}

function newAgent(connect: buildConnector.BuildOptions): Agent {
  return new Agent({ ...HTTP, connect });
}

function connectOptions(
  { connectMs = LIMITS.connectMs, ca, trusted: more = [] }: NodeTransportOptions,
  { onread }: Slabs,
): buildConnector.BuildOptions {
  const trusted = more.length > 0 ? { secureContext: trusting(more) } : ca === undefined ? {} : { ca };
  // `onread` goes on to net.connect; undici's typings do not know it.
  const passedOn = { onread, ...trusted };
  return { timeout: connectMs, minVersion: 'TLSv1.2', ...passedOn };
}

/** Made once: to read hundreds of certificates for each connection would cost it tens of milliseconds. */
function trusting(more: readonly string[]): SecureContext {
  return createSecureContext({ ca: [...rootCertificates, ...more], minVersion: 'TLSv1.2' });
}

function headerMap(headers: Record<string, string | string[] | undefined>): Map<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** Retinue asks for `identity`; a proxy that compresses all the same is decoded, and size caps count what comes out. */
function decoded(body: Readable, headers: Map<string, string>): Readable {
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : null;
  if (!decoder) return body;
  headers.delete('content-encoding');
  headers.delete('content-length');
  body.on('error', (error) => decoder.destroy(error));
  decoder.on('close', () => body.destroy());
  return body.pipe(decoder);
}

/** undici's bodyTimeout does not fire under back-pressure; the stall clock of request.ts does. */
const HTTP = {
  bodyTimeout: 0,
  headersTimeout: 0,
  pipelining: 1,
  maxHeaderSize: 64 * 1024,
} as const;

const FAULTS: Readonly<Record<string, FaultKind>> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  UND_ERR_HEADERS_TIMEOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ETIMEDOUT: 'connect-timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  UND_ERR_SOCKET: 'reset',
  // A compressed body that ends too early.
  Z_BUF_ERROR: 'reset',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REVOKED: 'untrusted',
  EPROTO: 'no-tls',
  UND_ERR_HEADERS_OVERFLOW: 'not-http',
  HTTPParserError: 'not-http',
};

function wireFault(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof WireFault || thrown.name === 'AbortError')
    return thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
  const known = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  if (known) return new WireFault(known, code, thrown);
  if (code.startsWith('HPE_') || code.startsWith('Z_')) return new WireFault('not-http', code, thrown);
  if (code.startsWith('ERR_SSL_')) return new WireFault('no-tls', code, thrown);
  return thrown;
}
