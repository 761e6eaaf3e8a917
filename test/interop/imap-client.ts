import { connect } from 'node:net';

/** An IMAP session in the tests' own words: one command at a time, answers as text. */
export interface ImapSession {
  /** Everything that came up to and with the tagged line; rejects unless that says OK. */
  command(line: string, literal?: string): Promise<string>;
  /** The same, whatever the tagged line says. */
  attempt(line: string): Promise<string>;
  close(): void;
}

/** Opens a session and waits for the greeting. */
export async function imapSession(port: number): Promise<ImapSession> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let text = '';
  let ended: Error | null = null;
  let wake = () => {};
  socket.on('data', (piece: string) => {
    text += piece;
    wake();
  });
  const end = (error?: Error) => {
    ended = error ?? new Error(`the server closed the connection after: ${text}`);
    wake();
  };
  socket.on('error', end);
  socket.on('close', () => end());
  const take = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(text);
      if (found) {
        const taken = text.slice(0, found.index + found[0].length);
        text = text.slice(taken.length);
        return taken;
      }
      if (ended) throw ended;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await take(/^\* OK.*\r\n/);
  let count = 0;
  const attempt = async (line: string, literal?: string) => {
    const tag = `t${++count}`;
    if (literal === undefined) socket.write(`${tag} ${line}\r\n`);
    else {
      socket.write(`${tag} ${line} {${Buffer.byteLength(literal)}}\r\n`);
      await take(/^\+.*\r\n/m);
      socket.write(`${literal}\r\n`);
    }
    return take(new RegExp(`^${tag} .*\\r\\n`, 'm'));
  };
  return {
    attempt,
    command: async (line, literal) => {
      const answer = await attempt(line, literal);
      if (!new RegExp(`^t${count} OK`, 'm').test(answer)) throw new Error(`${line}: ${answer}`);
      return answer;
    },
    close: () => socket.destroy(),
  };
}
