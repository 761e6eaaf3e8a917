import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import { decodeSegment } from '../store/url-names.ts';
import { mailboxOf } from '../store/directory.ts';
import { answer } from './answer.ts';
import type { Method, World } from './call.ts';
import { MAX_HEAD_BYTES } from './framing.ts';
import type { Journal } from '../journal/journal.ts';
import { isLoopbackHost } from './loopback.ts';
import { MethodFront } from './method-front.ts';
import { type Reply, send, sentence } from './reply.ts';

/** IIS keeps idle connections for two minutes. */
const KEEP_ALIVE_MS = 120_000;

export interface RunningServer {
  readonly port: number;
  /** Ends every connection at once and goes on listening: what a crash of the worker process looks like. */
  dropConnections(): void;
  stop(): Promise<void>;
}

/** What the server needs of the one who starts it. `world` is asked anew at each request: scenarios replace it. */
export interface Serving {
  world(): World;
  readonly methods: ReadonlyMap<string, Method>;
  readonly journal: Journal;
}

/** Listens with the method front before Node's parser; resolves when connections are accepted. */
export async function listen(
  options: { readonly host: string; readonly port: number },
  serving: Serving,
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const parser = createServer(
    { maxHeaderSize: MAX_HEAD_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      void handle(serving, request, response);
    },
  );
  const front = createNetServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    parser.emit('connection', new MethodFront(socket));
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

async function handle(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const world = serving.world();
  const at = world.clock.now();
  const front = request.socket as unknown as MethodFront;
  const method = front.takeMethod() ?? request.method ?? '';
  response.once('close', () => front.answered());
  let requestBytes = 0;
  request.on('data', (piece: Buffer) => {
    requestBytes += piece.length;
  });
  request.pause();
  const reply = await replyTo(world, serving.methods, request, method);
  const responseBytes = await send(response, reply, method !== 'HEAD');
  // What was not read of a body must not stand before the next request.
  request.resume();
  serving.journal.add({
    at,
    mailbox: mailboxName(world, request.url),
    method,
    path: request.url ?? '/',
    status: reply.status,
    requestBytes,
    responseBytes,
    durationMs: world.clock.now() - at,
    rule: null,
    committed: reply.committed ?? false,
    step: null,
    client: /^[\w.-]+/.exec(request.headers['user-agent'] ?? '')?.[0] ?? null,
    truth: reply.truth ?? '',
    before: null,
    after: null,
    wire: {
      host: request.headers.host ?? '',
      requestHeaders: [],
      responseHeaders: [],
      requestText: null,
      responseText: null,
      requestType: request.headers['content-type'] ?? null,
      responseType: null,
    },
  });
}

function replyTo(
  world: World,
  methods: ReadonlyMap<string, Method>,
  request: IncomingMessage,
  method: string,
): Promise<Reply> | Reply {
  const host = request.headers.host ?? '';
  if (!isLoopbackHost(host))
    return sentence(403, 'This server only answers to names of this machine in the Host header.');
  const beforeBody = () => Promise.resolve();
  return answer(world, methods, { request, method, origin: `http://${host}`, beforeBody });
}

function mailboxName(world: World, url: string | undefined): string | null {
  const segment = /^\/+exchange\/+([^/?]+)/i.exec(url ?? '')?.[1];
  const name = segment === undefined ? null : decodeSegment(segment);
  return name === null ? null : (mailboxOf(name, world.mailboxes)?.user ?? null);
}
