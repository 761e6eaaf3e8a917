import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { message } from '../support/mail.ts';
import { bodyPart, raw, statusOf, wire } from '../support/raw.ts';
import { ask, serverWith } from '../support/server.ts';

const HELLO = '/exchange/alex/Inbox/Hello.EML';
const KEPT = { Connection: 'keep-alive' };

let mock: MockExchange;
afterEach(() => mock.stop());

async function start(rules: readonly RuleInput[], more: { readonly tls?: boolean } = {}): Promise<void> {
  mock = await serverWith([message('Hello', { body: 'x'.repeat(20_000) })], { rules, ...more });
}

describe('several requests on one connection', () => {
  it('answers that are due come whole before a fault ends the line', async () => {
    await start([{ where: { nth: 3 }, step: 'after-commit-before-reply', what: { kind: 'half-close' } }]);
    const one = wire('GET', HELLO, { ...KEPT, Range: 'bytes=0-9' });
    const answer = await raw(mock.port, Buffer.concat([one, one, one, one]));
    expect([...answer.text.matchAll(/HTTP\/1\.1 206/g)]).toHaveLength(2);
    expect(answer.end).toBe('fin');
  });

  it('an early answer leaves the rest of an upload behind, and the next request is read right', async () => {
    await start([
      { where: { method: 'PUT' }, step: 'mid-upload', byte: 10, what: { kind: 'status', status: 507 } },
    ]);
    const upload = wire(
      'PUT',
      '/exchange/alex/Drafts/a.EML',
      KEPT,
      Buffer.alloc(500_000, 'GET / HTTP/1.1\r\n\r\n'),
    );
    const answer = await raw(mock.port, Buffer.concat([upload, wire('GET', HELLO, { Range: 'bytes=0-9' })]));
    expect(answer.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 507', 'HTTP/1.1 206']);
    expect(mock.journal[0]).toMatchObject({ status: 507, committed: false });
  });

  it('a wait after the last byte holds up the next answer', async () => {
    const latency = { distribution: 'fixed', ms: 1000 } as const;
    await start([{ step: 'after-last-byte', what: { kind: 'latency', latency }, howLong: { count: 1 } }]);
    const one = wire('GET', HELLO, { ...KEPT, Range: 'bytes=0-9' });
    const first = raw(mock.port, Buffer.concat([one, one]), {
      until: (text) => text.split('206 Partial').length > 2,
    });
    await expect.poll(() => mock.faults.rules[0]?.hits).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(mock.journal).toEqual([]);
    await mock.clock.advance(1000);
    expect((await first).end).toBe('open');
  });

  it('a crash resets every connection and not the listener', async () => {
    await start([{ where: { method: 'POLL' }, step: 'before-read', what: { kind: 'crash-worker' } }]);
    const idle = raw(mock.port, wire('GET', HELLO, KEPT));
    await expect.poll(() => mock.journal.length).toBe(1);
    const crashed = await raw(mock.port, wire('POLL', '/exchange/alex/Inbox/'));
    expect([crashed.end, (await idle).end]).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect((await ask(mock, 'GET', HELLO)).status).toBe(503);
  });

  it('a chunked answer may lose its end', async () => {
    await start([
      {
        where: { method: 'GET' },
        step: 'mid-download',
        byte: 100,
        what: { kind: 'truncate' },
        howLong: { count: 1 },
      },
    ]);
    mock.moveMailbox();
    const answer = raw(mock.port, wire('GET', HELLO));
    for (let step = 0; step < 200 && mock.journal.length === 0; step++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await mock.clock.advance(100);
    }
    const { text } = await answer;
    expect(text).toContain('Transfer-Encoding: chunked');
    expect(text).not.toMatch(/\r\n0\r\n\r\n$/);
  });
});

describe('under TLS', () => {
  /** How a secure connection ended: `notify` only where TLS said so itself. */
  function secure(request: Buffer): Promise<{ readonly bytes: Buffer; readonly end: string }> {
    return new Promise((resolve) => {
      const pieces: Buffer[] = [];
      const socket: TLSSocket = connectTls(
        { host: '127.0.0.1', port: mock.port, rejectUnauthorized: false },
        () => socket.write(request),
      );
      const finish = (end: string) => {
        resolve({ bytes: Buffer.concat(pieces), end });
        socket.destroy();
      };
      socket.on('data', (data: Buffer) => pieces.push(data));
      socket.on('end', () => finish('end'));
      socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
      socket.on('close', () => finish('close'));
    });
  }

  it('answers without rules', async () => {
    await start([], { tls: true });
    const { bytes } = await secure(wire('GET', HELLO));
    expect(statusOf({ text: bytes.toString('latin1') })).toBe(200);
  });

  it('truncate ends the line without close-notify, after so many bytes', async () => {
    await start([{ step: 'mid-download', byte: 5000, what: { kind: 'truncate' } }], { tls: true });
    const { bytes } = await secure(wire('GET', HELLO));
    expect(bodyPart({ bytes }).length).toBe(5000);
  });

  it('reset is a reset', async () => {
    await start([{ step: 'after-headers', what: { kind: 'reset' } }], { tls: true });
    expect(await secure(wire('GET', HELLO))).toMatchObject({ end: 'ECONNRESET' });
  });
});
