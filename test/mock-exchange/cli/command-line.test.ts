import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../../electron/mock-exchange/cli/options.ts';
import { inTemporaryFolder } from '../content/temporary-folder.ts';
import { mockCommand, type ReadyLine, withMock } from './command.ts';

function signedIn({ user, password }: ReadyLine): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, Translate: 'f' };
}

describe('the command line, read', () => {
  it('has the defaults that its help tells', () => {
    expect(optionsOf([])).toEqual({
      host: '127.0.0.1',
      port: 8143,
      adminPort: 8144,
      pop3Port: null,
      imap4Port: null,
      tls: false,
      auth: null,
      personality: null,
      seed: null,
      scenario: null,
      messages: 400,
      folders: 12,
      attachmentSize: null,
      imports: [],
      language: null,
      json: false,
    });
  });

  it('generates nothing beside an import unless asked to', () => {
    expect(optionsOf(['--import', 'a', '--import=b'])).toMatchObject({
      imports: ['a', 'b'],
      messages: 0,
      folders: 0,
    });
    expect(optionsOf(['--import', 'a', '--messages', '20'])).toMatchObject({ messages: 20 });
  });

  it.each([
    [['--auth', 'telepathy'], '--auth takes basic, ntlm, forms, none, not "telepathy".'],
    [
      ['--auth', 'forms', '--personality', '2000'],
      '--auth forms needs --personality 2003 or 2007; 2000 has no forms.',
    ],
    [
      ['--auth=forms', '--personality=rfc4918'],
      '--auth forms needs --personality 2003 or 2007; rfc4918 has no forms.',
    ],
    [['--tls=yes'], '--tls takes no value.'],
    [['--personality', '1999'], '--personality takes 2000, 2003, 2007, rfc4918, not "1999".'],
    [['--scenario'], '--scenario needs a value.'],
    [['--port', '65536'], '--port takes a whole number from 0 to 65535, not "65536".'],
    [['--port', 'http'], '--port takes a whole number from 0 to 65535, not "http".'],
    [['--port=-1'], '--port takes a whole number from 0 to 65535, not "-1".'],
    [['--admin-port', '1e3'], '--admin-port takes a whole number from 0 to 65535, not "1e3".'],
    [['--messages', '100001'], '--messages takes a whole number from 0 to 100000, not "100001".'],
    [['--folders', ''], '--folders takes a whole number from 0 to 1000, not "".'],
    [['--seed', '0x1F'], '--seed takes a whole number from 0 to 4294967295, not "0x1F".'],
    [
      ['--attachment-size', 'big'],
      '--attachment-size takes a whole number from 0 to 100000000000, not "big".',
    ],
    [['--language', 'tlh'], '--language takes en, nb, fr, zh, not "tlh".'],
    [
      ['--host', '0.0.0.0'],
      '--host takes an address of this machine only, such as 127.0.0.1, not "0.0.0.0".',
    ],
    [['--host', 'mail.example.com'], '--host takes an address of this machine only'],
    [['--bogus'], '--bogus is not a flag of this command; --help lists them.'],
    [['--port'], '--port needs a value.'],
    [['--port', '--json'], '--port needs a value.'],
    [['--json=yes'], '--json takes no value.'],
    [['mail.eml'], '"mail.eml" belongs to no flag; paths are given with --import.'],
  ])('refuses %j with one line that names the flag', (args, sentence) => {
    expect(() => optionsOf(args)).toThrow(sentence);
    expect(() => optionsOf(args)).toThrow(expect.objectContaining({ status: 2 }));
  });
});

describe('the command', () => {
  it('says that it is ready, serves a folder byte for byte, and ends with 0 at SIGTERM', async () => {
    await inTemporaryFolder(async (folder) => {
      const raw = 'Subject: 1.10\r\nFrom: a@example.com\r\n\r\nbytes \x00\xff\r\n';
      await writeFile(path.join(folder, 'one.eml'), raw, 'latin1');
      const ended = await withMock(['--import', folder], async (ready) => {
        expect(ready).toMatchObject({ ready: true, user: 'alex' });
        expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/exchange\/alex\/$/);
        expect(ready.admin).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
        const answer = await fetch(`${ready.url}Inbox/1.10.EML`, { headers: signedIn(ready) });
        expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toBe(raw);
      });
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      expect(ended.stdout.trim().split('\n')).toHaveLength(1);
    });
  });

  it('has the same password and mail for the same seed', async () => {
    const seen: unknown[] = [];
    for (const seed of ['5', '5', '6']) {
      await withMock(['--seed', seed, '--messages', '30', '--folders', '3'], async ({ password, admin }) => {
        seen.push({ password, folders: await (await fetch(`${admin}folders`)).json() });
      });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).not.toEqual(seen[2]);
  });

  it('prints text for people without --json, and ends with 0 at SIGINT', async () => {
    const command = mockCommand('--port', '0', '--admin-port', '0', '--messages', '0', '--language', 'nb');
    expect(await command.firstLine).toBe('The mock Exchange server is ready.');
    command.kill('SIGINT');
    const { status, stdout } = await command.finished;
    expect(status).toBe(0);
    expect(stdout).toMatch(/URL +http:\/\/127\.0\.0\.1:\d+\/exchange\/alex\//);
    expect(stdout).toMatch(/User +alex/);
    expect(stdout).toMatch(/Password +\w{12}/);
  });

  it('serves HTTPS with forms as 2007 where it is told to', async () => {
    const args = ['--tls', '--auth', 'forms', '--personality', '2007', '--messages', '0', '--folders', '0'];
    const { status } = await withMock(args, async (ready) => {
      expect(ready.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/exchange\/alex\/$/);
      const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        // The certificate is new at each start, and only the process itself knows it.
        const sent = request(
          ready.url,
          { method: 'PROPFIND', rejectUnauthorized: false, agent: false },
          resolve,
        );
        sent.on('error', reject);
        sent.end();
      });
      reply.resume();
      expect(reply.statusCode).toBe(440);
      expect(reply.headers['server']).toBe('Microsoft-IIS/7.0');
    });
    expect(status).toBe(0);
  });

  it('prints its flags with --help', async () => {
    const { status, stdout } = await mockCommand('--help').finished;
    expect(status).toBe(0);
    expect(stdout).toContain('--attachment-size BYTES');
  });

  it.each([
    [
      ['--auth', 'forms', '--personality', '2000'],
      'mock: --auth forms needs --personality 2003 or 2007; 2000 has no forms.\n',
    ],
    [['--bogus'], 'mock: --bogus is not a flag of this command; --help lists them.\n'],
  ])('ends with 2 and one line for %j', async (args, stderr) => {
    expect(await mockCommand(...args).finished).toEqual({ status: 2, stdout: '', stderr });
  });

  it('ends with 2 and the path for an import that is not there', async () => {
    const { status, stderr } = await mockCommand('--port', '0', '--import', '/nowhere/at all.eml').finished;
    expect(status).toBe(2);
    expect(stderr).toMatch(/^mock: --import: \/nowhere\/at all\.eml could not be read \[ENOENT\][^\n]*\n$/);
  });

  it.each(['--port', '--admin-port'])('ends with 1 and one sentence where the %s is taken', async (flag) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const free = flag === '--port' ? '--admin-port' : '--port';
      const { status, stdout, stderr } = await mockCommand(flag, String(port), free, '0', '--messages', '0')
        .finished;
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toBe(
        `mock: Port ${port} on 127.0.0.1 is in use; choose another with ${flag}, or 0 for a free one.\n`,
      );
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});
