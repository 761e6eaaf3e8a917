import { connect, type Socket } from 'node:net';
import { BASIC } from './server.ts';

/** What came over a socket until it ended. */
export interface RawAnswer {
  readonly text: string;
  readonly bytes: Buffer;
  /** FIN, RST (or another error's code), or still open after so many bytes were awaited. */
  readonly end: 'fin' | 'open' | (string & {});
}

export interface RawOptions {
  /** Sent in one write each, one turn of the loop apart. */
  readonly pieces?: readonly (string | Buffer)[];
  /** Resolves as soon as the answer holds this, without waiting for an end. */
  readonly until?: (text: string) => boolean;
  /** Resolves with what came so far when nothing has ended it in so many ms. */
  readonly giveUpMs?: number;
}

/** Sends bytes over a socket of its own and gives back everything until the server ends it. */
export function raw(port: number, bytes: string | Buffer, options: RawOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const pieces: Buffer[] = [];
    const finish = (end: RawAnswer['end']) => {
      const all = Buffer.concat(pieces);
      resolve({ text: all.toString('latin1'), bytes: all, end });
      socket.destroy();
    };
    if (options.giveUpMs !== undefined) setTimeout(() => finish('open'), options.giveUpMs).unref();
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => {
      pieces.push(data);
      if (options.until?.(Buffer.concat(pieces).toString('latin1'))) finish('open');
    });
    socket.on('end', () => finish('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    socket.on('close', () => finish('fin'));
    void writeAll(socket, [bytes, ...(options.pieces ?? [])]);
  });
}

async function writeAll(socket: Socket, pieces: readonly (string | Buffer)[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    await new Promise(setImmediate);
  }
}

/** A request of alex as it goes over the wire; with `Connection: close` unless told otherwise. */
export function wire(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Buffer {
  const length = Buffer.byteLength(body);
  const fields = {
    Host: '127.0.0.1',
    Authorization: BASIC,
    Connection: 'close',
    ...(length > 0 ? { 'Content-Length': String(length) } : {}),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`),
    Buffer.from(body),
  ]);
}

/** Status of the first answer; 0 where there is none. */
export function statusOf({ text }: Pick<RawAnswer, 'text'>): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
}

/** What follows the head of the first answer. */
export function bodyPart({ bytes }: Pick<RawAnswer, 'bytes'>): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  return end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4);
}
