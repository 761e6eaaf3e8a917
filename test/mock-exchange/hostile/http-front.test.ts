import fc from 'fast-check';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { newClock } from '../../../electron/mock-exchange/clock/clock.ts';
import { methodTable } from '../../../electron/mock-exchange/http/dispatch.ts';
import { listen } from '../../../electron/mock-exchange/http/server.ts';
import { newJournal } from '../../../electron/mock-exchange/journal/journal.ts';
import { newWorld } from '../../../electron/mock-exchange/world.ts';
import { message } from '../support/mail.ts';
import { raw, type RawAnswer, statusOf, wire } from '../support/raw.ts';
import { ask, BASIC, NOW, serverWith } from '../support/server.ts';

const HELLO = '/exchange/alex/Inbox/Hello.EML';

let mock: MockExchange;
beforeAll(async () => {
  mock = await serverWith([message('Hello')]);
});
afterAll(() => mock.stop());

const isHealthy = async () => (await ask(mock, 'GET', HELLO)).status === 200;
const statuses = ({ text }: RawAnswer) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((each) => Number(each[1]));
/** One refusal, or none and a closed connection; never an answer of success. */
const isRefused = (answer: RawAnswer) =>
  statuses(answer).length <= 1 && statuses(answer).every((status) => status >= 400 && status < 500);
const head = (rest: string, method = 'PUT', path = '/exchange/alex/Drafts/h.EML') =>
  `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${BASIC}\r\n${rest}`;

describe('hostile heads and framings', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['an empty method', ' / HTTP/1.1\r\n\r\n'],
    ['no version', 'GET /\r\n\r\n'],
    ['another version', 'GET / HTTP/2.0\r\n\r\n'],
    ['TLS on a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['SMTP', 'EHLO mail.example.com\r\n\r\n'],
    ['a NUL in the path', head('\r\n').replace('Drafts', 'Dra\0fts')],
    ['a NUL in a header', head('X: a\0b\r\n\r\n')],
    ['two lengths', head('Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc')],
    ['a length and chunks', head('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')],
    ['chunked twice', head('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')],
    ['a hidden coding', head('Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n')],
    ['a length beyond numbers', head(`Content-Length: ${'9'.repeat(40)}\r\n\r\n`)],
    [
      'a chunk size that overflows',
      head('Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n'),
    ],
    ['a negative chunk size', head('Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n')],
    ['a chunk without its end', head('Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n')],
    ['an endless chunk extension', head(`Transfer-Encoding: chunked\r\n\r\n3;${'x'.repeat(20_000)}`)],
    ['an endless trailer', head(`Transfer-Encoding: chunked\r\n\r\n0\r\nX: ${'x'.repeat(20_000)}`)],
    ['a head that is too long', `GET / HTTP/1.1\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`],
    ['an address that is too long', `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`],
    ['a header folded over and over', head(`X: a\r\n${' b\r\n'.repeat(20_000)}\r\n`)],
    ['a body that is announced too large', head('Content-Length: 99999999999999\r\n\r\nabc')],
  ];
  for (const [what, bytes] of cases) {
    it(`${what}: one clear 4xx or a closed connection`, async () => {
      const answer = await raw(mock.port, bytes);
      expect(statuses(answer)).toSatisfy(() => isRefused(answer));
      expect(await isHealthy()).toBe(true);
    });
  }

  const paths: readonly string[] = [
    '/exchange/alex/../bo/Inbox/',
    '/exchange/alex/%2e%2e/bo/Inbox/',
    '/exchange/alex/Inbox%2fHello.EML',
    '/exchange/alex/Inbox/%00',
    '/exchange/alex/Inbox/%ff%fe',
    '/exchange/alex/Inbox/%',
    '/exchange/alex/Inbox/%zz',
    '/exchange/alex/Inbox/..%5c..%5cboot.ini',
    `/exchange/alex/${'a/'.repeat(10_000)}`,
    '*',
    'http://127.0.0.1/exchange/nobody/',
    'http://127.0.0.1/exchange/bo/',
    '//exchange//bo//',
  ];
  for (const path of paths) {
    it(`GET ${path.slice(0, 40)} finds nothing`, async () => {
      const answer = await raw(mock.port, wire('GET', path));
      expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
      expect(statusOf(answer)).toBeLessThan(500);
    });
  }

  it('no smuggled request is ever answered', async () => {
    const smuggled = head('\r\n', 'DELETE', HELLO);
    for (const framing of [
      `Content-Length: ${smuggled.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
      `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
      `Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n`,
      `Content-Length: +0\r\n\r\n`,
      `Content-Length: 0x0\r\n\r\n`,
    ]) {
      await raw(mock.port, head(framing) + smuggled);
      expect(await isHealthy()).toBe(true);
    }
  });
});

