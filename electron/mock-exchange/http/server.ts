import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import { MAX_HEAD_BYTES } from './framing.ts';
import { handle, type Serving } from './handle.ts';
import { MethodFront, type RefusedHead } from './method-front.ts';
import type { Patience } from './watchdog.ts';
import type { Certificate } from '../tls/certificate.ts';
import { secureWith } from '../tls/secure.ts';

/** IIS keeps idle connections for two minutes. */
const KEEP_ALIVE_MS = 120_000;

export type { Serving } from './handle.ts';

export interface RunningServer {
  readonly port: number;
  /** Ends every connection at once and goes on listening: what a crash of the worker process looks like. */
  dropConnections(): void;
  stop(): Promise<void>;
}

/** Listens with the method front before Node's parser; resolves when connections are accepted. */
export async function listen(
  options: {
    readonly host: string;
    readonly port: number;
    readonly tls?: Certificate | null;
    readonly patience?: Patience;
  },
  serving: Serving,
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const secure = options.tls ? secureWith(options.tls) : null;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    void handle(serving, secure ? 'https' : 'http', request, response);
  };
  const parser = createServer({ maxHeaderSize: MAX_HEAD_BYTES, keepAliveTimeout: KEEP_ALIVE_MS }, answer);
  // Node would answer these by itself: the next request would be taken for the verb of this one.
  parser.on('checkExpectation', answer);
  parser.on('clientError', (error: Error, opened: MethodFront) => refuseUnparsed(serving, error, opened));
  const open = (socket: Socket) => {
    const opened = new MethodFront(secure ? secure(socket) : socket, socket, options.patience);
    opened.on('refused', (head: RefusedHead) => refusedHead(serving, head));
    return opened;
  };
  const front = createNetServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    parser.emit('connection', open(socket));
  });
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(options.port, options.host, resolve);
  });
  return {
    port: (front.address() as AddressInfo).port,
    dropConnections: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stop: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        parser.close();
      }),
  };
}

/** A head that never became a request has its line in the journal too. */
function refusedHead(serving: Serving, { status, reason, method }: RefusedHead): void {
  const { clock } = serving.world();
  const entry = {
    at: clock.now(),
    mailbox: null,
    method,
    path: '',
    status,
    requestBytes: 0,
    responseBytes: Buffer.byteLength(reason),
    durationMs: 0,
    rule: null,
    committed: false,
    step: null,
    client: null,
    truth: `Not a request. ${reason}`,
    before: null,
    after: null,
  };
  serving.journal.add(entry, {
    host: '',
    requestHeaders: [],
    responseHeaders: [],
    requestBody: [],
    responseBody: [],
  });
}

/** What passed the front and not Node's parser. A request that was handed out already has a line of its own. */
function refuseUnparsed(serving: Serving, error: Error, front: MethodFront): void {
  const method = front.takeMethod();
  if (method === undefined) return void front.destroy();
  refusedHead(serving, { status: 400, reason: error.message, method });
  // An answer that is still on its way must not have this one in its middle.
  if (front.unanswered === 1) front.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  else front.destroy();
}
