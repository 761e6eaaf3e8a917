import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../shared/contracts/main.ts';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { impatientClock, startNetwork, type TestNetwork } from './network.ts';
import {
  answer,
  multistatus,
  type Received,
  row,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from './scripted-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const impatient = impatientClock(15_000);
const HTML = '<html><head><title>Welcome</title></head><body>Hello</body></html>';
const DAV_HEADERS = { dav: '1, 2', 'ms-webstorage': '6.5.7638' };
const WELL_KNOWN = row(
  'https://other.example.test/exchange/alex/',
  '<d:inbox>https://other.example.test/exchange/alex/Innboks</d:inbox><d:drafts>https://other.example.test/exchange/alex/Kladd</d:drafts>',
);

/** A sound Exchange, with one method answered by the test. */
function exchange(other: Readonly<Record<string, Script>> = {}): Script {
  return (request, socket) => {
    const own = other[request.method];
    if (own) return own(request, socket);
    if (request.method === 'OPTIONS') return answer(200, '', DAV_HEADERS);
    if (request.method === 'PROPFIND') return multistatus(WELL_KNOWN);
    return multistatus(row('https://x/exchange/alex/Innboks/a.EML', ''), {
      'content-range': 'rows 0-0; total=42',
    });
  };
}

async function start(
  script: Script,
  clock: Clock = systemClock,
): Promise<{ server: ScriptedServer; net: TestNetwork }> {
  const server = await startScriptedServer(script);
  const net = await startNetwork({ clock });
  open.push(net, server);
  return { server, net };
}

function check(net: TestNetwork, url: string, form: { user?: string; password?: string } = {}) {
  return net.service.check(
    { name: 'Test', url, user: 'alex', password: 'secret', ...form },
    new AbortController().signal,
  );
}

async function checked(
  script: Script,
  clock?: Clock,
): Promise<{ report: CheckReport; received: readonly Received[] }> {
  const { server, net } = await start(script, clock);
  const report = await check(net, `${server.origin}/exchange/alex/`);
  return { report, received: server.received };
}

const states = (report: CheckReport) => report.steps.map((step) => step.state);

describe('checking an account', () => {
  it('tells what a sound server said, one fact a step', async () => {
    const { report, received } = await checked(exchange());
    expect(report.failure).toBeNull();
    expect(states(report)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(report.steps[1]?.fact).toMatch(/^OPTIONS 200, [0-9]+ ms$/);
    expect(report.steps[2]?.sentence).toContain('Exchange 2003');
    expect(report.steps[3]?.sentence).toContain('42 messages');
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'OPTIONS /exchange/alex/',
      'PROPFIND /exchange/alex/',
      'SEARCH /exchange/alex/Innboks',
    ]);
    expect(received[0]?.headers.get('authorization')).toBe(
      `Basic ${Buffer.from('alex:secret').toString('base64')}`,
    );
    expect(received[1]?.headers.get('depth')).toBe('0');
    expect(received[2]?.headers.get('range')).toBe('rows=0-0');
  });

  it('tries a wrong password once and stops', async () => {
    const { report, received } = await checked(() =>
      answer(401, '', { 'www-authenticate': 'Basic realm="mail"' }),
    );
    expect(report.failure?.kind).toBe('unauthorized');
    expect(report.failure?.sentence).toContain('(401)');
    expect(report.failure?.sentence).toContain('after one try');
    expect(states(report)).toEqual(['ok', 'failed', 'skipped', 'skipped']);
    expect(received).toHaveLength(1);
  });

  it('tries a wrong password once also where OPTIONS is answered to anybody', async () => {
    const { report, received } = await checked(
      exchange({ PROPFIND: () => answer(401, '', { 'www-authenticate': 'Basic realm="mail"' }) }),
    );
    expect(report.failure).toMatchObject({
      kind: 'unauthorized',
      sentence: expect.stringContaining('after one try'),
    });
    expect(received.map(({ method }) => method)).toEqual(['OPTIONS', 'PROPFIND']);
  });

  it('says when the server offers no Basic sign-in', async () => {
    const { report } = await checked(() =>
      answer(401, '', { 'www-authenticate': 'Negotiate\r\nWWW-Authenticate: NTLM' }),
    );
    expect(report.failure?.kind).toBe('unsupported');
    expect(report.failure?.sentence).toMatch(/Negotiate or NTLM/);
  });

  it('says when sign-in by a form is asked for (440, or a redirect to the login page)', async () => {
    const timeout = await checked(() => answer(440, '<HTML><BODY>440 Login Timeout</BODY></HTML>'));
    expect(timeout.report.failure?.sentence).toContain('(440)');
    const page = await checked(() =>
      answer(302, '', { location: '/exchweb/bin/auth/owalogon.asp?url=x&reason=0' }),
    );
    expect(page.report.failure?.kind).toBe('unsupported');
    expect(page.report.failure?.sentence).toContain('web page of its own (302)');
    // The question, and the form; nothing after that.
    expect(page.received.map(({ method }) => method)).toEqual(['OPTIONS', 'POST']);
  });

  it('names a port where nobody listens', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as { port: number };
    await new Promise<void>((resolve) => listener.close(() => resolve()));
    const net = await startNetwork();
    open.push(net);
    const report = await check(net, `http://127.0.0.1:${port}/exchange/alex/`);
    expect(report.failure).toMatchObject({ kind: 'offline', detail: 'ECONNREFUSED' });
    expect(report.failure?.sentence).toContain(`127.0.0.1:${port} accepts no connection`);
  });

  it('names a host that does not exist', async () => {
    const net = await startNetwork();
    open.push(net);
    const report = await check(net, 'https://no-such-host.invalid/exchange/alex/');
    expect(report.failure?.kind).toBe('offline');
    expect(report.failure?.sentence).toContain('No server is known by the name no-such-host.invalid');
  });

  it('refuses what is not an address, and a user name that Basic cannot send', async () => {
    const { net } = await start(exchange());
    for (const url of ['', 'ftp://mail.example.com/', 'http://', 'https://a b/']) {
      expect((await check(net, url)).failure?.kind, url).toBe('invalid-input');
    }
    expect((await check(net, 'https://x.invalid/', { user: 'a:b' })).failure?.sentence).toContain('colon');
  });

  it('finds the mailbox by the user name when only the server is given', async () => {
    const { server, net } = await start(exchange());
    await check(net, server.origin, { user: 'CORP\\alex' });
    expect(server.received[0]?.path).toBe('/exchange/alex/');
  });

  it.each([
    ['a page with 200', () => answer(200, HTML, { 'content-type': 'text/html' })],
    ['405', () => answer(405, HTML, { 'content-type': 'text/html' })],
    ['501', () => answer(501)],
    ['404', () => answer(404)],
  ] satisfies [string, Script][])('says that a web server is not WebDAV: %s', async (_name, script) => {
    const { report } = await checked(script);
    expect(report.failure?.kind).toBe('unsupported');
    expect(report.failure?.sentence).toContain('does not speak WebDAV');
  });

  it('says that a mailbox of this name does not exist on an Exchange server', async () => {
    const { report } = await checked(() => answer(404, '', { 'ms-webstorage': '6.5.7638' }));
    expect(report.failure?.sentence).toContain('has no mailbox at /exchange/alex/ (404)');
  });

  it('takes a WebDAV server that is no Exchange for one of files', async () => {
    const collection = (href: string) => row(href, '<a:resourcetype><a:collection/></a:resourcetype>');
    const { report } = await checked(({ method, path }) =>
      method === 'OPTIONS'
        ? answer(200, '', { dav: '1, 2' })
        : multistatus(`${collection(path)}${collection(`${path}Inbox/`)}`),
    );
    expect(states(report)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(report.dialect).toBe('plain');
    expect(report.steps[2]?.sentence).toContain('1 folder and 0 messages at the top');
  });

  it('refuses a web page in place of an answer', async () => {
    const { report } = await checked(
      exchange({ PROPFIND: () => answer(207, HTML, { 'content-type': 'text/html' }) }),
    );
    expect(report.failure?.sentence).toContain('sent a web page');
    const login = await checked(
      exchange({ PROPFIND: () => answer(200, HTML, { 'content-type': 'text/html; charset=utf-8' }) }),
    );
    expect(login.report.failure?.sentence).toContain('This network asks you to sign in first.');
  });

  it.each([
    ['text', 'It works!'],
    ['HTML without its type', HTML],
    ['nothing', ''],
    ['a JSON object', '{"inbox": "/"}'],
    ['XML that breaks off', '<?xml version="1.0"?><a:multistatus xmlns:a="DAV:"><a:response><a:href>/x'],
    ['XML of another kind', '<?xml version="1.0"?><rss><channel/></rss>'],
    [
      'a document type with entities',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a:multistatus xmlns:a="DAV:"><a:response><a:href>&b;</a:href></a:response></a:multistatus>',
    ],
    [
      'an entity that reads a file',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><a:multistatus xmlns:a="DAV:">&e;</a:multistatus>',
    ],
    ['100,000 levels', `<a:multistatus xmlns:a="DAV:">${'<a:x>'.repeat(100_000)}`],
    [
      'a million attributes',
      `<a:multistatus xmlns:a="DAV:" ${Array.from({ length: 1_000_000 }, (_, i) => `x${i}=""`).join(' ')}/>`,
    ],
  ])('refuses a 207 that is no multistatus: %s', async (_name, body) => {
    const { report } = await checked(
      exchange({ PROPFIND: () => answer(207, body, { 'content-type': 'text/xml' }) }),
    );
    expect(report.failure?.kind).toBe('malformed-response');
    expect(report.failure?.sentence).toContain("The server's answer is not the XML that was due");
  });

  it('refuses an answer of 2 GB by its length, before reading it', async () => {
    const { report } = await checked(
      exchange({
        PROPFIND: () =>
          answer(207, '<a:multi', { 'content-type': 'text/xml', 'content-length': '2147483648' }),
      }),
    );
    expect(report.failure?.kind).toBe('too-large');
    expect(report.failure?.sentence).toContain('larger than 24 MB');
  });

  it.each([
    ['blanks', ' '.repeat(65_536), 'malformed-response'],
    ['rows', `${row('/exchange/alex/a', '<d:subject>x</d:subject>').repeat(400)}`, 'too-large'],
  ])('stops reading an answer that never ends: %s', { timeout: 60_000 }, async (_name, filler, kind) => {
    let stopped = false;
    const { report } = await checked(
      exchange({
        PROPFIND(_request, socket) {
          socket.on('close', () => {
            stopped = true;
          });
          socket.write(
            'HTTP/1.1 207 Multi-Status\r\nContent-Type: text/xml\r\n\r\n<a:multistatus xmlns:a="DAV:" xmlns:d="urn:schemas:httpmail:">',
          );
          const more = () => {
            while (!socket.destroyed && socket.write(filler));
          };
          socket.on('drain', more);
          more();
        },
      }),
    );
    expect(report.failure?.kind).toBe(kind);
    await expect.poll(() => stopped).toBe(true);
  });

  it('waits only so long for an answer, and for the rest of one', async () => {
    const silent = await checked(() => undefined, impatient);
    expect(silent.report.failure).toMatchObject({ kind: 'timeout' });
    expect(silent.report.failure?.sentence).toContain('no answer within 20 s');
    const stalled = await checked(
      exchange({ PROPFIND: () => answer(207, '<a:multi', { 'content-length': '500' }) }),
      impatient,
    );
    expect(stalled.report.failure).toMatchObject({ kind: 'timeout' });
    expect(stalled.report.failure?.sentence).toContain('no data for 30 s');
  });

  it('tells a broken line from a wrong answer', async () => {
    const { report } = await checked(
      exchange({
        PROPFIND(_request, socket) {
          socket.write(answer(207, '<a:multi', { 'content-type': 'text/xml', 'content-length': '500' }));
          setTimeout(() => socket.resetAndDestroy(), 20);
        },
      }),
    );
    expect(report.failure?.kind).toBe('interrupted');
    const garbage = await checked((_request, socket) => void socket.end('220 mail ESMTP ready\r\n'));
    expect(garbage.report.failure?.kind).toBe('malformed-response');
    expect(garbage.report.failure?.sentence).toContain('not HTTP');
  });

  it('passes on how long a busy server asked to be left alone', async () => {
    const { report } = await checked(() => answer(503, '', { 'retry-after': '240' }));
    expect(report.failure).toMatchObject({ kind: 'throttled', status: 503, retryAfterMs: 240_000 });
    expect(report.failure?.sentence).toContain('asked for 4 minutes');
  });

  it('says when only https is answered', async () => {
    const { report } = await checked(() =>
      answer(403, '<html><body>This page must be viewed over SSL (403.4)</body></html>', {
        'content-type': 'text/html',
      }),
    );
    expect(report.failure?.sentence).toContain('Change http to https');
  });

  it('does not take its password to another place', async () => {
    const other = await startScriptedServer(() => answer(200));
    open.push(other);
    const { report } = await checked(() => answer(302, '', { location: `${other.origin}/exchange/alex/` }));
    expect(report.failure?.kind).toBe('unsupported');
    expect(report.failure?.sentence).toContain(`${other.origin}/exchange/alex/`);
    expect(other.received).toHaveLength(0);
  });

  it('follows a missing slash within the server, once', async () => {
    const { report, received } = await checked(
      exchange({
        PROPFIND: (request) =>
          request.path === '/exchange/alex/'
            ? answer(301, '', { location: '/Exchange/alex/' })
            : multistatus(WELL_KNOWN),
      }),
    );
    expect(report.failure).toBeNull();
    expect(received.map(({ path }) => path)).toContain('/Exchange/alex/');
    const circle = await checked(() => answer(302, '', { location: '/exchange/alex/' }));
    expect(circle.report.failure?.kind).toBe('malformed-response');
    expect(circle.received).toHaveLength(2);
  });
});

