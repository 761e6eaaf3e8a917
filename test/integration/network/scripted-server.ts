import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A request as it came over the socket. Header names are in lower case. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}
/** What to send back: a whole answer, or anything at all by hand. */
export type Script = (request: Received, socket: Socket) => string | Buffer | void;

export interface ScriptedServer {
  readonly origin: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** Replaces the script. */
  script(next: Script): void;
  stop(): Promise<void>;
}

/**
 * A server that says exactly what a test tells it, byte for byte, to any method (Node's own HTTP server refuses
 * BPROPPATCH and X-MS-ENUMATTS). `onPort` 0 takes a free one.
 */
export async function startScriptedServer(
  first: Script,
  tls?: { readonly key: string; readonly cert: string },
  onPort = 0,
): Promise<ScriptedServer> {
  let script = first;
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (;;) {
        const cut = cutRequest(pending);
        if (!cut) return;
        pending = cut.rest;
        received.push(cut.request);
        const answer = script(cut.request, socket);
        if (answer !== undefined) socket.write(answer);
      }
    });
  };
  const server = tls ? createTlsServer(tls, accept) : createServer(accept);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    received,
    script(next) {
      script = next;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** An answer with a length. */
export function answer(
  status: number,
  body: string | Buffer = '',
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ 'content-length': String(bytes.length), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`), bytes]);
}

/** A 207 of Exchange: `responses` inside the usual root element. */
export function multistatus(responses: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const root = `<?xml version="1.0"?><a:multistatus xmlns:b="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/" xmlns:c="xml:" xmlns:d="urn:schemas:httpmail:" xmlns:e="http://schemas.microsoft.com/exchange/" xmlns:f="http://schemas.microsoft.com/mapi/proptag/" xmlns:g="urn:schemas:mailheader:" xmlns:h="http://schemas.microsoft.com/repl/" xmlns:a="DAV:">`;
  return answer(207, `${root}${responses}</a:multistatus>`, {
    'content-type': 'text/xml',
    'ms-webstorage': '6.5.7638',
    ...headers,
  });
}

/** One `response` with its properties found. */
export function row(href: string, props: string): string {
  return `<a:response><a:href>${href}</a:href><a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop>${props}</a:prop></a:propstat></a:response>`;
}

function cutRequest(bytes: Buffer): { readonly request: Received; readonly rest: Buffer } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const length = Number(headers.get('content-length') ?? 0);
  const start = end + 4;
  if (bytes.length < start + length) return null;
  const [method = '', path = ''] = first.split(' ');
  const body = bytes.subarray(start, start + length).toString('utf8');
  return { request: { method, path, headers, body }, rest: bytes.subarray(start + length) };
}
