import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopback, parseAddress } from '../../../electron/network/address.ts';
import { comparablePath, identityPath, requestPath } from '../../../electron/network/dav/href.ts';
import { property } from '../../../electron/network/dav/property.ts';
import { judgeRedirect, loginPageOf } from '../../../electron/network/dav/redirects.ts';
import { retryAfterMs } from '../../../electron/network/dav/retry-after.ts';
import { contentRange } from '../../../electron/network/dav/search.ts';
import { statusFailure } from '../../../electron/network/dav/status.ts';
import { prefixesOf, propContent, xmlDocument } from '../../../electron/network/dav/xml-write.ts';
import { mailboxRoot, serverName } from '../../../electron/network/exchange/discovery.ts';
import { moment, selectSql } from '../../../electron/network/exchange/sql.ts';
import { createGate, type Lane } from '../../../electron/network/gate.ts';

describe('addresses in answers', () => {
  it.each([
    ['https://other:8443/exchange/a/Inbox/', '/exchange/a/Inbox/'],
    ['/exchange/a/##DavMailSubmissionURI##/', '/exchange/a/%23%23DavMailSubmissionURI%23%23/'],
    ['/exchange/a/%23%23x', '/exchange/a/%23%23x'],
    ["/a/FW:%20x+y(1)'.EML", "/a/FW:%20x+y(1)'.EML"],
    ['/a/b c?d\\e.EML', '/a/b%20c%3Fd%5Ce.EML'],
    ['/a/æ%E6%.EML', '/a/%C3%A6%E6%25.EML'],
    ['http://x', '/'],
    ['/a\r\nX-Evil: 1', '/a%0D%0AX-Evil:%201'],
  ])('%j is asked for as %j', (href, path) => {
    expect(requestPath(href)).toBe(path);
  });

  it('never leave the origin, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const url = new URL(`http://mail.example.test${requestPath(text)}`);
        expect(url.host).toBe('mail.example.test');
        expect(`${url.search}${url.hash}`).toBe('');
      }),
    );
  });

  it('are the same whatever the host, the escapes and the last slash', () => {
    const spellings = ['https://a/x/T%C3%B8y/', 'http://b:1/x/T%c3%b8y', '/x/Tøy'];
    expect(new Set(spellings.map(identityPath))).toEqual(new Set(['/x/Tøy']));
    expect(identityPath('/x/%E6')).toBe('/x/%E6');
    expect(comparablePath('/Exchange/ALICE/Inbox/')).toBe('/exchange/alice/inbox');
  });
});

describe('what a person enters', () => {
  it.each([
    ['mail.example.test', 'alex', '/exchange/alex/'],
    ['https://mail.example.test/exchange', 'alex@example.test', '/exchange/alex/'],
    ['https://mail.example.test/exchange/', 'CORP\\a b', '/exchange/a%20b/'],
    ['https://mail.example.test/exchange/sales', 'alex', '/exchange/sales/'],
  ])('%s and %s lead to %s', (url, user, root) => {
    expect(mailboxRoot(parseAddress(url).href, user)).toBe(root);
  });

  it('is https unless it says otherwise, and holds no password', () => {
    expect(parseAddress(' user:pw@mail.example.test/x?y#z ').href).toBe('https://mail.example.test/x');
    expect(
      ['127.0.0.1', 'localhost', '[::1]', '10.0.0.1'].map((host) => isLoopback(new URL(`http://${host}/`))),
    ).toEqual([true, true, true, false]);
  });
});

describe('redirects', () => {
  const from = 'https://mail.example.test/exchange/alex';
  it('are followed within the origin for reading only', () => {
    expect(judgeRedirect('PROPFIND', from, '/exchange/alex/')).toEqual({ follow: '/exchange/alex/' });
    expect(judgeRedirect('PROPPATCH', from, '/exchange/alex/')).toHaveProperty('refuse');
  });
  it.each([
    ['http://mail.example.test/exchange/alex/', 'untrusted'],
    ['https://mail.example.test:8443/exchange/alex/', 'unsupported'],
    ['https://evil.example.test/', 'unsupported'],
    ['//evil.example.test/', 'unsupported'],
    ['file:///etc/passwd', 'malformed-response'],
    [undefined, 'malformed-response'],
  ])('to %s are refused as %s', (location, kind) => {
    const verdict = judgeRedirect('PROPFIND', from, location);
    expect('refuse' in verdict && verdict.refuse.failure.kind).toBe(kind);
  });
  it.each([
    ['/exchweb/bin/auth/owalogon.asp?url=x', '/exchweb/bin/auth/owalogon.asp'],
    ['https://mail.example.test/CookieAuth.dll?GetLogon', '/CookieAuth.dll'],
    ['https://evil.example.test/owa/auth/logon.aspx', undefined],
    ['http://mail.example.test/owa/auth/logon.aspx', undefined],
    ['/exchange/alex/', undefined],
    [undefined, undefined],
  ])('to %s lead to a sign-in form: %s', (location, page) => {
    expect(loginPageOf(location, from)?.pathname).toBe(page);
  });
});

