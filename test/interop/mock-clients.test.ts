import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type FileStat } from 'webdav';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { message } from '../mock-exchange/support/mail.ts';
import { ask, serverWith } from '../mock-exchange/support/server.ts';
import { installed, run } from './tools.ts';

/** Clients that were written elsewhere list, fetch, write and move on the mock. */
const MAIL = 'From: Ada <ada@example.com>\r\nSubject: From a client\r\n\r\nLine one.\r\n\r\nÆøå 🚢\r\n';
const SUBJECTS = ['Plain', 'Angebot: 50% & mehr #1?', 'sjøkart ~ 🚢', 'a/b\\c'];

let mock: MockExchange;
let folder: string;
let bytes: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interop-'));
  const mails = SUBJECTS.map((subject, id) => message(subject, { id, body: `${subject}\r\n`.repeat(500) }));
  bytes = new Map(mails.map((mail) => [mail.content.summary.subject, mail.content.bytes()]));
  mock = await serverWith(mails, { folders: [{ name: 'Archive', messages: [] }] });
  await writeFile(join(folder, 'new.EML'), MAIL);
});
afterAll(async () => {
  await mock.stop();
  await rm(folder, { recursive: true });
});

const stored = (name: string) => ask(mock, 'GET', `/exchange/alex/Archive/${encodeURIComponent(name)}`);

describe.skipIf(!installed('curl'))('curl', () => {
  const curl = (...args: readonly string[]) =>
    run('curl', ['-sS', '--max-time', '20', '-u', 'EXAMPLE\\alex:secret', ...args]);

  it('lists, fetches whole and in parts, writes, moves and deletes', async () => {
    const inbox = `${mock.mailboxUrl('alex')}Inbox/`;
    const listed = await curl('-X', 'PROPFIND', '-H', 'Depth: 1', inbox);
    const hrefs = [...listed.text.matchAll(/<a:response><a:href>([^<]*\.EML)</g)].map(
      (found) => found[1] ?? '',
    );
    expect(hrefs).toHaveLength(SUBJECTS.length);
    for (const [at, href] of hrefs.entries()) {
      expect((await curl('-H', 'Translate: f', href)).out).toEqual(bytes.get(SUBJECTS[at] ?? ''));
    }
    expect((await curl('-r', '10-19', hrefs[0] ?? '')).out).toEqual(bytes.get('Plain')?.subarray(10, 20));
    const archive = `${mock.mailboxUrl('alex')}Archive/`;
    await curl('-T', join(folder, 'new.EML'), `${archive}by-curl.EML`);
    await curl('-T', join(folder, 'new.EML'), '-H', 'Transfer-Encoding: chunked', `${archive}chunked.EML`);
    expect((await stored('by-curl.EML')).text).toBe(MAIL);
    expect((await stored('chunked.EML')).text).toBe(MAIL);
    const moved = await curl(
      '-X',
      'MOVE',
      '-H',
      `Destination: ${archive}moved.EML`,
      '-w',
      '%{http_code}',
      `${archive}by-curl.EML`,
    );
    expect(moved.text).toBe('201');
    expect((await curl('-X', 'DELETE', '-w', '%{http_code}', `${archive}moved.EML`)).text).toMatch(/200$/);
  });
});

describe.skipIf(!installed('cadaver', '-V'))('cadaver', () => {
  it('lists, fetches, writes, makes a folder and moves', async () => {
    await writeFile(join(folder, '.netrc'), 'machine 127.0.0.1\nlogin alex\npassword secret\n', {
      mode: 0o600,
    });
    const commands = [
      'ls Inbox',
      `get Inbox/Plain.EML ${join(folder, 'got.EML')}`,
      `put ${join(folder, 'new.EML')} Archive/by-cadaver.EML`,
      'mkcol Archive/Sub',
      'move Archive/by-cadaver.EML Archive/Sub/moved.EML',
      'copy Archive/Sub/moved.EML Archive/copied.EML',
      'quit',
    ];
    const { text } = await run('cadaver', [mock.mailboxUrl('alex')], `${commands.join('\n')}\n`, {
      HOME: folder,
    });
    expect(text).toMatch(/Plain\.EML/);
    expect(text).not.toMatch(/failed/i);
    expect(await readFile(join(folder, 'got.EML'))).toEqual(bytes.get('Plain'));
    expect((await ask(mock, 'GET', '/exchange/alex/Archive/Sub/moved.EML')).text).toBe(MAIL);
    expect((await stored('copied.EML')).text).toBe(MAIL);
  });
});

describe.skipIf(!installed('rclone', 'version'))('rclone', () => {
  const rclone = async (...args: readonly string[]) => {
    const config = join(folder, 'rclone.conf');
    const obscured = (await run('rclone', ['obscure', 'secret'])).text.trim();
    await writeFile(
      config,
      `[mail]\ntype = webdav\nurl = ${mock.mailboxUrl('alex')}\nvendor = other\nuser = alex\npass = ${obscured}\n`,
    );
    return run('rclone', ['--config', config, '--retries', '1', ...args]);
  };

  it('copies the Inbox byte for byte, writes, moves and deletes', async () => {
    const target = join(folder, 'rclone');
    const copied = await rclone('copy', 'mail:Inbox', target, '--local-encoding', 'Slash');
    expect(copied.status, copied.text).toBe(0);
    expect(await readFile(join(target, 'Plain.EML'))).toEqual(bytes.get('Plain'));
    expect(await readFile(join(target, 'sjøkart _x007E_ 🚢.EML'))).toEqual(bytes.get('sjøkart ~ 🚢'));
    expect((await rclone('copyto', join(folder, 'new.EML'), 'mail:Archive/by-rclone.EML')).status).toBe(0);
    expect((await stored('by-rclone.EML')).text).toBe(MAIL);
    expect(
      (await rclone('moveto', 'mail:Archive/by-rclone.EML', 'mail:Archive/Deep/Er/moved.EML')).status,
    ).toBe(0);
    expect((await rclone('lsf', '-R', 'mail:Archive/Deep')).text).toContain('Er/moved.EML');
    expect((await rclone('purge', 'mail:Archive/Deep')).status).toBe(0);
    expect((await stored('Deep')).status).toBe(404);
  });
});

describe('the webdav package', () => {
  it('lists, fetches, writes, moves and deletes', async () => {
    const client = createClient(mock.mailboxUrl('alex'), { username: 'alex', password: 'secret' });
    const files = (await client.getDirectoryContents('/Inbox')) as FileStat[];
    expect(files.map((file) => file.basename)).toContain('Plain.EML');
    // Its own reader makes NaN of a length that carries Exchange's `dt` attribute, so sizes are not compared.
    expect(files.every((file) => file.type === 'file')).toBe(true);
    const got = await client.getFileContents('/Inbox/Plain.EML');
    expect(Buffer.from(got as ArrayBuffer)).toEqual(bytes.get('Plain'));
    await client.createDirectory('/Archive/Two');
    expect(await client.putFileContents('/Archive/Two/by-webdav.EML', MAIL)).toBe(true);
    await client.moveFile('/Archive/Two/by-webdav.EML', '/Archive/Two/moved.EML');
    expect(await client.getFileContents('/Archive/Two/moved.EML', { format: 'text' })).toBe(MAIL);
    await client.deleteFile('/Archive/Two');
    expect(await client.exists('/Archive/Two')).toBe(false);
  });
});
