import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { deliver } from '../../../electron/network/smtp/deliver.ts';
import type { SmtpServer } from '../../../electron/network/smtp/server.ts';
import { selfSigned } from '../../helpers/certificate.ts';
import {
  type Mishap,
  type SmtpServerOptions,
  startSmtpServer,
  type TestSmtpServer,
} from '../../helpers/smtp-server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const TEXT = Buffer.from('Subject: Hi\r\n\r\n.dot\r\n..two\r\nend\r\n');
const LARGE = Buffer.concat([TEXT, Buffer.from(`${'x'.repeat(998)}\r\n`.repeat(4000))]);
const ENVELOPE = { from: 'alex@example.com', recipients: ['bo@example.com', 'cy@example.com'] };
/** Every wait of the client is over at once, but for those that a test needs. */
const hasty: Clock = { now: () => Date.now(), after: (ms, act) => systemClock.after(Math.min(ms, 300), act) };

interface Given {
  readonly server?: Partial<SmtpServer>;
  readonly envelope?: typeof ENVELOPE;
  readonly text?: Buffer;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}
async function start(options: SmtpServerOptions = {}): Promise<TestSmtpServer> {
  const server = await startSmtpServer(options);
  closing.push(() => server.stop());
  return server;
}
function send(to: TestSmtpServer, given: Given = {}) {
  const { text = TEXT, clock = systemClock, envelope = ENVELOPE } = given;
  const stream = async function* () {
    for (let at = 0; at < text.byteLength; at += 65_536) yield text.subarray(at, at + 65_536);
  };
  return deliver(
    {
      server: {
        host: '127.0.0.1',
        port: to.port,
        security: 'none',
        user: '',
        password: null,
        ...given.server,
      },
      envelope,
      body: { length: text.byteLength, stream },
      clock,
      limit: createRateLimit(clock),
      onSent: () => undefined,
    },
    given.signal ?? new AbortController().signal,
  );
}
async function broken(mishap: Mishap, given: Given = {}) {
  const server = await start({ mishap: () => mishap });
  return { server, outcome: await send(server, { clock: hasty, ...given }) };
}

describe('a message that is handed over', () => {
  it.each([TEXT, LARGE])('reaches everybody in the envelope, byte for byte', async (text) => {
    const server = await start();
    expect(await send(server, { text })).toEqual({ verdict: 'done', status: 250, failure: null });
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject(ENVELOPE);
    expect(server.taken[0]?.bytes.equals(text)).toBe(true);
    await expect.poll(() => server.commands.at(-1)).toBe('QUIT');
  });

  it.each([['AUTH PLAIN'], ['AUTH LOGIN']])('signs in by what is offered: %s', async (offer) => {
    const server = await start({ users: { alex: 'pa:ss wörd' }, extensions: [offer] });
    const outcome = await send(server, { server: { user: 'alex', password: 'pa:ss wörd' } });
    expect(outcome.verdict).toBe('done');
    expect(server.signedIn).toEqual(['alex']);
  });

  it('says the size where the server asks for it, and letters beyond ASCII where it takes them', async () => {
    const server = await start({ extensions: ['SIZE 100000', 'SMTPUTF8'] });
    const envelope = { from: 'alex@example.com', recipients: ['bjørn@example.com'] };
    expect((await send(server, { envelope })).verdict).toBe('done');
    expect(server.commands).toContain(`MAIL FROM:<alex@example.com> SIZE=${TEXT.byteLength} SMTPUTF8`);
    expect(server.taken[0]?.recipients).toEqual(envelope.recipients);
  });
});

