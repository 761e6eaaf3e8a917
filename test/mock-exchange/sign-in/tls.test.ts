import { X509Certificate } from 'node:crypto';
import { connect as connectPlain } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { BASIC, propfindBody, serverWith, texts } from '../support/server.ts';
import { type Connection, connectionTo } from './connection.ts';

const ROOT = '/exchange/alex/';
const SIGNED = { Authorization: BASIC };

const started: (MockExchange | Connection)[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await ('stop' in each ? each.stop() : each.close());
});

async function served(more: Partial<MockOptions> = {}) {
  const mock = await serverWith([message('Hello')], { tls: true, ...more });
  const connection = connectionTo(mock);
  started.push(mock, connection);
  return { mock, ask: connection.ask };
}

describe('TLS', () => {
  it('serves under a certificate of its own for the names of this machine', async () => {
    const { mock, ask } = await served();
    expect(mock.origin).toBe(`https://127.0.0.1:${mock.port}`);
    expect(mock.certificate).not.toContain('PRIVATE');
    const certificate = new X509Certificate(mock.certificate ?? '');
    expect(certificate.checkIP('127.0.0.1') && certificate.checkIP('::1')).toBeTruthy();
    expect(certificate.checkHost('localhost')).toBe('localhost');
    const body = propfindBody('h:inbox', 'h:sendmsg');
    const reply = await ask('PROPFIND', ROOT, { Depth: '0', ...SIGNED }, body);
    expect(reply.status).toBe(207);
    expect(reply.headers).not.toHaveProperty('strict-transport-security');
    expect(texts(reply.text, 'inbox')).toEqual([`${mock.mailboxUrl('alex')}Inbox`]);
    for (const url of texts(reply.text, 'href')) expect(url.startsWith(mock.origin)).toBe(true);
  });

  it('takes verbs of Exchange, keeps the connection, and moves within https', async () => {
    const { mock, ask } = await served();
    const first = await ask('BPROPFIND', `${ROOT}Inbox/`, SIGNED, '<x/>');
    const to = { Destination: `${mock.origin}${ROOT}Drafts/moved.EML` };
    const second = await ask('MOVE', `${ROOT}Inbox/Hello.EML`, { ...SIGNED, ...to });
    expect(second.status).toBe(201);
    expect(second.localPort).toBe(first.localPort);
  });

  it('answers pipelined requests in order', async () => {
    const { mock } = await served();
    const head = `Host: 127.0.0.1:${mock.port}\r\nAuthorization: ${BASIC}\r\n`;
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connectSecure({ port: mock.port, host: '127.0.0.1', ca: mock.certificate ?? '' });
      let all = '';
      socket.on('data', (piece: Buffer) => {
        all += piece.toString('latin1');
      });
      socket.on('error', reject);
      socket.on('end', () => resolve(all));
      socket.write(
        `X-UNKNOWN ${ROOT} HTTP/1.1\r\n${head}\r\nGET ${ROOT}Inbox/Hello.EML HTTP/1.1\r\n${head}Connection: close\r\n\r\n`,
      );
    });
    expect([...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((found) => found[1])).toEqual(['501', '200']);
  });

  it('is not harmed by clients that speak no TLS', async () => {
    const { mock, ask } = await served();
    await new Promise<void>((resolve) => {
      const socket = connectPlain(mock.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect((await ask('GET', `${ROOT}Inbox/Hello.EML`, SIGNED)).status).toBe(200);
  });

  it('has another certificate at each start', async () => {
    const [one, two] = [await served(), await served()];
    expect(one.mock.certificate).not.toBe(two.mock.certificate);
  });
});

describe('nobody is asked to sign in', () => {
  it.each([
    ['/exchange/alex/', 'alex'],
    ['/exchange/bo/', 'bo'],
    ['/exchange/', 'alex'],
  ])('%s is asked as %s', async (path, owner) => {
    const mailboxes = ['alex', 'bo'].map((user) => ({
      user,
      displayName: `Owner ${user}`,
      address: `${user}@example.com`,
      password: 'secret',
      folders: [],
    }));
    const { ask } = await served({ tls: false, auth: 'none', mailboxes });
    expect((await ask('GET', path)).text).toContain(`<BASE href="`);
    expect((await ask('GET', path)).text).toContain(`Owner ${owner}`);
    expect((await ask('PROPFIND', '/exchange/nobody/')).status).toBe(404);
    expect((await ask('PROPFIND', '/exchange/%ff/')).status).toBe(400);
  });
});