describe('any bytes at all', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
      'Host: a',
      'Expect: 100-continue',
      ' fold',
      ':',
    ),
    fc.string({ maxLength: 40 }),
  );
  const request = fc
    .tuple(
      fc.constantFrom('GET', 'PUT', 'BPROPFIND', 'POLL', 'x', ''),
      fc.constantFrom('/', HELLO, '/exchange/alex/%', '*', ''),
      fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/9', ''),
      fc.array(line, { maxLength: 6 }),
      fc.string({ maxLength: 60 }),
    )
    .map(
      ([method, path, version, lines, body]) =>
        `${method} ${path} ${version}\r\n${lines.join('\r\n')}\r\n\r\n${body}`,
    );
  const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

  it('never takes the server down, and never a 5xx that it did not mean', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(request, noise), async (bytes) => {
        // A head that never ends is waited for: so much is sent after it that it does.
        const answer = await raw(mock.port, `${bytes}\r\n\r\n\r\n\r\n`, {
          until: (text) => /^HTTP\/1\.1 [^1]/.test(text),
          giveUpMs: 50,
        });
        expect(statuses(answer).filter((status) => status === 500)).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(await isHealthy()).toBe(true);
  });

  it('a request cut anywhere leaves the others unharmed', async () => {
    const whole = wire('PUT', '/exchange/alex/Drafts/cut.EML', {}, 'Subject: cut\r\n\r\nHello.\r\n');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        await new Promise<void>((resolve) => {
          const socket = connect(mock.port, '127.0.0.1', () =>
            socket.write(whole.subarray(0, length), () => socket.resetAndDestroy()),
          );
          socket.on('close', () => resolve());
        });
      }),
      { numRuns: 60 },
    );
    expect((await ask(mock, 'GET', '/exchange/alex/Drafts/cut.EML')).status).toBe(404);
    expect(await isHealthy()).toBe(true);
  });
});

describe('slow loris', () => {
  it('heads that do not come in time end in 408, bodies in a closed connection', async () => {
    const clock = newClock({ start: NOW, rate: 0 });
    const plan = {
      seed: 1,
      personality: '2003',
      auth: 'basic',
      language: 'en',
      mailboxes: [],
      publicFolders: [],
      settings: {},
      rules: [],
    } as const;
    const world = newWorld(plan, clock);
    const journal = newJournal(undefined);
    const server = await listen(
      { host: '127.0.0.1', port: 0, patience: { headMs: 60, bodyMs: 60 } },
      { world: () => world, methods: methodTable(), journal },
    );
    const silent = await raw(server.port, '');
    const half = await raw(server.port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    expect([silent, half].map(statusOf)).toEqual([408, 408]);
    expect(journal.entries.map(({ status }) => status)).toEqual([408, 408]);
    const body = await raw(server.port, 'PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nabc');
    expect(statuses(body).filter((status) => status < 400)).toEqual([]);
    await server.stop();
    clock.stop();
  });

  it('a hundred connections that wait do not keep others from being served', async () => {
    const waiting = Array.from({ length: 100 }, () => connect(mock.port, '127.0.0.1'));
    for (const socket of waiting) socket.write('GET / HTTP/1.1\r\nX: ');
    expect(await isHealthy()).toBe(true);
    for (const socket of waiting) socket.destroy();
  });
});
