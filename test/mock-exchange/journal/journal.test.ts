import { afterEach, describe, expect, it } from 'vitest';
import type { JournalEntry, MockExchange } from '../../../electron/mock-exchange/api.ts';
import { newJournal } from '../../../electron/mock-exchange/journal/journal.ts';
import { newHeaderPool, wireRecord } from '../../../electron/mock-exchange/journal/wire.ts';
import { message, messageWithFiles } from '../support/mail.ts';
import { raw, wire } from '../support/raw.ts';
import { ask, BASIC, NOW, propfindBody, serverWith } from '../support/server.ts';

const HELLO = '/exchange/alex/Inbox/Hello.EML';
const MAIL = 'From: alex@example.com\r\nSubject: New\r\n\r\nHello.\r\n';

let mock: MockExchange;
afterEach(() => mock?.stop());

describe('what an entry says', () => {
  const truths: readonly (readonly [string, string, Readonly<Record<string, string>>, string, string])[] = [
    ['GET', HELLO, {}, '', 'Intact, 6,180 bytes'],
    ['GET', HELLO, { Range: 'bytes=10-19' }, '', 'Bytes 10–19'],
    ['GET', '/exchange/alex/Inbox/None.EML', {}, '', 'Not there'],
    ['PUT', '/exchange/alex/Drafts/n.EML', {}, MAIL, 'Stored, 48 bytes'],
    ['PUT', '/exchange/alex/None/n.EML', {}, MAIL, 'Not stored'],
    ['DELETE', HELLO, {}, '', 'Deleted'],
    ['MKCOL', '/exchange/alex/New/', {}, '', 'Folder made'],
    ['PROPFIND', '/exchange/alex/Inbox/', { Depth: '0' }, propfindBody('D:href'), 'Intact, 2 messages'],
    ['GET', '/exchange/nobody/', {}, '', 'No such place'],
  ];
  for (const [method, path, headers, body, truth] of truths) {
    it(`${method} ${path}: ${truth}`, async () => {
      mock = await serverWith([message('Hello', { body: 'x'.repeat(6000) }), messageWithFiles('Files')]);
      await ask(mock, method, path, headers, body);
      expect(mock.journal.at(-1)?.truth).toBe(truth);
    });
  }

  it('before and after, sizes, client, clock and committed', async () => {
    mock = await serverWith([message('Hello')]);
    await mock.clock.advance(5000);
    const headers = { 'User-Agent': 'Retinue/1.2 (x)', 'Content-Type': 'message/rfc822' };
    await ask(mock, 'PUT', '/exchange/alex/Drafts/n.EML?x=1', headers, MAIL);
    expect(mock.journal[0]).toMatchObject({
      id: 1,
      at: NOW + 5000,
      mailbox: 'alex',
      method: 'PUT',
      path: '/exchange/alex/Drafts/n.EML?x=1',
      status: 201,
      requestBytes: MAIL.length,
      durationMs: 0,
      rule: null,
      step: null,
      committed: true,
      client: 'Retinue',
      before: { kind: 'missing', size: null, etag: null },
      after: { kind: 'item', size: MAIL.length },
    });
    await ask(mock, 'GET', '/exchange/alex/Drafts/n.EML');
    const read = mock.journal[1];
    expect(read?.before).toBe(read?.after);
    expect(read?.before?.etag).toBe(mock.journal[0]?.after?.etag);
  });

  it('what went over the wire, without secrets', async () => {
    mock = await serverWith([message('Hello')]);
    const body = propfindBody('D:href');
    const headers = { 'Content-Type': 'text/xml', Cookie: 'sessionid=secret', Depth: '0' };
    await ask(mock, 'PROPFIND', '/exchange/alex/Inbox/', headers, body);
    const record = mock.journal[0]?.wire;
    expect(record).toMatchObject({ requestText: body, requestType: 'text/xml', responseType: 'text/xml' });
    expect(record?.responseText).toMatch(/<a:multistatus .*<\/a:multistatus>$/s);
    expect(record?.requestHeaders).toContainEqual(['Authorization', 'Basic (redacted)']);
    expect(record?.requestHeaders).toContainEqual(['Cookie', '(redacted)']);
    expect(record?.responseHeaders).toContainEqual(['Date', new Date(NOW).toUTCString()]);
    const text = JSON.stringify(mock.journal);
    expect([text.includes(BASIC.slice(6)), text.includes('sessionid')]).toEqual([false, false]);
  });

  it('heads that are no request have their line', async () => {
    mock = await serverWith([]);
    await raw(mock.port, 'GARBAGE\r\n\r\n');
    expect(mock.journal).toMatchObject([{ status: 400, method: '', path: '', committed: false }]);
  });

  it('bytes of items and attachments reach the oracle', async () => {
    mock = await serverWith([message('Hello'), messageWithFiles('Files')]);
    const file = '/exchange/alex/Inbox/Files.EML/plan%20%C3%A4.pdf';
    for (const range of ['bytes=0-99', 'bytes=100-149']) await ask(mock, 'GET', file, { Range: range });
    await ask(mock, 'GET', HELLO);
    const items = mock.oracle().items;
    expect(items.find(({ href }) => href.endsWith(file))).toMatchObject({ bytesServed: 150, requests: 2 });
    expect(items.find(({ href }) => href.endsWith(HELLO))).toMatchObject({ requests: 1 });
  });

  it('answers that were cut are written down with what was sent', async () => {
    mock = await serverWith([message('Hello', { body: 'x'.repeat(9000) })], {
      rules: [{ step: 'mid-download', byte: 4000, what: { kind: 'half-close' } }],
    });
    await raw(mock.port, wire('GET', HELLO));
    expect(mock.journal[0]).toMatchObject({ status: 200, responseBytes: 4000 });
    expect(mock.journal[0]?.wire.responseText?.length).toBe(4000);
    expect(mock.oracle().items[0]?.bytesServed).toBe(4000);
  });
});

