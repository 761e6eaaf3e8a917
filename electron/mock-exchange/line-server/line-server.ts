import { type AddressInfo, createServer, type Socket } from 'node:net';
import { fail, toFailure } from '../../../shared/errors.ts';
import { isLoopbackHost } from '../http/loopback.ts';
import type { World } from '../http/call.ts';
import { type Connection, connectionOf } from './connection.ts';
import { LineTooLong } from './line-reader.ts';

/** How a face of the store is started. `world` is asked anew at each command: scenarios replace it. */
export interface FaceOptions {
  /** A loopback address. */
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly world: () => World;
}

export interface RunningFace {
  readonly port: number;
  /**
   * Ends the connections whose answer is still being made: their world was replaced, and what they wait for on its clock
   * never falls due. The others are told at their next command.
   */
  dropBusy(): void;
  /** Closes every connection and the listening socket. */
  stop(): Promise<void>;
}

/** In what the protocols differ for the one who listens. */
export interface LineProtocol {
  /** ms of the server's clock that a client may keep silent. */
  readonly idleMs: number;
  /** What a client is told before it is sent away, with its line end. */
  farewell(sentence: string): string;
  /** The whole conversation, from the greeting on. The connection ends when it resolves. */
  converse(connection: Connection, world: () => World): Promise<void>;
}

/** More clients than any test has, and few enough to keep sockets and buffers bounded. */
const MOST_CONNECTIONS = 1024;

/** Listens and gives each client a conversation of its own. Rejects with the system's error where the port is taken. */
export async function startLineServer(options: FaceOptions, protocol: LineProtocol): Promise<RunningFace> {
  const { host, port, world } = options;
  if (!isLoopbackHost(host))
    throw fail(
      'invalid-input',
      `The mock server only listens on this machine, and ${host} is not an address of it. Choose 127.0.0.1.`,
    );
  const clients = new Map<Socket, Connection>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = connectionOf(socket, world().clock, protocol.idleMs);
    clients.set(socket, connection);
    socket.on('close', () => clients.delete(socket));
    // A client that resets its connection has left; the reader sees the end.
    socket.on('error', () => socket.destroy());
    void serve(socket, connection, protocol, world, clients.size);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    dropBusy: () => {
      for (const [socket, { busy }] of clients) if (busy) socket.destroy();
    },
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of clients.keys()) socket.destroy();
      }),
  };
}

async function serve(
  socket: Socket,
  connection: Connection,
  protocol: LineProtocol,
  world: () => World,
  open: number,
): Promise<void> {
  socket.setNoDelay(true);
  try {
    if (open > MOST_CONNECTIONS)
      await connection.write(protocol.farewell('Too many connections are open. Try again later.'));
    else await protocol.converse(connection, world);
  } catch (error) {
    await connection.write(protocol.farewell(sentenceOf(error)));
  }
  socket.end(() => socket.destroy());
}

/** Like a status 500 over HTTP: the client is told what broke, and the server goes on for the others. */
function sentenceOf(error: unknown): string {
  if (error instanceof LineTooLong) return 'The line is too long.';
  const { sentence, detail } = toFailure(error);
  return detail === undefined ? sentence : `${sentence} [${detail.replace(/[\r\n]+/g, ' ')}]`;
}