describe('what is refused: nothing was sent, and the sentence says by whose word', () => {
  it.each<[Mishap, string, RegExp]>([
    [
      { at: 'mail', reply: '550 5.1.0 Who are you' },
      'forbidden',
      /from alex@example\.com: “5\.1\.0 Who are you” \(550\)/,
    ],
    [{ at: 'mail', reply: '552 5.3.4 Too big' }, 'too-large', /“5\.3\.4 Too big” \(552\)/],
    [{ at: 'mail', reply: '451 4.3.0 Later' }, 'server-fault', /\(451\).*tries again later/],
    [{ at: 'mail', reply: '530 5.7.0 Sign in' }, 'unauthorized', /\(530\)/],
    [{ at: 'greeting', reply: '421 Full house' }, 'throttled', /“Full house” \(421\)/],
    [{ at: 'greeting', reply: '554 Not you' }, 'forbidden', /“Not you” \(554\)/],
    [{ at: 'data', reply: '451 No room' }, 'server-fault', /“No room” \(451\)/],
    [{ at: 'taken', reply: '552 5.3.4 Too big' }, 'too-large', /\(552\)/],
    [{ at: 'taken', reply: '554 5.6.0 Spam\u0007‮' }, 'forbidden', /“5\.6\.0 Spam” \(554\)/],
    [{ at: 'taken', reply: '451 Later' }, 'server-fault', /\(451\)/],
  ])('%j', async (mishap, kind, words) => {
    const { server, outcome } = await broken(mishap);
    expect(outcome).toMatchObject({ verdict: 'refused', failure: { kind } });
    expect(outcome.failure?.sentence).toMatch(words);
    expect(server.taken).toEqual([]);
  });

  it.each([
    ['550 5.1.1 Unknown', 'forbidden', /Take the message back/],
    ['553 No such name', 'forbidden', /Take the message back/],
    ['552 5.2.2 Mailbox full', 'forbidden', /Mailbox full/],
    ['450 4.2.1 Greylisted', 'throttled', /tries again later/],
  ])('one recipient of several (%s): nobody gets it, and DATA is never said', async (reply, kind, words) => {
    const { server, outcome } = await broken({ at: 'recipient', who: 'cy@example.com', reply });
    expect(outcome).toMatchObject({
      verdict: 'refused',
      status: Number(reply.slice(0, 3)),
      failure: { kind },
    });
    expect(outcome.failure?.sentence).toMatch(/for cy@example\.com: .*to the others neither/);
    expect(outcome.failure?.sentence).toMatch(words);
    expect(server.taken).toEqual([]);
    expect(server.commands).not.toContain('DATA');
    await expect.poll(() => server.commands.at(-1)).toBe('QUIT');
  });

  it('a wrong password is tried once and never told', async () => {
    const server = await start({ users: { alex: 'right' } });
    const outcome = await send(server, { server: { user: 'alex', password: 'wrong-secret' } });
    expect(outcome).toMatchObject({ verdict: 'refused', status: 535, failure: { kind: 'unauthorized' } });
    expect(JSON.stringify(outcome)).not.toContain('wrong-secret');
    expect(server.commands.filter((each) => each.startsWith('AUTH'))).toHaveLength(1);
  });
});

