import { strFromU8, unzipSync, zipSync, strToU8 } from 'fflate';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startAdmin } from '../../../electron/mock-exchange/admin/server.ts';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { mockCommand, withMock } from '../cli/command.ts';
import { inTemporaryFolder } from '../content/temporary-folder.ts';
import { message } from '../support/mail.ts';
import { ask, BASIC, serverWith } from '../support/server.ts';

const RULE = {
  id: 'busy',
  where: { method: 'GET' },
  step: 'before-read',
  what: { kind: 'status', status: 503 },
  howLong: { count: 1 },
} as const;
const open: MockExchange[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((mock) => mock.stop()));
});

/** A server with mail of its own, a rule, and a short run behind it. */
async function sick(): Promise<MockExchange> {
  const folders = [{ name: 'Projects', messages: [message('Two', { id: 2, read: true, flagged: true })] }];
  const mock = await serverWith([message('One')], { folders, rules: [RULE] });
  open.push(mock);
  for (let step = 0; step < 2; step++) await read(mock);
  return mock;
}

const read = (mock: MockExchange) => ask(mock, 'GET', '/exchange/alex/Inbox/One.EML', { Translate: 'f' });

const text = (files: Readonly<Record<string, Uint8Array>>, name: string) =>
  strFromU8(files[name] ?? new Uint8Array());

describe('a repro bundle', () => {
  it('holds scenario, mail, journal, HAR, events and oracle, without what signs clients in', async () => {
    const mock = await sick();
    const files = unzipSync(mock.bundle());
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'events.json',
      'har.json',
      'journal.ndjson',
      'mailbox/alex/000001.eml',
      'mailbox/alex/000002.eml',
      'oracle.json',
      'scenario.json',
      'scenario.schema.json',
    ]);
    const journal = text(files, 'journal.ndjson').trim().split('\n');
    expect(journal.map((line) => (JSON.parse(line) as { status: number }).status)).toEqual([503, 200]);
    expect(JSON.parse(text(files, 'oracle.json'))).toEqual(JSON.parse(JSON.stringify(mock.oracle())));
    expect(JSON.parse(text(files, 'har.json'))).toEqual(JSON.parse(JSON.stringify(mock.har())));
    for (const name of Object.keys(files)) expect(text(files, name)).not.toContain(BASIC.slice(6));
  });

  it('has the same bytes for the same state', async () => {
    const mock = await sick();
    expect(Buffer.compare(mock.bundle(), mock.bundle())).toBe(0);
  });

  it('puts another server into the state from which the run began', async () => {
    const mock = await sick();
    const other = await startMockExchange();
    open.push(other);
    await other.load(mock.bundle());
    expect(other.folders('alex')).toEqual((await mock.reset(), mock.folders('alex')));
    expect([(await read(other)).status, (await read(other)).status]).toEqual([503, 200]);
    const [first, second] = [await read(mock), await read(mock)];
    expect([first.status, second.status]).toEqual([503, 200]);
    expect((await read(other)).bytes).toEqual(second.bytes);
    expect(other.journal.slice(0, 2).map(({ truth, rule }) => ({ truth, rule }))).toEqual(
      mock.journal.map(({ truth, rule }) => ({ truth, rule })),
    );
  });

  it('is named by seed and numbers where the mail was generated', async () => {
    const mock = await startMockExchange();
    open.push(mock);
    await mock.load({ name: 'a', title: 'A', description: '', mailboxes: [{ user: 'alex', messages: 50 }] });
    const before = mock.folders('alex');
    const bundle = mock.bundle();
    expect(Object.keys(unzipSync(bundle)).some((name) => name.startsWith('mailbox/'))).toBe(false);
    await mock.load('healthy');
    await mock.load(bundle);
    expect(mock.folders('alex')).toEqual(before);
  });

  it.each([
    [Buffer.from('PK\x03\x04 nothing'), 'bundle: this is not a zip that can be read'],
    [zipSync({ 'a.txt': strToU8('a') }), 'bundle: there is no scenario.json in it'],
    [zipSync({ 'scenario.json': strToU8('{}') }), 'name: is missing'],
  ])('that is none is refused in one line', async (bytes, sentence) => {
    const mock = await sick();
    await expect(mock.load(new Uint8Array(bytes))).rejects.toThrow(sentence);
    expect(mock.state.run).toBe(1);
  });

  it('goes over the admin API and back', async () => {
    const mock = await sick();
    const admin = await startAdmin({ mock, user: 'alex', host: '127.0.0.1', port: 0 });
    try {
      const answer = await fetch(`${admin.origin}/bundle`);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const loaded = await fetch(`${admin.origin}/bundle`, { method: 'POST', body: bytes });
      expect(loaded.status).toBe(200);
      expect(await loaded.json()).toMatchObject({ run: 2, scenario: { name: 'as-started' } });
      expect((await read(mock)).status).toBe(503);
    } finally {
      await admin.stop();
    }
  });
});

describe('--scenario', () => {
  it('plays a bundle, a file and a built-in scenario', async () => {
    const mock = await sick();
    await inTemporaryFolder(async (folder) => {
      const zip = path.join(folder, 'run.zip');
      await writeFile(zip, mock.bundle());
      const file = path.join(folder, 'own.json');
      await writeFile(
        file,
        JSON.stringify({ name: 'own', title: 'Own', description: '', mailboxes: [{ user: 'dana' }] }),
      );
      const wanted = [
        [zip, 'as-started', 'alex'],
        [file, 'own', 'dana'],
        ['after-mailbox-move', 'after-mailbox-move', 'alex'],
      ] as const;
      for (const [given, name, user] of wanted) {
        await withMock(['--scenario', given, '--messages', '5'], async (ready) => {
          expect(ready.user).toBe(user);
          expect(await (await fetch(`${ready.admin}state`)).json()).toMatchObject({ scenario: { name } });
        });
      }
    });
  });

  it('lets flags go before it, and has somebody to write to', async () => {
    const args = ['--scenario', 'healthy', '--seed', '9', '--personality', '2007', '--messages', '5'];
    await withMock(args, async ({ admin }) => {
      expect(await (await fetch(`${admin}state`)).json()).toMatchObject({ seed: 9, personality: '2007' });
      const { accounts } = (await (await fetch(`${admin}accounts`)).json()) as {
        accounts: { user: string }[];
      };
      expect(accounts.map(({ user }) => user)).toEqual(['alex', 'bo', 'cy']);
    });
  });

  it('ends with 2 and one line for a name or a file that is wrong', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'own.json');
      await writeFile(
        file,
        JSON.stringify({ name: 'own', title: 'Own', description: '', rules: [{ step: 'x' }] }),
      );
      const run = (given: string) =>
        mockCommand('--port', '0', '--admin-port', '0', '--scenario', given).finished;
      expect(await run('healty')).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(
          /^mock: --scenario: There is no scenario "healty"; the nearest names are healthy, .*\n$/,
        ),
      });
      expect(await run(file)).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^mock: --scenario: rules\[0\]\.step: expected one of [^\n]*\n$/),
      });
      expect(await run('./nowhere.json')).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^mock: --scenario: There is no file [^\n]*nowhere\.json\.\n$/),
      });
    });
  });
});