describe('the journal in memory', () => {
  const entry: Omit<JournalEntry, 'id' | 'wire'> = {
    at: NOW,
    mailbox: 'alex',
    method: 'GET',
    path: HELLO,
    status: 200,
    requestBytes: 0,
    responseBytes: 0,
    durationMs: 0,
    rule: null,
    committed: false,
    step: null,
    client: null,
    truth: '',
    before: null,
    after: null,
  };
  const wireOf = (body: Buffer) => ({
    host: 'h',
    requestHeaders: ['Host', 'h', 'Accept', '*/*'],
    responseHeaders: [['Server', 'IIS']] as const,
    requestBody: [],
    responseBody: body.length > 0 ? [body] : [],
  });

  it('the oldest lines go beyond 100,000, and numbers go on', () => {
    const journal = newJournal(undefined);
    for (let count = 0; count < 100_001; count++) journal.add(entry, wireOf(Buffer.alloc(0)));
    expect([journal.entries.length, journal.entries[0]?.id, journal.entries.at(-1)?.id]).toEqual([
      90_001, 10_001, 100_001,
    ]);
  });

  it('the oldest bodies go first', () => {
    const journal = newJournal(undefined);
    const body = Buffer.alloc(64 * 1024, 'a');
    for (let count = 0; count < 1000; count++) journal.add(entry, wireOf(body));
    const texts = journal.entries.map(({ wire: { responseText } }) => responseText !== null);
    expect(journal.entries).toHaveLength(1000);
    expect([texts[0], texts.at(-1)]).toEqual([false, true]);
    expect(texts.filter(Boolean).length).toBe((24 * 1024) / 64);
    journal.clear();
    journal.add(entry, wireOf(body));
    expect(journal.entries[0]).toMatchObject({ id: 1001, wire: { responseText: body.toString() } });
  });

  it('header lines are kept once, forms lose their password', () => {
    const pool = newHeaderPool();
    const [one, two] = [wireRecord(wireOf(Buffer.alloc(0)), pool), wireRecord(wireOf(Buffer.alloc(0)), pool)];
    expect(two.requestHeaders[1]).toBe(one.requestHeaders[1]);
    const form = {
      ...wireOf(Buffer.alloc(0)),
      requestBody: [Buffer.from('username=alex&password=se%26c&flags=4')],
    };
    expect(wireRecord(form, pool).requestText).toBe('username=alex&password=(redacted)&flags=4');
  });
});
