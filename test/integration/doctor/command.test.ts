import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorOptions } from '../../../electron/cli/doctor-options.ts';
import { openPractice, type Practice, runDoctor } from './house.ts';

let practice: Practice | null = null;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-doctor-'));
});
afterEach(async () => {
  await practice?.stop();
  practice = null;
  await rm(folder, { recursive: true, force: true });
});

async function firstId(wanted: Practice): Promise<string> {
  return (await wanted.look()).report.findings[0]?.id ?? '';
}

describe('exit statuses', () => {
  const URL_ARGS = ['--url', 'http://127.0.0.1:1/', '--user', 'alex'];
  it.each<[string, readonly string[]]>([
    ['no address', ['--user', 'alex']],
    ['an unknown fix', [...URL_ARGS, '--fix', 'burn', '--item', 'x']],
    ['a fix of nothing', [...URL_ARGS, '--fix', 'delete']],
    ['no file to save to', [...URL_ARGS, '--fix', 'save-as-eml', '--item', 'x']],
    ['no folder to keep what is sent', [...URL_ARGS, '--fix', 'adopt-and-send', '--item', 'x']],
    ['a file for nothing', [...URL_ARGS, '--fix', 'move-to-drafts', '--item', 'x', '--out', 'y']],
  ])('refuses %s', async (_, args) => {
    const refused = doctorOptions(args, { RETINUE_PASSWORD: 'secret' });
    await expect(refused).rejects.toMatchObject({ failure: { kind: 'invalid-input' } });
  });

  it('2 for wrong arguments, with one line', async () => {
    const { status, stderr } = await runDoctor(['--user', 'alex'], 'secret');
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }, 30_000);

  it('4 where nothing can be looked at, with one sentence', async () => {
    const gone = await runDoctor(['--url', 'http://127.0.0.1:9/exchange/alex/', '--user', 'alex'], 'secret');
    expect(gone.status).toBe(4);
    expect(gone.stderr).toMatch(/^doctor: .+\n$/);
    practice = await openPractice({ scenario: 'healthy' });
    const refused = await runDoctor(['--url', practice.mock.mailboxUrl('alex'), '--user', 'alex'], 'wrong');
    expect(refused.status).toBe(4);
    expect(refused.stderr).toContain('(401)');
    expect(refused.stdout).toMatch(/^! auth-lost since /);
  }, 30_000);

  it('4 for an account that is down, named as such; the others are looked at as ever', async () => {
    practice = await openPractice({ scenario: 'one-account-down' });
    const down = await practice.run('--json');
    expect(down.status).toBe(4);
    expect(JSON.parse(down.stdout)).toMatchObject({
      server: null,
      findings: [{ mechanism: 'one-account-down', severity: 'trouble' }],
    });
    const bo = practice.mock.accounts.find(({ user }) => user === 'bo');
    const up = await runDoctor(['--url', practice.mock.mailboxUrl('bo'), '--user', 'bo'], bo?.password ?? '');
    expect(up.status).toBe(0);
  }, 30_000);

  it('says the same to people', async () => {
    practice = await openPractice({ scenario: 'half-created' });
    const { status, stdout } = await practice.run();
    expect(status).toBe(1);
    expect(stdout).toContain('! half-created since ');
    expect(stdout).toContain('Half of an offer');
  }, 30_000);
});

describe('--fix', () => {
  it('takes a message out of the Outbox', async () => {
    practice = await openPractice({ scenario: 'queued-not-spooled' });
    const done = await practice.run('--fix', 'move-to-drafts', '--item', '<invoice@halvorsen-lie.example>');
    expect(done).toMatchObject({ status: 0 });
    expect(practice.writes()).toEqual(['MOVE']);
    const { report } = await practice.look();
    const places = report.findings.map(({ item }) => item?.href?.split('/').at(-2) ?? '');
    // Moving it touched it, so it is no draft that was left behind yet where the server keeps that date.
    expect(places.filter((place) => place === 'Outbox')).toHaveLength(1);
  }, 60_000);

  it('refuses to take back what Sent Items holds', async () => {
    practice = await openPractice({ scenario: 'queued-not-spooled' });
    const alex = practice.mock.accounts.find(({ user }) => user === 'alex');
    const sent = `${practice.mock.mailboxUrl('alex')}Sent%20Items/copy.EML`;
    const mail =
      'From: alex@halvorsen-lie.example\r\nTo: bo@halvorsen-lie.example\r\nMessage-ID: <invoice@halvorsen-lie.example>\r\nSubject: Invoice\r\n\r\nPaid.\r\n';
    const authorization = `Basic ${Buffer.from(`alex:${alex?.password}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'message/rfc822', translate: 'f' };
    expect((await fetch(sent, { method: 'PUT', headers, body: mail })).ok).toBe(true);
    practice.mock.clearJournal();
    const { status, stderr } = await practice.run(
      '--fix',
      'move-to-drafts',
      '--item',
      '<invoice@halvorsen-lie.example>',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('sent twice');
    expect(practice.writes()).toEqual([]);
  }, 60_000);

  it('deletes a half-created draft and no other', async () => {
    practice = await openPractice({ scenario: 'half-created' });
    expect((await practice.run('--fix', 'delete', '--item', await firstId(practice))).status).toBe(0);
    expect(practice.writes()).toEqual(['DELETE']);
    expect((await practice.look()).status).toBe(0);
    await practice.mock.load('foreign-drafts');
    expect((await practice.run('--fix', 'delete', '--item', await firstId(practice))).status).toBe(1);
    expect(practice.writes()).toEqual([]);
  }, 60_000);

  it('saves the message and overwrites nothing', async () => {
    practice = await openPractice({ scenario: 'foreign-drafts' });
    const out = path.join(folder, 'message.eml');
    const args = ['--fix', 'save-as-eml', '--item', '<signed@halvorsen-lie.example>', '--out', out];
    expect((await practice.run(...args)).status).toBe(0);
    expect(await readFile(out, 'utf8')).toContain('Message-ID: <signed@halvorsen-lie.example>');
    await writeFile(out, 'mine');
    expect((await practice.run(...args)).status).toBe(1);
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect(practice.writes()).toEqual([]);
  }, 60_000);
});
