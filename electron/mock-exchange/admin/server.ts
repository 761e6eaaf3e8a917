import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FailureKind, toFailure } from '../../../shared/errors.ts';
import type { MockExchange } from '../api.ts';
import { type AdminAnswer, AdminRefusal } from './answer.ts';
import { route } from './routes.ts';

/** What the admin API looks after. */
export interface AdminOptions {
  readonly mock: MockExchange;
  /** The mailbox that is meant where a request names none. */
  readonly user: string;
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
}

/** A running admin API. */
export interface AdminServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  stop(): Promise<void>;
}

/** No mail that the mock takes in is larger. */
const MOST_BODY_BYTES = 64 * 1024 * 1024;

function hostOf(header: string | undefined): string {
  return (header ?? '').replace(/:\d+$/, '').toLowerCase();
}

/**
 * A page somewhere on the web may send requests here: by a name of its own that leads to the loopback, which the Host
 * header gives away, or by a form, which the Origin header does.
 */
function refuseStrangers({ headers }: IncomingMessage): void {
  if (!/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostOf(headers.host))) {
    throw new AdminRefusal(403, 'The admin API answers to loopback names in the Host header only.');
  }
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host ?? ''}`) {
    throw new AdminRefusal(403, 'The admin API takes no requests from pages of other origins.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MOST_BODY_BYTES)
      throw new AdminRefusal(413, `A body may have ${MOST_BODY_BYTES} bytes at most.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answerTo(request: IncomingMessage, options: AdminOptions): Promise<AdminAnswer> {
  try {
    refuseStrangers(request);
    return await route(
      {
        method: request.method ?? 'GET',
        url: addressOf(request),
        contentType: (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
        body: once(() => bodyOf(request)),
      },
      options.mock,
      options.user,
    );
  } catch (error) {
    if (error instanceof AdminRefusal) {
      return { status: error.status, body: { error: error.message }, headers: error.headers };
    }
    const { kind, sentence } = toFailure(error);
    return { status: statusOf(kind), body: { error: sentence } };
  }
}

function statusOf(kind: FailureKind): number {
  if (kind === 'not-found') return 404;
  return kind === 'invalid-input' ? 400 : 500;
}

function addressOf({ url = '/' }: IncomingMessage): URL {
  if (URL.canParse(url, 'http://localhost')) return new URL(url, 'http://localhost');
  throw new AdminRefusal(400, 'The request line holds no address.');
}

/** A stream can be read once; what came of it is kept. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () => (reading ??= read());
}

function send(response: ServerResponse, answer: AdminAnswer): void {
  const { status, headers = {} } = answer;
  response.writeHead(status, {
    'Content-Type': 'bytes' in answer ? answer.type : 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
    // A body that was refused unread must not be taken for the next request.
    ...(status === 413 ? { Connection: 'close' } : {}),
  });
  response.end('bytes' in answer ? answer.bytes : `${JSON.stringify(answer.body)}\n`);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts the admin API: JSON over HTTP on a loopback port of its own. Rejects with the system's error where the port is taken. */
export async function startAdmin(options: AdminOptions): Promise<AdminServer> {
  const server = createServer((request, response) => {
    void answerTo(request, options).then((answer) => send(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { origin: `http://${host}:${port}`, stop: () => closed(server) };
}
