import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sendMessage } from '../../../electron/cli/send-message.ts';
import { sendOptions } from '../../../electron/cli/send-options.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import { type Mishap, startSmtpServer } from '../../helpers/smtp-server.ts';
import { DRAFT } from '../../unit/compose/drafts.ts';
import { startNetwork } from '../network/network.ts';

const accountId = 'a';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A plain WebDAV mailbox of alex, and a server beside it that sends. */
async function start(mishap: () => Mishap | null = () => null) {
  const alex = { user: 'alex', displayName: 'Alex', address: 'alex@example.com', password: 'secret' };
  const mock = await startMockExchange({
    personality: 'rfc4918',
    mailboxes: [{ ...alex, folders: [{ name: 'Inbox', role: 'inbox', messages: [] }] }],
  });
  closing.push(() => mock.stop());
  const smtp = await startSmtpServer({ users: { alex: 'secret' }, mishap });
  closing.push(() => smtp.stop());
  return { mock, smtp, url: mock.mailboxUrl('alex') };
}

describe('SMTP in Health', () => {
  it('is a server of its own, with its mood, and what came of each message', async () => {
    let next: Mishap | null = null;
    const { smtp, url } = await start(() => next);
    const net = await startNetwork();
    closing.push(() => net.stop());
    const place = { host: '127.0.0.1', port: smtp.port, security: 'none', user: 'alex' } as const;
    const account = { id: accountId, url, user: 'alex', password: 'secret', demo: false };
    net.service.setAccounts([{ ...account, dialect: 'plain', smtp: { ...place, password: null } }]);
    const send = async (until: (kind: string) => boolean) => {
      const id = randomBytes(16).toString('hex');
      const ended = new Promise<string>((resolve) => {
        net.network.onEvent('outgoing', ({ list }) => {
          const kind = list.find((each) => each.id === id)?.state.kind;
          if (kind !== undefined && until(kind)) resolve(kind);
        });
      });
      const draft = { ...DRAFT, id, accountId, to: [{ name: 'Bo', address: 'bo@example.com' }] };
      await net.network.call('draft.save', { draft, refused: NONE_REFUSED, open: true, touched: true });
      await net.network.call('draft.send', { id, sendAt: Date.now(), anyway: false });
      return await ended;
    };
    const origin = `smtp://127.0.0.1:${smtp.port}`;
    expect(await send((kind) => kind === 'done' || kind === 'blocked')).toBe('done');
    next = { at: 'greeting', does: 'close' };
    await send((kind) => kind === 'waiting');
    const { requests, moods } = await net.network.call('health.look', { after: 0 });
    const own = requests.filter((each) => each.origin === origin);
    const said = own.map(({ method, status, broke }) => `${method} ${status} ${broke}`);
    expect(said[0]).toBe('SMTP 250 null');
    expect(new Set(said.slice(1))).toEqual(new Set(['SMTP null interrupted']));
    expect(own[0]?.sent).toBeGreaterThan(100);
    expect(moods.find((mood) => mood.origin === origin)?.circuit).toBe('open');
    // What SMTP does is no fault of the server that keeps the mail.
    expect(requests.some((each) => each.origin !== origin && each.broke !== null)).toBe(false);
  });
});

describe('send --smtp', () => {
  const folder = async () => {
    const made = await mkdtemp(path.join(os.tmpdir(), 'retinue-smtp-'));
    closing.push(() => rm(made, { recursive: true, force: true }));
    return made;
  };

  it('sends by SMTP once, files the copy on the WebDAV server, and does neither again', async () => {
    const { mock, smtp, url } = await start();
    const at = await folder();
    const eml = path.join(at, 'letter.eml');
    const lines = ['From: alex@example.com', 'To: bo@example.com', 'Bcc: dee@example.com', 'Subject: Crane'];
    const more = ['Date: Thu, 1 Oct 2026 08:00:00 +0200', 'Message-ID: <crane@example.com>'];
    await writeFile(eml, [...lines, ...more, '', 'It is late.', ''].join('\r\n'));
    const where = ['--url', url, '--user', 'alex', '--eml', eml, '--spool', path.join(at, 'spool')];
    const how = ['--smtp', `127.0.0.1:${smtp.port}`, '--smtp-security', 'none'];
    for (const _ of [1, 2]) {
      const options = await sendOptions([...where, ...how], { RETINUE_PASSWORD: 'secret' });
      if (!options) throw new Error('help');
      const { view } = await sendMessage(options, () => undefined);
      expect(view.state.kind).toBe('done');
    }
    expect(smtp.signedIn).toEqual(['alex']);
    expect(smtp.taken.map(({ recipients }) => recipients)).toEqual([['bo@example.com', 'dee@example.com']]);
    expect(smtp.taken[0]?.bytes.toString()).not.toMatch(/dee@/);
    const sent = mock.folders('alex').find(({ path: each }) => decodeURIComponent(each).startsWith('Sent'));
    expect(sent?.total).toBe(1);
  });

  it('says what is wrong with its arguments', async () => {
    const base = ['--url', 'https://dav.example.com/', '--user', 'alex', '--eml', 'a', '--spool', 'b'];
    const said = async (...more: readonly string[]) =>
      await sendOptions([...base, ...more], { RETINUE_PASSWORD: 'x' }).then(
        (options) => options?.smtp,
        (thrown: unknown) => String(thrown),
      );
    expect(await said()).toBeNull();
    const mail = { host: 'mail.example.com', user: 'alex', password: null };
    expect(await said('--smtp', 'mail.example.com')).toEqual({ ...mail, port: 465, security: 'tls' });
    expect(await said('--smtp', 'mail.example.com:2587', '--smtp-security', 'starttls')).toEqual({
      ...mail,
      port: 2587,
      security: 'starttls',
    });
    expect(await said('--smtp', '[::1]', '--smtp-security', 'none', '--smtp-user', '')).toMatchObject({
      host: '::1',
      port: 25,
      user: '',
    });
    expect(await said('--smtp', 'a@b')).toMatch(/is not HOST or HOST:PORT/);
    expect(await said('--smtp', 'mail.example.com/x')).toMatch(/is not HOST or HOST:PORT/);
    expect(await said('--smtp', 'mail.example.com', '--smtp-security', 'ssl')).toMatch(/is none of tls/);
    expect(await said('--smtp', 'mail.example.com', '--smtp-security', 'none')).toMatch(/Without encryption/);
    expect(await said('--smtp-user', 'alex')).toMatch(/that --smtp does not name/);
  });
});
