import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { serverWith } from '../support/server.ts';
import { type Connection, connectionTo, type Heard } from './connection.ts';

const ROOT = '/exchange/alex/';
const LOGON = '/exchweb/bin/auth/owalogon.asp';
const ACTION = '/exchweb/bin/auth/owaauth.dll';
const MINUTE = 60_000;
const GONE = [
  'sessionid=; path=/; expires=Thu, 01-Jan-1970 00:00:00 GMT',
  'cadata=; path=/; expires=Thu, 01-Jan-1970 00:00:00 GMT',
];

const started: (MockExchange | Connection)[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await ('stop' in each ? each.stop() : each.close());
});

async function served(more: Partial<MockOptions> = {}) {
  const mock = await serverWith([message('Hello')], { auth: 'forms', ...more });
  const connection = connectionTo(mock);
  started.push(mock, connection);
  return { mock, ask: connection.ask };
}
type Ask = Connection['ask'];

function logOn(ask: Ask, fields: Readonly<Record<string, string>> = {}, action = ACTION): Promise<Heard> {
  const form = { username: 'EXAMPLE\\alex', password: 'secret', trusted: '4', flags: '4', ...fields };
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return ask('POST', action, headers, new URLSearchParams(form).toString());
}

/** What a browser sends back. */
function cookieHeader({ headers }: Heard): { readonly Cookie: string } {
  return { Cookie: (headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ') };
}

const propfind = (ask: Ask, cookies: Readonly<Record<string, string>> = {}) =>
  ask('PROPFIND', ROOT, { Depth: '0', ...cookies });

describe('without a session', () => {
  it.each(['OPTIONS', 'POST', 'PROPFIND', 'SEARCH', 'PUT', 'BPROPPATCH', 'POLL', 'HEAD'])(
    '%s gets 440 exactly as it is known',
    async (method) => {
      const { ask } = await served();
      const reply = await ask(method, ROOT, { Translate: 'F' }, method === 'PUT' ? 'x'.repeat(70_000) : '');
      expect(reply).toMatchObject({ status: 440, reason: 'Login Timeout' });
      expect(reply.headers).toMatchObject({
        'content-length': '43',
        'content-type': 'text/html',
        'set-cookie': GONE,
        connection: 'close',
      });
      expect(reply.headers).not.toHaveProperty('www-authenticate');
      expect(reply.text).toBe(method === 'HEAD' ? '' : '<HTML><BODY>440 Login Timeout</BODY></HTML>');
    },
  );

  it('GET is sent to the logon page, which comes back to where it was asked', async () => {
    const { mock, ask } = await served();
    const reply = await ask('GET', `${ROOT}Inbox/?Cmd=contents&x=1`);
    expect(reply).toMatchObject({ status: 302, reason: 'Moved Temporarily' });
    const location = new URL(String(reply.headers.location));
    expect(location.origin + location.pathname).toBe(mock.origin + LOGON);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      url: `${mock.origin}${ROOT}Inbox/?Cmd=contents&x=1`,
      reason: '0',
    });
    const page = await ask('GET', location.pathname + location.search);
    expect(page.status).toBe(200);
    expect(page.text.match(/<form /g)).toHaveLength(1);
    expect(page.text).toContain('action="owaauth.dll"');
    expect(page.text).toContain(`value="${mock.origin}${ROOT}Inbox/?Cmd=contents&amp;x=1"`);
    for (const name of ['destination', 'flags', 'username', 'password', 'trusted', 'SubmitCreds'])
      expect(page.text).toContain(`name="${name}"`);
  });

  it('the logon page is not for clients that ask with Translate', async () => {
    const { ask } = await served();
    expect((await ask('GET', LOGON, { Translate: 'F' })).status).toBe(403);
    expect((await ask('PROPFIND', LOGON)).status).toBe(440);
  });

  it('a name and a password in Authorization do not help', async () => {
    const { ask } = await served();
    const basic = `Basic ${Buffer.from('alex:secret').toString('base64')}`;
    expect((await ask('PROPFIND', ROOT, { Authorization: basic })).status).toBe(440);
  });
});