describe('headers', () => {
  it('Retry-After comes in two forms and is never negative', () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Mon, 23 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Mon, 23 Nov 2020 10:00:30 GMT', now)).toBe(0);
    expect(retryAfterMs('soon', now)).toBeUndefined();
    expect(retryAfterMs(undefined, now)).toBeUndefined();
  });
  it('Content-Range of rows may lack the total', () => {
    expect(contentRange('rows 20-44; total=1312')).toEqual({ first: 20, total: 1312 });
    expect(contentRange('rows 0-24')).toEqual({ first: 0, total: null });
    expect(contentRange(undefined)).toEqual({ first: 0, total: null });
  });
  it.each([
    ['6.0.6249', 'Exchange 2000'],
    ['6.5.7638', 'Exchange 2003'],
    ['08.01.0240', 'Exchange 2007'],
    [undefined, 'Exchange'],
  ])('MS-WebStorage %s is %s', (banner, name) => expect(serverName(banner)).toBe(name));
});

it('a failure says what happened, what Retinue did and what can be done, with the code', () => {
  for (let status = 400; status < 600; status += 1) {
    for (const [change, tries] of [
      [true, 1],
      [false, 1],
      [false, 2],
    ] as const) {
      const { failure } = statusFailure({
        method: 'GET',
        path: '/x?secret=1',
        status,
        headers: new Map(),
        page: '',
        subject: 'message',
        change,
        signedIn: true,
        tries,
        now: 0,
      });
      expect(failure.sentence).toContain(`(${status})`);
      expect(failure.sentence).toMatch(/Retinue/);
      expect(failure.sentence).not.toMatch(/!|Oops|invalid|something went wrong/i);
      expect(failure.status).toBe(status);
      expect(JSON.stringify(failure)).not.toContain('secret');
    }
  }
});

describe('requests', () => {
  it('are written with escapes and one prefix a namespace', () => {
    const names = [property('DAV:', 'displayname'), property('urn:x', 'a'), property('urn:y', 'b')];
    const prefixes = prefixesOf(names);
    const values = names.map((name) => [name, '<&>"'] as const);
    expect(xmlDocument('D:p', { 'D:prop': propContent(values, prefixes) }, prefixes)).toBe(
      '<?xml version="1.0" encoding="utf-8"?><D:p xmlns:D="DAV:" xmlns:a0="urn:x" xmlns:a1="urn:y"><D:prop><D:displayname>&lt;&amp;&gt;&quot;</D:displayname><a0:a>&lt;&amp;&gt;&quot;</a0:a><a1:b>&lt;&amp;&gt;&quot;</a1:b></D:prop></D:p>',
    );
  });
  it('select by names, scope and moment', () => {
    const name = property('urn:x:', 'a');
    expect(selectSql({ select: [name], depth: 'shallow', where: ['1', '2'], newestFirstBy: name })).toBe(
      'SELECT "urn:x:a" FROM SCOPE(\'shallow traversal of ""\') WHERE 1 AND 2 ORDER BY "urn:x:a" DESC',
    );
    expect(moment(0)).toBe('CAST("1970-01-01T00:00:00.000Z" AS "dateTime.tz")');
  });
});

describe('the gate', () => {
  const signal = new AbortController().signal;
  it('lets bodies in before lists, one body and one file at a time', async () => {
    const gate = createGate(2);
    const order: string[] = [];
    const enter = (lane: 'body' | 'list' | 'file', name: string) =>
      gate.enter(lane, signal).then((leave) => {
        order.push(name);
        return leave;
      });
    const [first, second] = await Promise.all([enter('file', 'f1'), enter('list', 'l1')]);
    const waiting = [enter('file', 'f2'), enter('list', 'l2'), enter('body', 'b1')];
    second?.();
    await waiting[2];
    expect(order).toEqual(['f1', 'l1', 'b1']);
    first?.();
    first?.(); // giving a place back twice gives one place
    await waiting[1];
    expect(order).toEqual(['f1', 'l1', 'b1', 'l2']);
  });
  it('has a place for one upload beside the others, once sign-in has worked', async () => {
    const gate = createGate(1);
    const entered: string[] = [];
    const enter = (lane: Lane) =>
      gate.enter(lane, signal).then((leave) => {
        entered.push(lane);
        return leave;
      });
    const first = await enter('upload');
    const rest = [enter('file'), enter('list'), enter('body'), enter('upload')];
    await Promise.resolve();
    expect(entered).toEqual(['upload']);
    gate.widen(2);
    await Promise.all(rest.slice(1, 3));
    expect(entered).toEqual(['upload', 'body', 'list']);
    first();
    await rest[3];
    expect(entered).toEqual(['upload', 'body', 'list', 'upload']);
  });
  it('lets go of those who stop waiting', async () => {
    const gate = createGate(1);
    const leave = await gate.enter('list', signal);
    const abort = new AbortController();
    const waiting = gate.enter('list', abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    leave();
    await gate.enter('list', signal);
  });
});
