import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mockCommand, withMock } from '../cli/command.ts';
import { lineClient } from '../support/line-client.ts';

const portOf = (url: string | undefined) => Number(new URL(url ?? '').port);

describe('the command line and the other faces', () => {
  it('serves POP3 and IMAP4 where asked, and says where', async () => {
    const args = ['--messages', '5', '--folders', '0', '--pop3-port', '0', '--imap4-port', '0'];
    const ended = await withMock(args, async ({ pop3, imap4, user, password }) => {
      expect([pop3, imap4]).toEqual([
        expect.stringMatching(/^pop3:\/\/127\.0\.0\.1:\d+\/$/),
        expect.stringMatching(/^imap:\/\/127\.0\.0\.1:\d+\/$/),
      ]);
      const pop = await lineClient(portOf(pop3));
      pop.say(`USER ${user}\r\nPASS ${password}\r\nSTAT\r\nQUIT\r\n`);
      expect(await pop.rest()).toMatch(/messages\.\r\n\+OK \d+ \d+\r\n/);
      const imap = await lineClient(portOf(imap4));
      imap.say(`a LOGIN ${user} ${password}\r\nb STATUS INBOX (MESSAGES)\r\nc LOGOUT\r\n`);
      expect(await imap.rest()).toMatch(/a OK[^]*MESSAGES \d+\)[^]*c OK/);
    });
    expect(ended.status).toBe(0);
  });

  it('does not where not asked', async () => {
    await withMock(['--messages', '0', '--folders', '0'], (ready) => {
      expect(Object.keys(ready)).toEqual(['ready', 'url', 'user', 'password', 'admin', 'pid']);
      return Promise.resolve();
    });
  });

  it.each(['--pop3-port', '--imap4-port'])('names %s where its port is taken', async (flag) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const command = mockCommand('--port', '0', '--admin-port', '0', '--messages', '0', flag, String(port));
    const { status, stderr } = await command.finished;
    await new Promise((resolve) => taken.close(resolve));
    expect(status).toBe(1);
    expect(stderr).toContain(flag);
  });
});
