import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminServer, startAdmin } from '../../../electron/mock-exchange/admin/server.ts';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { generateMailbox } from '../../../electron/mock-exchange/generate/mailbox.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';

const NOW = Date.parse('2026-11-23T13:28:00Z');

describe('the admin API', () => {
  let mock: MockExchange;
  let admin: AdminServer;

  beforeEach(async () => {
    const mailbox = generateMailbox({ seed: 1, messages: 30, folders: 2, now: NOW });
    mock = await startMockExchange({
      mailboxes: [{ ...mailbox, password: 'secret' }],
      clock: { start: NOW, rate: 0 },
    });
    admin = await startAdmin({ mock, user: 'alex', host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await admin.stop();
    await mock.stop();
  });

  const post = (path: string, contentType: string, body: string): Promise<Response> =>
    fetch(admin.origin + path, { method: 'POST', headers: { 'Content-Type': contentType }, body });

  async function inboxCount(): Promise<number | undefined> {
    const { folders } = (await (await fetch(`${admin.origin}/folders`)).json()) as {
      folders: readonly { path: string; total: number }[];
    };
    return folders.find((folder) => folder.path === 'Inbox')?.total;
  }

  it('tells every request of the mail server', async () => {
    await fetch(mock.mailboxUrl('alex'), { method: 'OPTIONS' });
    const { entries } = (await (await fetch(`${admin.origin}/journal`)).json()) as {
      entries: readonly object[];
    };
    expect(entries).toHaveLength(1);
    expect(Object.keys(entries[0] ?? {}).sort()).toEqual(
      [
        'id',
        'at',
        'mailbox',
        'method',
        'path',
        'status',
        'requestBytes',
        'responseBytes',
        'durationMs',
        'rule',
        'committed',
        'step',
        'client',
        'truth',
        'before',
        'after',
        'wire',
      ].sort(),
    );
  });

  it('delivers a message into the Inbox and forgets it at a reset, with the journal', async () => {
    const before = (await inboxCount()) ?? 0;
    const answer = await post('/deliver?user=alex', 'message/rfc822', 'Subject: hello\r\n\r\nworld');
    expect(answer.status).toBe(201);
    expect(await inboxCount()).toBe(before + 1);
    await fetch(mock.mailboxUrl('alex'), { method: 'OPTIONS' });
    expect((await post('/reset', 'application/json', '{}')).status).toBe(200);
    expect(await inboxCount()).toBe(before);
    expect(mock.journal).toHaveLength(0);
  });

  it.each([
    ['/deliver', 'text/plain', 'Subject: x\r\n\r\n', 415],
    ['/deliver', 'message/rfc822', '', 400],
    ['/deliver?user=nobody', 'message/rfc822', 'Subject: x\r\n\r\n', 404],
    ['/journal', 'application/json', '{}', 405],
    ['/oracle', 'application/json', '{}', 405],
    ['/nowhere', 'application/json', '{}', 404],
  ])('answers a wrong POST to %s as %s with a sentence', async (path, contentType, body, status) => {
    const answer = await post(path, contentType, body);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: string }).error).toMatch(/^[A-Z].*\.$|^\/.*\.$/);
  });

  it('answers only to loopback names, and to no page of another origin', async () => {
    const statusFor = (headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const { port } = new URL(admin.origin);
        request({ host: '127.0.0.1', port, path: '/journal', headers, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    const { port, host } = new URL(admin.origin);
    expect(await statusFor({ Host: `localhost:${port}` })).toBe(200);
    expect(await statusFor({ Host: 'rebound.example' })).toBe(403);
    expect(await statusFor({ Host: host, Origin: 'https://evil.example' })).toBe(403);
    expect(await statusFor({ Host: host, Origin: `http://${host}` })).toBe(200);
    const answer = await fetch(`${admin.origin}/journal`);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
