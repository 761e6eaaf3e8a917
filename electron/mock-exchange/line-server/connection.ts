import type { Socket } from 'node:net';
import type { Clock } from '../clock/clock.ts';
import { type LineReader, newLineReader } from './line-reader.ts';

/** One client of a line protocol. Reading and writing wait for each other: nothing piles up for a slow client. */
export interface Connection extends LineReader {
  /** Resolves when the client took it, or is gone. Text is Latin-1: one char a byte. */
  write(data: string | Buffer): Promise<void>;
  /** The client left, or was sent away: what is written from now on goes nowhere. */
  readonly gone: boolean;
  /** It is the server's turn: the client waits for an answer that is still being made. */
  readonly busy: boolean;
}

/**
 * A connection over a socket that never throws for a client's sake: one that resets is one that left. A client that
 * neither sends nor takes anything for `idleMs` of the server's clock is sent away (RFC 1939 section 3, RFC 3501 5.4);
 * work of the server itself, such as a conversion, does not count.
 */
export function connectionOf(socket: Socket, clock: Clock, idleMs: number): Connection {
  let waits = 0;
  const waiting = async <T>(step: Promise<T>): Promise<T> => {
    const cancel = clock.after(idleMs, () => socket.destroy());
    waits++;
    try {
      return await step;
    } finally {
      waits--;
      cancel();
    }
  };
  const reader = newLineReader(piecesOf(socket));
  return {
    line: (most) => waiting(reader.line(most)),
    bytes: (count) => waiting(reader.bytes(count)),
    skip: (count) => waiting(reader.skip(count)),
    write: (data) => {
      if (socket.destroyed) return Promise.resolve();
      const taken = socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
      return taken ? Promise.resolve() : waiting(drained(socket));
    },
    get gone() {
      return socket.destroyed;
    },
    get busy() {
      return waits === 0;
    },
  };
}

async function* piecesOf(socket: Socket): AsyncGenerator<Buffer> {
  const pieces = socket.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  try {
    yield* pieces;
  } catch (error) {
    // A reset, or the end that `idleMs` brought: for the reader both are the end of what the client says.
    if (!socket.destroyed) throw error;
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
}
