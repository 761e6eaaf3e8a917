import type { Account, Fetched, Listed, MailClient } from './client.ts';
import { type LineSocket, lineSocket } from './line-socket.ts';

/** A POP3 client (RFC 1939): LIST makes the server say the size of every message. */
export async function pop3Client({ port, user, password }: Account): Promise<MailClient> {
  const socket = await lineSocket(port);
  return {
    logOn: async () => {
      await expectOk(socket);
      for (const command of [`USER ${user}`, `PASS ${password}`, 'STAT', 'LIST']) {
        socket.send(command);
        await expectOk(socket);
      }
      const rows: Listed[] = [];
      for (let line = await socket.line(); line !== '.'; line = await socket.line()) {
        const [key = '', size = ''] = line.split(' ');
        rows.push({ key, size: Number(size) });
      }
      return rows.toReversed();
    },
    fetch: async (key): Promise<Fetched> => {
      socket.send(`RETR ${key}`);
      if (!(await socket.line()).startsWith('+OK')) return { kind: 'refused', status: 0 };
      await socket.skipPast('\r\n.\r\n');
      return { kind: 'whole' };
    },
    close: () => socket.close(),
  };
}

async function expectOk(socket: LineSocket): Promise<void> {
  const line = await socket.line();
  if (!line.startsWith('+OK')) throw new Error(`POP3 answered: ${line}`);
}