describe('logging on', () => {
  it('gives two cookies that open the mailbox', async () => {
    const { mock, ask } = await served();
    const reply = await logOn(ask, { destination: `${mock.origin}/exchange/alex/Inbox/` });
    expect(reply.status).toBe(302);
    expect(reply.headers.location).toBe(`${mock.origin}/exchange/alex/Inbox/`);
    const [sessionid, cadata] = reply.headers['set-cookie'] ?? [];
    expect(sessionid).toMatch(/^sessionid=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12},0x409; path=\/$/);
    expect(cadata).toMatch(/^cadata="\d+,[A-Za-z0-9+/]+=*"; HttpOnly; path=\/$/);
    const cookies = cookieHeader(reply);
    expect((await propfind(ask, cookies)).status).toBe(207);
    expect((await ask('GET', `${ROOT}Inbox/Hello.EML`, { Translate: 'f', ...cookies })).status).toBe(200);
    const entrance = await ask('GET', '/exchange/', cookies);
    expect(entrance.text).toContain(`<BASE href="${mock.mailboxUrl('alex')}">`);
    // Some clients lose the quotes of a cookie's value.
    expect((await propfind(ask, { Cookie: cookies.Cookie.replaceAll('"', '') })).status).toBe(207);
  });

  it.each([{ password: 'wrong' }, { username: 'nobody' }, { username: '', password: '' }])(
    'answers %o as if it were right, and the next request tells',
    async (fields) => {
      const { mock, ask } = await served();
      const reply = await logOn(ask, fields);
      expect(reply.status).toBe(302);
      expect(reply.headers['set-cookie']).toHaveLength(2);
      const cookies = cookieHeader(reply);
      const verb = await propfind(ask, cookies);
      expect(verb).toMatchObject({ status: 440, headers: { 'set-cookie': GONE } });
      const page = await ask('GET', ROOT, cookies);
      expect(page).toMatchObject({ status: 302, headers: { 'set-cookie': GONE } });
      const location = String(page.headers.location);
      expect(location).toContain('reason=2');
      expect((await ask('GET', location.slice(mock.origin.length))).text).toContain('not valid');
    },
  );

  it.each(['http://elsewhere.example/', '//elsewhere.example/x', 'javascript:alert(1)', 'http://[', ''])(
    'does not lead to %j',
    async (destination) => {
      const { mock, ask } = await served();
      const { headers } = await logOn(ask, { destination });
      expect(new URL(String(headers.location)).origin).toBe(mock.origin);
    },
  );

  it('has the same cookies in every run of the same seed', async () => {
    const cookiesOf = async (seed: number) => {
      const { ask } = await served({ seed });
      return cookieHeader(await logOn(ask)).Cookie;
    };
    const first = await cookiesOf(3);
    expect(await cookiesOf(3)).toBe(first);
    expect(await cookiesOf(4)).not.toBe(first);
  });

  it('has its own addresses on 2007', async () => {
    const { mock, ask } = await served({ personality: '2007' });
    const away = await ask('GET', ROOT);
    expect(String(away.headers.location)).toMatch(`${mock.origin}/owa/auth/logon.aspx?url=`);
    expect((await ask('GET', '/owa/auth/logon.aspx')).status).toBe(200);
    expect((await logOn(ask)).status).toBe(440);
    const reply = await logOn(ask, {}, '/owa/auth/owaauth.dll');
    expect((await propfind(ask, cookieHeader(reply))).status).toBe(207);
  });

  it('marks the cookie secure over https, and only there', async () => {
    const { ask } = await served({ tls: true });
    const reply = await logOn(ask);
    expect(reply.headers['set-cookie']?.[1]).toMatch(/; HttpOnly; secure; path=\/$/);
    expect((await propfind(ask, cookieHeader(reply))).status).toBe(207);
  });
});

describe('a session', () => {
  it.each([
    ['public', { trusted: '0', flags: '0' }, 15],
    ['private', { trusted: '4', flags: '4' }, 1440],
    ['private by flags alone', { trusted: '0', flags: '5' }, 1440],
  ])('of a %s computer ends when nobody used it for its time-out', async (_, fields, minutes) => {
    const { mock, ask } = await served();
    const cookies = cookieHeader(await logOn(ask, fields));
    for (let visit = 0; visit < 4; visit++) {
      await mock.clock.advance((minutes - 1) * MINUTE);
      expect((await propfind(ask, cookies)).status).toBe(207);
    }
    await mock.clock.advance((minutes + 1) * MINUTE);
    expect((await propfind(ask, cookies)).status).toBe(440);
    expect((await ask('GET', ROOT, cookies)).headers.location).toMatch(/reason=3$/);
    expect((await propfind(ask, cookieHeader(await logOn(ask)))).status).toBe(207);
  });

  it('lasts as long as the settings say', async () => {
    const { mock, ask } = await served({ settings: { TrustedClientTimeout: 2 } });
    const cookies = cookieHeader(await logOn(ask));
    await mock.clock.advance(1.5 * MINUTE);
    expect((await propfind(ask, cookies)).status).toBe(207);
    await mock.clock.advance(3 * MINUTE);
    expect((await propfind(ask, cookies)).status).toBe(440);
  });

  it('gets a new key in its middle, and the old one stays good', async () => {
    const { mock, ask } = await served();
    const old = cookieHeader(await logOn(ask));
    expect((await propfind(ask, old)).headers['set-cookie']).toBeUndefined();
    await mock.clock.advance(721 * MINUTE);
    const renewed = await propfind(ask, old);
    expect(renewed.headers['set-cookie']).toEqual([expect.stringMatching(/^cadata="2,/)]);
    expect((await propfind(ask, cookieHeader(renewed))).headers['set-cookie']).toBeUndefined();
    const again = await propfind(ask, old);
    expect(again.status).toBe(207);
    expect(again.headers['set-cookie']).toEqual(renewed.headers['set-cookie']);
  });

  it('shows only the mailbox of its owner', async () => {
    const { ask } = await served({
      mailboxes: ['alex', 'bo'].map((user) => ({
        user,
        displayName: user,
        address: `${user}@example.com`,
        password: 'secret',
        folders: [],
      })),
    });
    const cookies = cookieHeader(await logOn(ask));
    expect((await ask('PROPFIND', '/exchange/bo/', { Depth: '0', ...cookies })).status).toBe(403);
  });

  it('is over when the world is made anew', async () => {
    const { mock, ask } = await served();
    const cookies = cookieHeader(await logOn(ask));
    await mock.reset();
    expect((await propfind(ask, cookies)).status).toBe(440);
  });
});

it.each(['2000', 'rfc4918'] as const)('a server of the kind %s has no forms', async (personality) => {
  await expect(serverWith([], { auth: 'forms', personality })).rejects.toThrow(
    'forms came with Exchange 2003',
  );
});
