import type { Account, Fetched, Listed, MailClient } from './client.ts';
import { type LineSocket, lineSocket } from './line-socket.ts';

const TAG = 'a';

/** An IMAP4 client (RFC 3501): it asks for RFC822.SIZE of every message when it opens the Inbox, as most do. */
export async function imap4Client({ port, user, password }: Account): Promise<MailClient> {
  const socket = await lineSocket(port);
  return {
    logOn: async () => {
      await socket.line();
      await answered(socket, `LOGIN ${user} ${password}`);
      await answered(socket, 'SELECT INBOX');
      const { lines } = await answered(socket, 'FETCH 1:* (UID RFC822.SIZE)');
      const rows = lines.flatMap((line): readonly Listed[] => {
        const [uid, size] = [/UID (\d+)/.exec(line)?.[1], /RFC822\.SIZE (\d+)/.exec(line)?.[1]];
        return uid === undefined || size === undefined ? [] : [{ key: uid, size: Number(size) }];
      });
      return rows.toReversed();
    },
    fetch: async (key): Promise<Fetched> => {
      const { status, literalBytes } = await answered(socket, `UID FETCH ${key} (BODY.PEEK[])`);
      return status === 'OK' && literalBytes > 0 ? { kind: 'whole' } : { kind: 'refused', status: 0 };
    },
    close: () => socket.close(),
  };
}

/** Sends a command and reads up to its tagged answer; literals are counted and passed over. */
async function answered(socket: LineSocket, command: string) {
  socket.send(`${TAG} ${command}`);
  const lines: string[] = [];
  let literalBytes = 0;
  for (;;) {
    const line = await socket.line();
    const status = /^a (OK|NO|BAD)/.exec(line)?.[1];
    if (status !== undefined) return { status, lines, literalBytes };
    lines.push(line);
    const literal = Number(/\{(\d+)\}$/.exec(line)?.[1] ?? 0);
    literalBytes += literal;
    if (literal > 0) await socket.skip(literal);
  }
}