describe('certificates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'retinue-tls-'));
  const made = (name: string, ...options: readonly string[]) => {
    const key = join(folder, `${name}.key`);
    const cert = join(folder, `${name}.pem`);
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...options],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  };
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says why a certificate is not trusted and sends no password', async (context) => {
    try {
      execFileSync('openssl', ['version'], { stdio: 'ignore' });
    } catch {
      context.skip('openssl is not installed, so no certificate can be made');
    }
    const own = made('own', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1');
    const name = 'subjectAltName=DNS:mail.example.test';
    const wrong = made('wrong', '-days', '2', '-subj', '/CN=x', '-addext', name);
    const selfSigned = await startScriptedServer(exchange(), own);
    const misnamed = await startScriptedServer(exchange(), wrong);
    const net = await startNetwork();
    const trusting = await startNetwork({ ca: own.cert + wrong.cert });
    open.push(selfSigned, misnamed, net, trusting);

    const unknown = await check(net, `${selfSigned.origin}/exchange/alex/`);
    expect(unknown.failure?.kind).toBe('untrusted');
    expect(unknown.failure?.sentence).toContain('signed by itself');
    const other = await check(trusting, `${misnamed.origin}/exchange/alex/`);
    expect(other.failure?.sentence).toContain('made for another name');
    expect(selfSigned.received).toHaveLength(0);
    expect(misnamed.received).toHaveLength(0);
    expect((await check(trusting, `${selfSigned.origin}/exchange/alex/`)).failure).toBeNull();
  });

  it('says when the other side does not speak TLS', async () => {
    const plain = await startScriptedServer(exchange());
    plain.script(() => undefined);
    const talkative = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.resume();
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => talkative.listen(0, '127.0.0.1', resolve));
    const net = await startNetwork();
    open.push(plain, net, {
      stop: () => new Promise<void>((resolve) => talkative.close(() => resolve())),
    });
    const { port } = talkative.address() as { port: number };
    const report = await check(net, `https://127.0.0.1:${port}/exchange/alex/`);
    expect(report.failure?.kind).toBe('unsupported');
    expect(report.failure?.sentence).toContain('does not speak TLS');
  });
});
