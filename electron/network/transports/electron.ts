import { Readable } from 'node:stream';
import { net } from 'electron';
import {
  type FaultKind,
  type HttpTransport,
  type WireAnswer,
  type WireRequest,
  WireFault,
} from '../dav/transport.ts';

/**
 * The transport of the application: Chromium's network stack through `net.request`, for the system's proxy and its
 * trusted certificates. `net.fetch` follows redirects of SEARCH and refuses TRACE; `net.request` sends any method
 * (SEARCH with `Range: rows=`, BMOVE, X-MS-ENUMATTS) as it is, streams with back-pressure and is twice as fast.
 *
 * Streamed bodies go by `direct`. `net.request` refuses a Content-Length of ours (ERR_INVALID_ARGUMENT); without one it
 * either keeps the whole body in memory or sends it in chunks without a length, which not every old server or proxy takes.
 * So do sign-in forms: the cookies that a redirect sets are not among the headers that Chromium shows. And NTLM: Chromium
 * begins a new connection with whatever comes next, which IIS answers wrongly for some methods, and repeats a password
 * that was refused.
 */
export function createElectronTransport(direct: HttpTransport): HttpTransport {
  return (wire) => {
    const { body, ...rest } = wire;
    if (typeof body === 'object' || wire.readsCookies || wire.ntlm) return direct(wire);
    return new Promise((resolve, reject) => exchange(rest, body, resolve, reject));
  };
}

function exchange(
  { method, url, headers, signal, decode = true }: WireRequest,
  body: string | undefined,
  resolve: (answer: WireAnswer) => void,
  reject: (reason: unknown) => void,
) {
  if (signal.aborted) return reject(signal.reason);
  const request = net.request({
    method,
    url,
    headers: { ...headers },
    // Without cookies, and so that a 401 comes as it is: with credentials Chromium would keep sign-in of its own.
    credentials: 'omit',
    useSessionCookies: false,
    redirect: 'manual',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  const stop = () => request.abort();
  // The signal is this request's own. ('close' is no end to wait for: it fires as soon as the request is written.)
  signal.addEventListener('abort', stop, { once: true });
  request.on('error', (error) => reject(wireFault(error)));
  request.on('abort', () => reject(signal.reason ?? new WireFault('reset', 'aborted')));
  // Nobody is asked for a name and password: Basic has been sent already where it may be.
  request.on('login', (_info, answer) => answer());
  // In manual mode Chromium waits for followRedirect(). The address comes resolved against the one that was asked; a
  // 3xx without Location arrives as an ordinary response.
  request.on('redirect', (status, _method, location, answered) => {
    const headers = headerMap({ ...answered, location: [location] });
    const cookies = cookiesIn(answered);
    resolve({ status, headers, cookies, body: Readable.from([]), faultOf: wireFault });
    request.abort();
  });
  request.on('response', (response) => {
    const found = headerMap(response.headers);
    // Chromium has decoded the body already; the length would be that of the compressed one.
    if (found.has('content-encoding')) found.delete('content-length');
    if (decode) found.delete('content-encoding');
    // Electron's IncomingMessage is a Readable (its typings say less), and reading it slowly slows the socket.
    const body = response as unknown as Readable;
    const cookies = cookiesIn(response.headers);
    resolve({ status: response.statusCode, headers: found, cookies, body, faultOf: wireFault });
  });
  if (body !== undefined) request.write(body);
  request.end();
}

function cookiesIn(headers: Readonly<Record<string, string | string[]>>): readonly string[] {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'set-cookie');
  return [found?.[1] ?? []].flat();
}

function headerMap(headers: Readonly<Record<string, string | string[]>>): Map<string, string> {
  return new Map(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

const FAULTS: Readonly<Record<string, FaultKind>> = {
  ERR_NAME_NOT_RESOLVED: 'host-not-found',
  ERR_CONNECTION_REFUSED: 'refused',
  ERR_INTERNET_DISCONNECTED: 'unreachable',
  ERR_ADDRESS_UNREACHABLE: 'unreachable',
  ERR_NETWORK_ACCESS_DENIED: 'unreachable',
  ERR_NETWORK_CHANGED: 'reset',
  ERR_NETWORK_IO_SUSPENDED: 'reset',
  ERR_CONNECTION_TIMED_OUT: 'connect-timeout',
  ERR_TIMED_OUT: 'connect-timeout',
  ERR_CONNECTION_RESET: 'reset',
  ERR_CONNECTION_CLOSED: 'reset',
  ERR_CONNECTION_ABORTED: 'reset',
  ERR_EMPTY_RESPONSE: 'reset',
  ERR_CONTENT_LENGTH_MISMATCH: 'reset',
  ERR_INCOMPLETE_CHUNKED_ENCODING: 'reset',
  ERR_SOCKET_NOT_CONNECTED: 'reset',
  ERR_CERT_DATE_INVALID: 'expired',
  ERR_CERT_COMMON_NAME_INVALID: 'wrong-name',
  // Chromium does not tell a self-signed certificate from one of an unknown issuer.
  ERR_CERT_AUTHORITY_INVALID: 'untrusted',
  ERR_SSL_PROTOCOL_ERROR: 'no-tls',
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: 'no-tls',
  // Rare: what does not begin with HTTP/ is taken for HTTP/0.9 and arrives as a 200 without headers.
  ERR_INVALID_HTTP_RESPONSE: 'not-http',
  ERR_RESPONSE_HEADERS_TOO_BIG: 'not-http',
  ERR_UNSAFE_PORT: 'refused',
};

/** Electron's errors carry Chromium's code as their message: `net::ERR_CONNECTION_REFUSED`. */
function wireFault(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if ('code' in thrown && thrown.code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new WireFault('reset', thrown.code, thrown);
  const code = /net::(ERR_[A-Z0-9_]+)/.exec(thrown.message)?.[1];
  if (code === undefined) return thrown;
  const known = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  const kind = known ?? (code.startsWith('ERR_CERT_') ? 'untrusted' : 'reset');
  return new WireFault(kind, `net::${code}`, thrown);
}
