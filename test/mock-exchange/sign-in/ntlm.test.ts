import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { readMessage } from '../../../electron/mock-exchange/sign-in/ntlm/messages.ts';
import { provesPassword } from '../../../electron/mock-exchange/sign-in/ntlm/proof.ts';
import { installed, run } from '../../interop/tools.ts';
import { message } from '../support/mail.ts';
import { NOW } from '../support/server.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { type Connection, connectionTo } from './connection.ts';
import {
  authenticateMessage,
  negotiateMessage,
  PASSWORD,
  readChallenge,
  signIn,
  type Version,
} from './ntlm-client.ts';

const ROOT = '/exchange/alex/';
const SUBMISSION = `${ROOT}%23%23DavMailSubmissionURI%23%23/`;

const started: (MockExchange | Connection)[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await ('stop' in each ? each.stop() : each.close());
});

function mailbox(user: string, password: string) {
  const inbox = { name: 'Inbox', role: 'inbox' as const, messages: [message('Hello')] };
  return { user, displayName: user, address: `${user}@example.com`, password, folders: [inbox] };
}

async function serverOf(more: Partial<MockOptions> = {}): Promise<MockExchange> {
  const mailboxes = [mailbox('alex', PASSWORD), mailbox('bo', 'other')];
  const mock = await startMockExchange({ mailboxes, auth: 'ntlm', clock: { start: NOW, rate: 0 }, ...more });
  started.push(mock);
  return mock;
}

function connect(mock: MockExchange): Connection {
  const connection = connectionTo(mock);
  started.push(connection);
  return connection;
}

describe('NTLM signs a connection in', () => {
  it('offers both names, asks for proof on the same connection and then asks no more', async () => {
    const connection = connect(await serverOf());
    const first = await connection.ask('PROPFIND', ROOT, { Depth: '0' });
    expect(first).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Negotiate, NTLM' } });
    const third = await signIn(connection, ROOT);
    expect(third.status).toBe(207);
    const fourth = await connection.ask('GET', `${ROOT}Inbox/Hello.EML`);
    expect(fourth.status).toBe(200);
    expect(new Set([first, third, fourth].map((each) => each.localPort)).size).toBe(1);
    expect((await connect(await serverOf()).ask('GET', ROOT)).status).toBe(401);
  });

  it.each<Version>(['v2', 'v1', 'v1-with-nonce'])('takes a proof of the kind %s', async (version) => {
    expect((await signIn(connect(await serverOf()), ROOT, { version })).status).toBe(207);
  });

  it.each([
    { user: 'alex', domain: 'EXAMPLE' },
    { user: 'ALEX', domain: '' },
    { user: 'alex@example.com', domain: '' },
  ])('knows the caller as %o', async (identity) => {
    expect((await signIn(connect(await serverOf()), ROOT, identity)).status).toBe(207);
  });

  it('takes the same messages under Negotiate', async () => {
    expect((await signIn(connect(await serverOf()), ROOT, { scheme: 'Negotiate' })).status).toBe(207);
  });

  it('ends the connection on which the proof was wrong', async () => {
    const connection = connect(await serverOf());
    const wrong = await signIn(connection, ROOT, { hash: Buffer.alloc(16, 1) });
    expect(wrong).toMatchObject({ status: 401, headers: { connection: 'close' } });
    const next = await connection.ask('GET', ROOT);
    expect(next.status).toBe(401);
    expect(next.localPort).not.toBe(wrong.localPort);
  });

  it('takes a proof once, and only on the connection that was challenged', async () => {
    const mock = await serverOf();
    const [one, two] = [connect(mock), connect(mock)];
    const first = await one.ask('GET', ROOT, { Authorization: `NTLM ${negotiateMessage()}` });
    const { challenge } = readChallenge(String(first.headers['www-authenticate']).slice('NTLM '.length));
    const proof = authenticateMessage(challenge, { user: 'alex', domain: 'EXAMPLE' }, 'v2');
    const headers = { Authorization: `NTLM ${proof}` };
    expect((await two.ask('GET', ROOT, headers)).status).toBe(401);
    expect((await one.ask('GET', ROOT, headers)).status).toBe(200);
    expect((await one.ask('GET', ROOT, headers)).status).toBe(401);
  });

  it('lets a connection see only the mailbox of its caller', async () => {
    const connection = connect(await serverOf());
    await signIn(connection, ROOT);
    expect((await connection.ask('PROPFIND', '/exchange/bo/', { Depth: '0' })).status).toBe(403);
  });

  it('names the domain in its challenge, and draws the challenge from the seed', async () => {
    const challengeOf = async (seed: number) => {
      const connection = connect(await serverOf({ seed }));
      const { headers } = await connection.ask('GET', ROOT, { Authorization: `NTLM ${negotiateMessage()}` });
      return readChallenge(String(headers['www-authenticate']).slice('NTLM '.length));
    };
    const [one, again, other] = [await challengeOf(7), await challengeOf(7), await challengeOf(8)];
    expect(one).toEqual(again);
    expect(one.challenge).not.toEqual(other.challenge);
    expect([...one.info]).toEqual([
      [1, 'MAIL'],
      [2, 'EXAMPLE'],
      [3, 'mail.example.com'],
      [4, 'example.com'],
    ]);
  });

  it('forgets connections when the world is made anew', async () => {
    const mock = await serverOf();
    const connection = connect(mock);
    await signIn(connection, ROOT);
    await mock.reset();
    expect((await connection.ask('PROPFIND', ROOT, { Depth: '0' })).status).toBe(401);
  });

  it.each(['TlRMTVNTUAADAAAA', 'AAAA', 'TlRMTVNTUAAD', '!!'])('answers %s with 401', async (message) => {
    const reply = await connect(await serverOf()).ask('GET', ROOT, { Authorization: `NTLM ${message}` });
    expect(reply.status).toBe(401);
  });
});

