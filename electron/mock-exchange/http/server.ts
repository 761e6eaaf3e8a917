import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import { mailboxOf } from '../sign-in/basic.ts';
import { decodeSegment } from '../store/url-names.ts';
import { answer } from './answer.ts';
import type { Method, World } from './call.ts';
import { MAX_HEAD_BYTES } from './framing.ts';
import type { Journal } from './journal.ts';
import { isLoopbackHost } from './loopback.ts';
import { MethodFront } from './method-front.ts';
import { type Reply, send, sentence } from './reply.ts';

/** IIS keeps idle connections for two minutes. */
const KEEP_ALIVE_MS = 120_000;

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens with the method front before Node's parser; resolves when connections are accepted. */
export async function listen(
  options: { readonly host: string; readonly port: number },
  world: World,
  methods: ReadonlyMap<string, Method>,
  journal: Journal,
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const parser = createServer(
    { maxHeaderSize: MAX_HEAD_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      void handle(world, methods, journal, request, response);
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
    stop: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        parser.close();
      }),
  };
}

async function handle(
  world: World,
  methods: ReadonlyMap<string, Method>,
  journal: Journal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const at = world.now();
  const front = request.socket as unknown as MethodFront;
  const method = front.takeMethod() ?? request.method ?? '';
  response.once('close', () => front.answered());
  let requestBytes = 0;
  request.on('data', (piece: Buffer) => {
    requestBytes += piece.length;
  });
  request.pause();
  const reply = await replyTo(world, methods, request, method);
  const responseBytes = await send(response, reply, method !== 'HEAD');
  // What was not read of a body must not stand before the next request.
  request.resume();
  journal.add({
    at,
    mailbox: mailboxName(world, request.url),
    method,
    path: request.url ?? '/',
    status: reply.status,
    requestBytes,
    responseBytes,
    durationMs: performance.now() - started,
    rule: null,
    committed: reply.committed ?? false,
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
  return answer(world, methods, { request, method, origin: `http://${host}` });
}

function mailboxName(world: World, url: string | undefined): string | null {
  const segment = /^\/+exchange\/+([^/?]+)/i.exec(url ?? '')?.[1];
  const name = segment === undefined ? null : decodeSegment(segment);
  return name === null ? null : (mailboxOf(name, world.mailboxes)?.user ?? null);
}
