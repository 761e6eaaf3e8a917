import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { createServerMood } from '../../../electron/network/resilience/server-mood.ts';
import { createSession } from '../../../electron/network/session.ts';
import type { UploadOutcome, UploadProgress } from '../../../electron/network/transfer/upload/job.ts';
import { outgoingBody, type Segment } from '../../../electron/network/transfer/upload/outgoing-body.ts';
import { startUpload } from '../../../electron/network/transfer/upload/start-upload.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';

export interface UploadRun {
  readonly origin: string;
  readonly password?: string;
  readonly path?: string;
  readonly type?: string;
  readonly segments: readonly Segment[];
  readonly clock?: Clock;
  /** Trusted besides the system's certificates, in PEM. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
  readonly tries?: number;
  readonly bytesPerSecond?: number;
  readonly onChange?: (progress: UploadProgress) => void;
}
export interface UploadEnd {
  readonly outcome: UploadOutcome;
  readonly told: readonly UploadProgress[];
  readonly total: number;
}

export const DRAFT = '/exchange/alex/Drafts/outgoing.EML';

/** Runs the engine on its own transport, session and clock. */
export async function runUpload(run: UploadRun): Promise<UploadEnd> {
  const { origin, password = 'secret', clock = systemClock, type = 'message/rfc822' } = run;
  const { transport, close } = createNodeTransport(run.ca === undefined ? {} : { ca: run.ca });
  const limit = createRateLimit(clock);
  limit.set(run.bytesPerSecond ?? null);
  const told: UploadProgress[] = [];
  try {
    const body = await outgoingBody(run.segments);
    const account = { url: `${origin}/exchange/alex/`, user: 'alex', password };
    const { outcome } = startUpload(
      {
        session: createSession({ account, transport, clock, log: () => undefined }),
        path: run.path ?? DRAFT,
        headers: { 'content-type': type, translate: 'f' },
        body,
        mood: createServerMood({ clock, dialect: 'exchange' }),
        limit,
        clock,
        random: () => 0,
        urgent: () => true,
        ...(run.tries === undefined ? {} : { tries: run.tries }),
        onChange(progress) {
          told.push(progress);
          run.onChange?.(progress);
        },
      },
      run.signal ?? new AbortController().signal,
    );
    return { outcome: await outcome, told, total: body.length };
  } finally {
    await close();
  }
}

export interface Desk {
  readonly folder: string;
  /** A file of so many bytes in which no two blocks are alike. */
  file(name: string, bytes: number): Promise<Extract<Segment, { kind: 'file' }>>;
  clear(): Promise<void>;
}

/** A folder for what is attached. */
export async function openDesk(): Promise<Desk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-upload-'));
  return {
    folder,
    async file(name, bytes) {
      const where = path.join(folder, name);
      const handle = await open(where, 'w');
      const block = Buffer.alloc(2 ** 20, 'retinue');
      for (let at = 0; at < bytes; at += block.length) {
        block.writeDoubleLE(at, 0);
        await handle.write(block, 0, Math.min(block.length, bytes - at));
      }
      await handle.close();
      return { kind: 'file', path: where, name };
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A message of one text and these files, as compose will write it. */
export function messageOf(files: readonly Segment[]): readonly Segment[] {
  const text = (lines: readonly string[]): Segment => ({
    kind: 'bytes',
    bytes: Buffer.from(lines.map((line) => `${line}\r\n`).join('')),
  });
  const parts = files.flatMap((file, nth) => [
    text([
      '--=_b',
      `Content-Type: application/octet-stream; name="file-${nth}.bin"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="file-${nth}.bin"`,
      '',
    ]),
    file,
  ]);
  return [
    text([
      'From: alex@halvorsen-lie.example',
      'To: bo@halvorsen-lie.example',
      'Subject: Drawings',
      'Message-ID: <drawings@halvorsen-lie.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="=_b"',
      '',
      '--=_b',
      'Content-Type: text/plain',
      '',
      'The drawings.',
    ]),
    ...parts,
    text(['--=_b--']),
  ];
}

export function sha256(bytes: Iterable<Uint8Array>): string {
  const hash = createHash('sha256');
  for (const each of bytes) hash.update(each);
  return hash.digest('hex');
}

export interface BareServer {
  readonly origin: string;
  /** Bytes of requests that were read, heads included. */
  read(): number;
  readonly connections: number;
  stop(): Promise<void>;
}

/** What the first request of a session gets, which asks only how to sign in. */
const SIGNED_IN =
  'HTTP/1.1 207 Multi-Status\r\nContent-Type: text/xml\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/**
 * A server that reads only as its script does: `accept` is given each new connection, paused, but the first one, on
 * which the session asks how to sign in.
 */
export async function startBareServer(accept: (socket: Socket, nth: number) => void): Promise<BareServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let isAsked = false;
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    if (!isAsked) {
      isAsked = true;
      socket.once('data', () => socket.end(SIGNED_IN));
      socket.resume();
      return;
    }
    sockets.add(socket);
    accept(socket, connections);
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    read: () => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    get connections() {
      return connections;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
