import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import type { PersonalityName } from '../../../electron/mock-exchange/personality/personality.ts';
import { message } from '../support/mail.ts';
import { ask, NOW, propfindBody, serverWith, texts, updateBody } from '../support/server.ts';

const INBOX = '/exchange/alex/Inbox';

const started: MockExchange[] = [];
afterEach(async () => {
  for (const mock of started.splice(0)) await mock.stop();
});

async function served(more: Partial<MockOptions> = {}): Promise<MockExchange> {
  // 2007 converts every message that is read, which takes its time: here a thousandth of it.
  const clock = { start: NOW, rate: 1000 };
  const mock = await serverWith([message('One + one'), message('50%41 off', { id: 2 })], { clock, ...more });
  started.push(mock);
  return mock;
}

describe('the request filter of IIS 7', () => {
  const PLUS = `${INBOX}/One%20+%20one.EML`;

  it.each<[PersonalityName, Partial<MockOptions>, number]>([
    ['2003', {}, 200],
    ['2007', {}, 404],
    ['2007', { settings: { AllowDoubleEscaping: true } }, 200],
    ['2003', { settings: { AllowDoubleEscaping: false } }, 404],
    ['rfc4918', {}, 200],
  ])('on %s with %o: + in a path gives %i', async (personality, more, status) => {
    const mock = await served({ personality, ...more });
    const reply = await ask(mock, 'GET', PLUS);
    expect(reply.status).toBe(status);
    if (status === 404) expect(reply.text).toContain('404.11');
  });

  it('means everything that decodes twice, but not the query', async () => {
    const mock = await served({ personality: '2007' });
    for (const name of ['One%20%2B%20one.EML', '50%2541%20off.EML'])
      expect((await ask(mock, 'GET', `${INBOX}/${name}`)).text).toContain('404.11');
    expect((await ask(mock, 'GET', `${INBOX}/?a=b+c`)).status).toBe(200);
  });

  it('leaves the permanent URL as a way around it', async () => {
    const mock = await served({ personality: '2007' });
    const listed = await ask(mock, 'PROPFIND', `${INBOX}/`, { Depth: '1' }, propfindBody('e:permanenturl'));
    const url = texts(listed.text, 'permanenturl').at(-1) ?? '';
    expect((await ask(mock, 'GET', new URL(url).pathname)).status).toBe(200);
  });
});

describe('sizes', () => {
  const put = (mock: MockExchange, bytes: number, headers: Readonly<Record<string, string>> = {}) =>
    ask(mock, 'PUT', `${INBOX}/big.EML`, headers, Buffer.alloc(bytes, 'x'));

  it.each<[PersonalityName, number, RegExp]>([
    ['2003', 413, /larger than 1000 bytes/],
    ['2007', 404, /404\.13/],
  ])('%s answers %i to a body over the limit', async (personality, status, words) => {
    const mock = await served({ personality, settings: { maxAllowedContentLength: 1000 } });
    for (const framing of [{}, { 'Transfer-Encoding': 'chunked' }]) {
      const reply = await put(mock, 1001, framing);
      expect(reply.status).toBe(status);
      expect(reply.text).toMatch(words);
    }
    expect((await put(mock, 1000)).status).toBe(201);
  });

  it('is told before sign-in and before the body', async () => {
    const mock = await served({ personality: '2007' });
    const headers = { Authorization: '', 'Content-Length': '30000001', Expect: '100-continue' };
    expect((await put(mock, 0, headers).catch((error: unknown) => error)) as object).toMatchObject({
      status: 404,
    });
  });
});

it('verbs that a filter takes away end in 404, whoever asks', async () => {
  const mock = await served({ settings: { DeniedVerbs: ['search', 'BPROPFIND'] } });
  for (const verb of ['SEARCH', 'BPROPFIND'])
    expect((await ask(mock, verb, `${INBOX}/`, { Authorization: '' })).status).toBe(404);
  expect((await ask(mock, 'PROPFIND', `${INBOX}/`, { Depth: '0' })).status).toBe(207);
});

it('hrefs can name another host, and both names work as a destination', async () => {
  const mock = await served({ settings: { ForeignHostInHrefs: 'backend.example.local' } });
  const listed = await ask(mock, 'PROPFIND', `${INBOX}/`, { Depth: '1' }, propfindBody('D:displayname'));
  const hrefs = texts(listed.text, 'href');
  expect(hrefs.length).toBeGreaterThan(2);
  for (const href of hrefs) expect(href).toMatch(/^http:\/\/backend\.example\.local\/exchange\/alex\//);
  for (const host of ['backend.example.local', `127.0.0.1:${mock.port}`]) {
    const Destination = `http://${host}/exchange/alex/Drafts/${host.length}.EML`;
    const copied = await ask(mock, 'COPY', `${INBOX}/One%20+%20one.EML`, { Destination });
    expect(copied.status).toBe(201);
  }
  const elsewhere = { Destination: 'http://other.example/exchange/alex/Drafts/x.EML' };
  expect((await ask(mock, 'COPY', `${INBOX}/One%20+%20one.EML`, elsewhere)).status).toBe(502);
});

describe('the banner', () => {
  it.each<[PersonalityName, string, string | undefined]>([
    ['2000', 'Microsoft-IIS/5.0', '6.0.6249'],
    ['2003', 'Microsoft-IIS/6.0', '6.5.7638'],
    ['2007', 'Microsoft-IIS/7.0', '08.01.10240'],
    ['rfc4918', 'WebDAV', undefined],
  ])('of %s is %s %s', async (personality, server, storage) => {
    const mock = await served({ personality });
    const { headers } = await ask(mock, 'OPTIONS', '/exchange/alex/');
    expect([headers['server'], headers['ms-webstorage']]).toEqual([server, storage]);
    const missing = await ask(mock, 'PROPFIND', '/exchange/nobody/');
    expect([missing.status, missing.headers['ms-webstorage']]).toEqual([404, storage]);
  });
});

describe('control characters in property values', () => {
  const body = updateBody('<h:subject>a&#x1;b\u0007c&#31;</h:subject>');
  const write = (mock: MockExchange, update = body) =>
    ask(mock, 'PROPPATCH', `${INBOX}/note.EML`, { 'Content-Type': 'text/xml' }, update);

  it.each<[PersonalityName, number]>([
    ['2000', 207],
    ['2003', 207],
    ['2007', 400],
    ['rfc4918', 400],
  ])('%s answers %i', async (personality, status) => {
    expect((await write(await served({ personality }))).status).toBe(status);
  });

  it('are written as references where the setting says so, and replaced where it does not', async () => {
    const mock = await served();
    await write(mock);
    const read = () => ask(mock, 'PROPFIND', `${INBOX}/note.EML`, { Depth: '0' }, propfindBody('h:subject'));
    expect(texts((await read()).text, 'subject')).toEqual(['a\uFFFDb\uFFFDc\uFFFD']);
    mock.settings.change({ IllegalXmlCharacters: true });
    expect((await read()).text).toMatch(/>a&#x0*1;b&#x0*7;c&#x0*1f;</i);
  });

  it('of no kind stop a document that is none: NUL and halves of pairs end in 400', async () => {
    const mock = await served();
    for (const text of ['&#0;', '&#xD800;', '\u0000'])
      expect((await write(mock, updateBody(`<h:subject>${text}</h:subject>`))).status).toBe(400);
  });
});
