import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type FileStat } from 'webdav';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { ask, serverWith } from '../mock-exchange/support/server.ts';
import { installed, run } from './tools.ts';

/** Clients that lock what they write: the mock as Exchange and as a plain WebDAV server. */
describe.each(['2003', 'rfc4918'] as const)('clients that lock, at %s', (personality) => {
  let mock: MockExchange;
  let folder: string;
  beforeEach(async () => {
    mock = await serverWith([], { personality });
    await ask(mock, 'MKCOL', '/exchange/alex/Files');
    folder = await mkdtemp(join(tmpdir(), 'locking-'));
    await writeFile(join(folder, 'new.txt'), 'written by a client\n');
    await writeFile(join(folder, '.netrc'), 'machine 127.0.0.1\nlogin alex\npassword secret\n', {
      mode: 0o600,
    });
  });
  afterEach(async () => {
    await mock.stop();
    await rm(folder, { recursive: true });
  });

  const stored = (name: string) => ask(mock, 'GET', `/exchange/alex/Files/${name}`);
  const count = (method: string, status: number) =>
    mock.journal.filter((entry) => entry.method === method && entry.status === status).length;

  it.skipIf(!installed('cadaver', '-V'))(
    'cadaver locks, discovers, writes under its lock and unlocks',
    async () => {
      const commands = [
        'cd Files',
        `put ${join(folder, 'new.txt')} locked.txt`,
        'lock locked.txt',
        'discover locked.txt',
        `put ${join(folder, 'new.txt')} locked.txt`,
        'copy locked.txt copied.txt',
        'unlock locked.txt',
        'propset copied.txt colour blue',
        'propget copied.txt colour',
        'move copied.txt moved.txt',
        'quit',
      ];
      const { text } = await run('cadaver', [mock.mailboxUrl('alex')], `${commands.join('\n')}\n`, {
        HOME: folder,
      });
      expect(text).not.toMatch(/failed/i);
      expect(text).toMatch(/opaquelocktoken:/);
      expect(text).toMatch(/blue/);
      expect([count('LOCK', 200), count('UNLOCK', 204)]).toEqual([1, 1]);
      expect((await stored('moved.txt')).text).toBe('written by a client\n');
    },
  );

  it('the webdav package locks, writes, copies, moves and asks for sizes', async () => {
    const client = createClient(mock.mailboxUrl('alex'), { username: 'alex', password: 'secret' });
    await client.putFileContents('/Files/a.txt', 'one');
    const lock = await client.lock('/Files/a.txt', { timeout: 'Second-300' });
    expect(lock.serverTimeout).toBe('Second-300');
    await expect(client.putFileContents('/Files/a.txt', 'two')).rejects.toThrow(/423/);
    const headers = { If: `(<${lock.token}>)` };
    expect(await client.putFileContents('/Files/a.txt', 'two', { headers })).toBe(true);
    // It writes the header as it is given, so the brackets of the Coded-URL are the caller's.
    await client.unlock('/Files/a.txt', `<${lock.token}>`);
    await client.copyFile('/Files/a.txt', '/Files/b.txt');
    await client.moveFile('/Files/b.txt', '/Files/c.txt');
    expect((await stored('c.txt')).text).toBe('two');
    const stat = (await client.stat('/Files/c.txt')) as FileStat;
    expect([stat.type, stat.basename]).toEqual(['file', 'c.txt']);
    // At Exchange the length carries a `dt` attribute, which this client's reader does not expect.
    if (personality === 'rfc4918') expect([stat.size, stat.mime]).toEqual([3, 'application/octet-stream']);
    expect(((await client.stat('/Files')) as FileStat).type).toBe('directory');
  });
});
