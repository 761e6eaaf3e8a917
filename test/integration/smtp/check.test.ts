import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/network/clock.ts';
import { checkSending } from '../../../electron/network/smtp/check.ts';
import { type SmtpServerOptions, startSmtpServer, type TestSmtpServer } from '../../helpers/smtp-server.ts';

let server: TestSmtpServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function check(options: SmtpServerOptions, given = {}) {
  server = await startSmtpServer({ users: { alex: 'secret' }, ...options });
  const place = {
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    user: 'alex',
    password: 'secret',
  } as const;
  return await checkSending({ ...place, ...given }, systemClock, AbortSignal.timeout(10_000));
}

describe('the check of a server that is to send', () => {
  it('signs in and names no mail', async () => {
    const report = await check({});
    expect(report).toMatchObject({ failure: null, steps: [{ state: 'ok' }] });
    expect(report.steps[0]?.sentence).toMatch(/accepts the name and password\. No mail was sent/);
    await expect.poll(() => server?.commands.at(-1)).toBe('QUIT');
    expect(server?.commands.some((each) => /^(MAIL|RCPT|DATA)/.test(each))).toBe(false);
  });

  it.each<[string, SmtpServerOptions, object, string]>([
    ['a wrong password', {}, { password: 'wrong-word' }, 'unauthorized'],
    ['no password', {}, { password: null }, 'unauthorized'],
    ['no sign-in offered', { extensions: [] }, {}, 'unsupported'],
    ['no STARTTLS', {}, { security: 'starttls' }, 'unsupported'],
    ['no TLS', {}, { security: 'tls' }, 'unsupported'],
    ['another computer without encryption', {}, { host: 'mail.example.com' }, 'invalid-input'],
    [
      'what is no mail server',
      { mishap: () => ({ at: 'greeting', reply: 'HTTP/1.1 400' }) },
      {},
      'malformed-response',
    ],
    ['one that hangs up', { mishap: () => ({ at: 'greeting', does: 'close' }) }, {}, 'interrupted'],
    [
      'one that takes no mail now',
      { mishap: () => ({ at: 'greeting', reply: '421 Busy' }) },
      {},
      'throttled',
    ],
  ])('%s is said in a sentence of its own', async (_, options, given, kind) => {
    const report = await check(options, given);
    expect(report.failure?.kind).toBe(kind);
    expect(report.steps).toMatchObject([{ state: 'failed', sentence: report.failure?.sentence }]);
    expect(JSON.stringify(report)).not.toMatch(/wrong-word|secret/);
  });
});