describe('what breaks before the last dot was not sent', () => {
  it.each<[Mishap, string]>([
    [{ at: 'greeting', does: 'close' }, 'interrupted'],
    [{ at: 'greeting', does: 'stall' }, 'timeout'],
    [{ at: 'body', does: 'close' }, 'interrupted'],
  ])('%j', async (mishap, kind) => {
    const { outcome, server } = await broken(mishap, { text: Buffer.concat([LARGE, LARGE]) });
    expect(outcome).toMatchObject({ verdict: 'not-sent', status: null, failure: { kind } });
    expect(server.taken).toEqual([]);
  });

  it.each<[string, Given, string]>([
    ['a message larger than the server takes', { text: LARGE }, 'too-large'],
    [
      'letters that it does not take',
      { envelope: { ...ENVELOPE, from: 'bjørn@example.com' } },
      'unsupported',
    ],
    [
      'a recipient with a line break',
      { envelope: { ...ENVELOPE, recipients: ['a@b\r\nRSET'] } },
      'invalid-input',
    ],
    ['no recipient', { envelope: { ...ENVELOPE, recipients: [] } }, 'invalid-input'],
    ['no sign-in that Retinue knows', { server: { user: 'a', password: 'b' } }, 'unsupported'],
    ['no password', { server: { user: 'a' } }, 'unauthorized'],
    ['no encryption to another computer', { server: { host: 'mail.example.com' } }, 'invalid-input'],
    ['no STARTTLS there', { server: { security: 'starttls' } }, 'unsupported'],
  ])('%s', async (_, given, kind) => {
    const server = await start({ extensions: ['SIZE 1000'] });
    expect(await send(server, given)).toMatchObject({ verdict: 'not-sent', failure: { kind } });
    expect(server.taken).toEqual([]);
  });

  it('nobody there', async () => {
    const server = await start();
    await server.stop();
    expect(await send(server)).toMatchObject({ verdict: 'not-sent', failure: { kind: 'offline' } });
  });

  it('stopped in the middle of the message', async () => {
    const stopped = new AbortController();
    const server = await start({ mishap: () => ({ at: 'body', does: 'stall' }) });
    const sent = send(server, { text: Buffer.concat(Array(20).fill(LARGE)), signal: stopped.signal });
    await expect.poll(() => server.commands).toContain('DATA');
    stopped.abort();
    expect(await sent).toMatchObject({ verdict: 'not-sent', failure: { kind: 'cancelled' } });
  });
});

describe('what breaks after the last dot is unknown', () => {
  it.each<[Mishap, number]>([
    [{ at: 'dot', does: 'close' }, 0],
    [{ at: 'dot', does: 'stall' }, 0],
    [{ at: 'taken', does: 'close' }, 1],
    [{ at: 'taken', does: 'stall' }, 1],
  ])('%j', async (mishap, taken) => {
    const { outcome, server } = await broken(mishap);
    expect(outcome).toMatchObject({ verdict: 'unknown', status: null });
    expect(outcome.failure?.sentence).toMatch(/may have taken it or not/);
    expect(server.taken).toHaveLength(taken);
  });
});

describe('encryption', () => {
  const folder = mkdtemp(path.join(os.tmpdir(), 'retinue-smtp-'));
  const pair = folder.then(selfSigned);
  const withPair = async () => {
    const found = await pair;
    if (!found) console.log('smtp: openssl is not installed here, so the tests of encryption are skipped.');
    return found;
  };
  closing.push(async () => rm(await folder, { recursive: true, force: true }));

  it.each(['tls', 'starttls'] as const)('%s with a certificate that is vouched for', async (security) => {
    const found = await withPair();
    if (!found) return;
    const server = await start({ ...found, isTls: security === 'tls', users: { alex: 'secret' } });
    const signing = { security, ca: [found.cert], user: 'alex', password: 'secret' };
    expect(await send(server, { server: signing })).toMatchObject({ verdict: 'done' });
    expect(server.signedIn).toEqual(['alex']);
    expect(server.taken[0]?.bytes.equals(TEXT)).toBe(true);
  });

  it.each(['tls', 'starttls'] as const)(
    '%s with one that nobody knows: no password leaves',
    async (security) => {
      const found = await withPair();
      if (!found) return;
      const server = await start({ ...found, isTls: security === 'tls', users: { alex: 'secret' } });
      const outcome = await send(server, { server: { security, user: 'alex', password: 'secret' } });
      expect(outcome).toMatchObject({ verdict: 'not-sent', failure: { kind: 'untrusted' } });
      expect(server.commands.filter((each) => each.startsWith('AUTH'))).toEqual([]);
    },
  );

  it('TLS where the server speaks in the clear', async () => {
    const server = await start();
    const outcome = await send(server, { server: { security: 'tls' } });
    expect(outcome).toMatchObject({ verdict: 'not-sent', failure: { kind: 'unsupported' } });
  });
});
