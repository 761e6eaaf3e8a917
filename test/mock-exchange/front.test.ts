import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { readChunkSize, readHead } from '../../electron/mock-exchange/http/framing.ts';
import { message } from './support/mail.ts';
import { ask, BASIC, serverWith } from './support/server.ts';

let mock: MockExchange;
beforeAll(async () => {
  mock = await serverWith([message('Hello')]);
});
afterAll(() => mock.stop());

/** Sends raw bytes in pieces of that size and gives back everything until the server or the last answer ends it. */
function raw(bytes: string, piece = bytes.length): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(mock.port, '127.0.0.1');
    let answer = '';
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => {
      answer += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    void (async () => {
      for (let at = 0; at < bytes.length; at += piece) {
        socket.write(bytes.slice(at, at + piece), 'latin1');
        if (piece < bytes.length) await new Promise(setImmediate);
      }
    })();
  });
}

const head = (method: string, extra = '', path = '/exchange/alex/Inbox/') =>
  `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${BASIC}\r\n${extra}`;
const statuses = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((each) => Number(each[1]));

describe('method front', () => {
  it('lets any method token through', async () => {
    for (const method of ['BPROPFIND', 'BMOVE', 'POLL', 'LOCK', 'SUBSCRIBE'])
      expect((await ask(mock, method, '/exchange/alex/Inbox/')).status).not.toBe(501);
    expect((await ask(mock, 'X-MS-ENUMATTS', '/exchange/alex/Inbox/Hello.EML')).status).toBe(207);
    expect((await ask(mock, 'FROBNICATE', '/exchange/alex/Inbox/')).status).toBe(501);
  });

  const body = 'GET /nowhere HTTP/1.1\r\n\r\n';
  const pipelined =
    head('FROB', `Content-Length: ${body.length}\r\n\r\n${body}`) +
    head('OPTIONS', '\r\n') +
    head('X-MS-ENUMATTS', '\r\n', '/exchange/alex/Inbox/Hello.EML') +
    head(
      'X-FROB',
      `Transfer-Encoding: chunked\r\n\r\n1a;x=y\r\nPOLL / HTTP/1.1\r\nHost: x\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n`,
    ) +
    head('GET', 'Connection: close\r\n\r\n', '/exchange/alex/Inbox/Hello.EML');
  for (const piece of [pipelined.length, 1, 3, 7, 64]) {
    it(`answers pipelined requests in order when they arrive ${piece} bytes at a time`, async () => {
      expect(statuses(await raw(pipelined, piece))).toEqual([501, 200, 207, 501, 200]);
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    [
      'both Content-Length and Transfer-Encoding',
      'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two differing Content-Lengths', 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
    ['a list as Content-Length', 'Content-Length: 3, 3\r\n\r\nabc'],
    ['a folded Content-Length', 'Content-Length:\r\n 3\r\n\r\nabc'],
    ['a folded Transfer-Encoding', 'Transfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n'],
    ['another transfer coding', 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['a negative length', 'Content-Length: -1\r\n\r\n'],
    ['a second Host', 'Host: localhost\r\n\r\n'],
    ['a header without colon', 'Nonsense\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 3\r\n\r\nabc'],
    ['a bare line feed in the head', 'X: a\nContent-Length: 3\r\n\r\nabc'],
  ];
  for (const [what, rest] of refused) {
    it(`refuses ${what} with 400 and closes`, async () => {
      const answer = await raw(head('PROPFIND', `${rest}${head('OPTIONS', '\r\n')}`));
      expect(statuses(answer)).toEqual([400]);
      expect(answer).toContain('Connection: close');
    });
  }

  it('leaves two Content-Lengths that agree to the parser, which refuses them', async () => {
    const answer = await raw(
      head('PROPFIND', 'Depth: 0\r\nContent-Length: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    );
    expect(statuses(answer)).toHaveLength(1);
    expect(statuses(answer)[0]).toBe(400);
  });

  it('answers what came before a bad head first', async () => {
    const answer = await raw(
      head('OPTIONS', '\r\n') + head('OPTIONS', 'Content-Length: 1\r\nContent-Length: 2\r\n\r\n'),
    );
    expect(statuses(answer)).toEqual([200, 400]);
  });

  it('refuses a request line that is none, and a head without end', async () => {
    expect(statuses(await raw('HELO mail.example.com\r\n\r\n'))).toEqual([400]);
    expect(statuses(await raw(`GET / HTTP/1.1\r\nX: ${'a'.repeat(70_000)}`))).toEqual([431]);
  });

  it('hangs up at a chunk size that is none', async () => {
    const answer = await raw(head('PROPFIND', 'Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n'));
    expect(statuses(answer).filter((status) => status < 400)).toEqual([]);
  });

  it('asks for the body of Expect: 100-continue', async () => {
    const answer = await raw(
      head(
        'PUT',
        'Expect: 100-continue\r\nContent-Length: 21\r\nConnection: close\r\n\r\nSubject: x\r\n\r\nHello.\n',
        '/exchange/alex/Inbox/expected.EML',
      ),
    );
    expect(statuses(answer)).toEqual([100, 201]);
  });

  it('goes on when a client hangs up in the middle of a body', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(mock.port, '127.0.0.1', () => {
        socket.write(head('PUT', 'Content-Length: 5000\r\n\r\nabc', '/exchange/alex/Inbox/cut.EML'), () =>
          socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(() => mock.journal.find((entry) => entry.path.endsWith('cut.EML'))?.status).toBe(0);
    expect((await ask(mock, 'GET', '/exchange/alex/Inbox/cut.EML')).status).toBe(404);
  });

  it('answers only to names of this machine', async () => {
    expect((await ask(mock, 'OPTIONS', '/exchange/alex/', { Host: 'mail.example.com' })).status).toBe(403);
    expect((await ask(mock, 'OPTIONS', '/exchange/alex/', { Host: 'localhost' })).status).toBe(200);
    expect((await ask(mock, 'OPTIONS', '/exchange/alex/', { Host: '127.0.0.1.example.com' })).status).toBe(
      403,
    );
  });
});

describe('framing', () => {
  it('forwards a known method as it is and swaps any other', () => {
    const known = readHead(Buffer.from('SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n'));
    expect(known.ok && known.forwarded.toString()).toBe('SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n');
    const other = readHead(Buffer.from('BCOPY / HTTP/1.1\r\nHost: a\r\n\r\n'));
    expect(other.ok && [other.method, other.forwarded.toString()]).toEqual([
      'BCOPY',
      'PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n',
    ]);
  });

  it('reads chunk sizes', () => {
    expect(['1A', '0;ext="v"', '', 'g', '-1', '0x10', '123456789'].map(readChunkSize)).toEqual([
      26,
      0,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
