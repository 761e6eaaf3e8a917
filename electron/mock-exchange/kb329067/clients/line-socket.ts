import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** A connection on which lines and counted bytes alternate. Everything rejects when it ends too early. */
export interface LineSocket {
  /** The next line without its CRLF. */
  line(): Promise<string>;
  /** Passes over so many bytes. */
  skip(bytes: number): Promise<void>;
  /** Passes over everything up to the end of this text. */
  skipPast(text: string): Promise<void>;
  send(line: string): void;
  close(): void;
}

/** Connects to this machine. */
export async function lineSocket(port: number): Promise<LineSocket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const pieces = piecesOf(socket);
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await pieces.next();
    if (next.done === true) throw new Error('The server closed the connection.');
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  return {
    line: async () => {
      for (;;) {
        const end = held.indexOf('\r\n');
        if (end >= 0) {
          const line = held.toString('latin1', 0, end);
          held = held.subarray(end + 2);
          return line;
        }
        await more();
      }
    },
    skip: async (bytes) => {
      for (let left = bytes; ; ) {
        const taken = Math.min(left, held.length);
        held = held.subarray(taken);
        left -= taken;
        if (left === 0) return;
        await more();
      }
    },
    skipPast: async (text) => {
      for (let at = held.indexOf(text); ; at = held.indexOf(text)) {
        if (at >= 0) {
          held = held.subarray(at + text.length);
          return;
        }
        // The text may come in two pieces.
        held = held.subarray(Math.max(0, held.length - text.length));
        await more();
      }
    },
    send: (line) => socket.write(`${line}\r\n`),
    close: () => socket.destroy(),
  };
}

function piecesOf(socket: Socket): AsyncIterator<Buffer> {
  return (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
}
