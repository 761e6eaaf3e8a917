import { connect } from 'node:net';

/** A client of a line protocol that says what it is told to and reads until it has seen enough. One char a byte. */
export interface LineClient {
  say(text: string): void;
  /** Everything up to the first match, which is taken out; rejects where the server ends before. */
  until(pattern: RegExp): Promise<string>;
  /** Says a line and reads on. */
  ask(line: string, pattern: RegExp): Promise<string>;
  /** All that comes until the server ends the connection. */
  rest(): Promise<string>;
  /** Stops reading from the socket, and goes on. */
  pause(): void;
  resume(): void;
  close(): void;
}

export function lineClient(port: number): Promise<LineClient> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  let held = '';
  let isEnded = false;
  let wake = () => {};
  socket.on('data', (piece) => {
    held += piece.toString();
    wake();
  });
  socket.on('error', () => wake());
  socket.on('close', () => {
    isEnded = true;
    wake();
  });
  const more = () => new Promise<void>((resolve) => (wake = resolve));
  const client: LineClient = {
    say: (text) => socket.write(text, 'latin1'),
    until: async (pattern) => {
      for (;;) {
        const found = pattern.exec(held);
        if (found) {
          const end = found.index + found[0].length;
          const taken = held.slice(0, end);
          held = held.slice(end);
          return taken;
        }
        if (isEnded) throw new Error(`The server ended after ${JSON.stringify(held.slice(-200))}.`);
        await more();
      }
    },
    ask: (line, pattern) => {
      client.say(`${line}\r\n`);
      return client.until(pattern);
    },
    rest: async () => {
      while (!isEnded) await more();
      return held;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.destroy(),
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(client));
    socket.once('error', reject);
  });
}