describe('what IIS answers on a connection that is not signed in', () => {
  it.each([
    ['POLL', ROOT, 207, /HTTP\/1\.1 409 Conflict/],
    ['BPROPPATCH', `${ROOT}Inbox/`, 207, /HTTP\/1\.1 401 Unauthorized/],
    ['PUT', SUBMISSION, 404, /./],
    ['PUT', `${ROOT}Drafts/x.EML`, 401, /./],
    ['PROPFIND', SUBMISSION, 401, /./],
  ])('%s %s', async (method, path, status, body) => {
    const reply = await connect(await serverOf()).ask(method, path, {}, 'x');
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(body);
  });

  it('is nothing special on a plain WebDAV server', async () => {
    const connection = connect(await serverOf({ personality: 'rfc4918' }));
    expect((await connection.ask('BPROPPATCH', ROOT)).status).toBe(401);
  });
});

describe('proofs', () => {
  /** The examples of [MS-NLMP] section 4.2. */
  const challenge = Buffer.from('0123456789abcdef', 'hex');
  const answer = (nt: string, lm = '00'.repeat(24)) => ({
    type: 3 as const,
    user: 'User',
    domain: 'Domain',
    nt: Buffer.from(nt, 'hex'),
    lm: Buffer.from(lm, 'hex'),
  });
  const blob =
    '01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e00' +
    '01000c005300650072007600650072000000000000000000';

  it.each([
    ['NTLMv1', answer('67c43011f30298a2ad35ece64f16331c44bdbed927841f94')],
    [
      'NTLMv1 with a nonce',
      answer(
        '7537f803ae367128ca458204bde7caf81e97ed2683267232',
        'aaaaaaaaaaaaaaaa00000000000000000000000000000000',
      ),
    ],
    ['NTLMv2', answer(`68cd0ab851e51c96aabc927bebef6a1c${blob}`)],
  ])('%s', (_, response) => {
    expect(provesPassword(response, challenge, 'Password')).toBe(true);
    expect(provesPassword(response, challenge, 'password')).toBe(false);
    expect(provesPassword(response, Buffer.alloc(8), 'Password')).toBe(false);
  });

  it('an LM response alone, or nothing, proves nothing', () => {
    expect(provesPassword(answer('', 'de'.repeat(24)), challenge, 'Password')).toBe(false);
  });

  it('a message whose fields point outside of it is none', () => {
    const bytes = Buffer.alloc(64);
    bytes.write('NTLMSSP\0\x03');
    expect(readMessage(bytes)).toMatchObject({ type: 3, user: '' });
    bytes.writeUInt16LE(8, 36);
    bytes.writeUInt32LE(60, 40);
    expect(readMessage(bytes)).toBeNull();
    bytes.writeUInt32LE(0xffff_ffff, 40);
    expect(readMessage(bytes)).toBeNull();
  });
});

describe.skipIf(!installed('curl'))('curl --ntlm', () => {
  it('reads and writes', async () => {
    const mock = await serverOf();
    const curl = (...args: readonly string[]) =>
      run('curl', ['-sS', '--max-time', '20', '--ntlm', '-w', '%{http_code}', ...args]);
    const inbox = `${mock.mailboxUrl('alex')}Inbox/`;
    expect((await curl('-u', `EXAMPLE\\alex:${PASSWORD}`, `${inbox}Hello.EML`)).text).toMatch(/200$/);
    expect((await curl('-u', 'alex:wrong', `${inbox}Hello.EML`)).text).toMatch(/401$/);
    const put = ['-u', `alex@example.com:${PASSWORD}`, '-X', 'PUT', '--data-binary', 'Subject: x\r\n\r\n'];
    expect((await curl(...put, `${inbox}new.EML`)).text).toMatch(/201$/);
  });
});
