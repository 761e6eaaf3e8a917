import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../electron/mock-exchange/api.ts';
import { readXml } from '../../electron/mock-exchange/xml/read.ts';
import { content, message, messageWithFiles } from './support/mail.ts';
import { ask, propfindBody, serverWith, texts } from './support/server.ts';

const INBOX = '/exchange/alex/Inbox';
let mock: MockExchange;
beforeAll(async () => {
  const odd = 'Angebot: 50% & <b>"Köln"</b> #1 / a\\b? ~ 🚢';
  const control = {
    ...message('x'),
    content: content('Subject: x\r\n\r\n', { subject: 'bell \u0007 half \ud83d end' }),
  };
  mock = await serverWith(
    [
      message('Hello'),
      message('Hello', { id: 2, read: true }),
      message(''),
      messageWithFiles('Files'),
      message(odd, { id: 5 }),
      control,
    ],
    {
      folders: [
        { name: 'Projects', messages: [], folders: [{ name: 'Pier & Wall', messages: [message('Deep')] }] },
      ],
    },
  );
});
afterAll(() => mock.stop());

describe('sign-in', () => {
  it('asks for Basic with 401 and the banner', async () => {
    const answer = await ask(mock, 'PROPFIND', '/exchange/alex/', { Authorization: '' });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="/);
    expect(answer.headers['ms-webstorage']).toBe('6.5.7638');
  });

  it.each(['alex', 'EXAMPLE\\alex', 'alex@example.com', 'ALEX'])('takes %s', async (user) => {
    const Authorization = `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`;
    expect((await ask(mock, 'OPTIONS', '/exchange/alex/', { Authorization })).status).toBe(200);
  });

  it.each(['alex:wrong', 'nobody:secret', 'alex', ':secret'])('refuses %s', async (pair) => {
    const Authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    expect((await ask(mock, 'OPTIONS', '/exchange/alex/', { Authorization })).status).toBe(401);
  });

  it('tells a missing mailbox from a server that is not Exchange by the banner', async () => {
    const missing = await ask(mock, 'PROPFIND', '/exchange/nobody/');
    const elsewhere = await ask(mock, 'PROPFIND', '/dav/');
    expect([missing.status, missing.headers['ms-webstorage']]).toEqual([404, '6.5.7638']);
    expect([elsewhere.status, elsewhere.headers['ms-webstorage']]).toEqual([404, undefined]);
  });
});

describe('OPTIONS', () => {
  it('says what can be done', async () => {
    const { status, headers } = await ask(mock, 'OPTIONS', `${INBOX}/`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'ms-author-via': 'DAV',
      dasl: '<DAV:sql>',
      'accept-ranges': 'rows',
      server: 'Microsoft-IIS/6.0',
    });
    expect(headers.allow).toContain('SEARCH');
    expect((await ask(mock, 'OPTIONS', `${INBOX}/Hello.EML`)).headers['accept-ranges']).toBe('bytes');
  });
});

describe('PROPFIND', () => {
  it('names the well-known folders and the submission URI as absolute URLs', async () => {
    const answer = await ask(
      mock,
      'PROPFIND',
      '/exchange/alex/',
      { Depth: '0' },
      propfindBody('h:inbox', 'h:sentitems', 'h:sendmsg', 'h:msgfolderroot'),
    );
    expect(answer.status).toBe(207);
    expect(answer.headers['content-type']).toBe('text/xml');
    expect(texts(answer.text, 'inbox')).toEqual([`${mock.origin}/exchange/alex/Inbox`]);
    expect(texts(answer.text, 'sentitems')).toEqual([`${mock.origin}/exchange/alex/Sent%20Items`]);
    expect(texts(answer.text, 'sendmsg')).toEqual([
      `${mock.origin}/exchange/alex/%23%23DavMailSubmissionURI%23%23/`,
    ]);
    const hidden = await ask(
      mock,
      'PROPFIND',
      '/exchange/alex/NON_IPM_SUBTREE',
      { Depth: '0' },
      propfindBody('h:inbox'),
    );
    expect(texts(hidden.text, 'inbox')).toEqual([`${mock.origin}/exchange/alex/Inbox`]);
  });

  it('writes status before prop, typed values with dt and missing ones as 404', async () => {
    const body = propfindBody('h:subject', 'h:read', 'h:datereceived', 'D:getcontentlength', 'h:nonsense');
    const { text } = await ask(mock, 'PROPFIND', `${INBOX}/Hello.EML`, { Depth: '0' }, body);
    expect(text).toContain('<a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop>');
    expect(text).toContain(':subject>Hello</');
    expect(text).toMatch(/:read b:dt="boolean">0</);
    expect(text).toMatch(/:datereceived b:dt="dateTime\.tz">2026-11-02T10:00:01\.000Z</);
    expect(text).toMatch(/:getcontentlength b:dt="int">\d+</);
    expect(text).toContain('<a:status>HTTP/1.1 404 Resource Not Found</a:status>');
    const brief = await ask(mock, 'PROPFIND', `${INBOX}/Hello.EML`, { Depth: '0', Brief: 't' }, body);
    expect(brief.text).not.toContain('404');
  });

  it.each([
    ['0', 1],
    ['1', 7],
    ['1,noroot', 6],
    ['infinity', 7],
  ])('Depth %s', async (depth, count) => {
    const { text } = await ask(mock, 'PROPFIND', INBOX, { Depth: depth }, propfindBody('D:displayname'));
    expect(texts(text, 'href').length).toBe(count);
    expect(readXml(Buffer.from(text)).name).toBe('multistatus');
  });

  it('takes a missing Depth for infinity, refuses a strange one and never lists the hidden subtree', async () => {
    const { text } = await ask(mock, 'PROPFIND', '/exchange/alex/', {}, propfindBody('D:displayname'));
    expect(texts(text, 'displayname')).toEqual(expect.arrayContaining(['Pier &amp; Wall', 'Deep.EML']));
    expect(text).not.toContain('NON_IPM_SUBTREE');
    expect((await ask(mock, 'PROPFIND', INBOX, { Depth: '2' })).status).toBe(400);
  });

  it('gives a default set for an empty body, everything for the nested allprop, and names', async () => {
    const plain = await ask(mock, 'PROPFIND', `${INBOX}/Hello.EML`, { Depth: '0' });
    expect(plain.text).not.toContain('textdescription');
    const full = await ask(
      mock,
      'PROPFIND',
      `${INBOX}/Hello.EML`,
      { Depth: '0' },
      '<D:propfind xmlns:D="DAV:"><D:allprop><E:allprop xmlns:E="http://schemas.microsoft.com/exchange/"/></D:allprop></D:propfind>',
    );
    expect(full.text).toContain('textdescription');
    expect(full.text).toContain('message-id');
    const names = await ask(
      mock,
      'PROPFIND',
      `${INBOX}/Hello.EML`,
      { Depth: '0' },
      '<propfind xmlns="DAV:"><propname/></propfind>',
    );
    expect(names.text).toMatch(/<\w:subject\/>/);
  });

  it('reads headers verbatim, decoded and as a block, and one value by several names', async () => {
    const { text } = await ask(
      mock,
      'PROPFIND',
      `${INBOX}/Hello.EML`,
      { Depth: '0' },
      propfindBody(
        'm:message-id',
        'h:from',
        'h:fromemail',
        'h:fromname',
        'h:displayto',
        'p:x0037001E',
        'p:x007d001f',
        'p:x10f3001f',
      ),
    );
    expect(texts(text, 'message-id')).toEqual(['&lt;1@example.com&gt;']);
    expect(texts(text, 'from')).toEqual(['"Ada Byron" &lt;ada@example.com&gt;']);
    expect(texts(text, 'fromemail')).toEqual(['ada@example.com']);
    expect(texts(text, 'fromname')).toEqual(['Ada Byron']);
    expect(texts(text, 'displayto')).toEqual(['Alex; Bo, Jr.']);
    expect(texts(text, 'x0037001E')).toEqual(['Hello']);
    expect(texts(text, 'x007d001f')[0]).toContain('Message-ID: &lt;1@example.com&gt;');
  });

  it('counts a folder', async () => {
    const { text } = await ask(
      mock,
      'PROPFIND',
      INBOX,
      { Depth: '0' },
      propfindBody(
        'D:visiblecount',
        'D:objectcount',
        'h:unreadcount',
        'D:hassubs',
        'e:outlookfolderclass',
        'p:x670b0003',
      ),
    );
    expect(texts(text, 'visiblecount')).toEqual(['6']);
    expect(texts(text, 'unreadcount')).toEqual(['4']);
    expect(texts(text, 'hassubs')).toEqual(['0']);
    expect(texts(text, 'outlookfolderclass')).toEqual(['IPF.Note']);
    expect(texts(text, 'x670b0003')).toEqual(['0']);
  });

  it('refuses a DTD, broken XML, depth without end and a foreign root with 400', async () => {
    const bodies = [
      '<!DOCTYPE x [<!ENTITY a "b">]><propfind xmlns="DAV:"><allprop/></propfind>',
      '<propfind xmlns="DAV:"><allprop></propfind>',
      '<x:propfind><x:allprop/></x:propfind>',
      `<propfind xmlns="DAV:">${'<a>'.repeat(500)}${'</a>'.repeat(500)}</propfind>`,
      '<other xmlns="DAV:"/>',
      'not xml',
    ];
    for (const body of bodies)
      expect((await ask(mock, 'PROPFIND', INBOX, { Depth: '0' }, body)).status).toBe(400);
    expect((await ask(mock, 'PROPFIND', INBOX, { Depth: '0' }, Buffer.from([0x3c, 0xff, 0xfe]))).status).toBe(
      400,
    );
  });
});

describe('names and permanent URLs', () => {
  it('names items by subject, numbers duplicates, escapes in two layers', async () => {
    const { text } = await ask(mock, 'PROPFIND', INBOX, { Depth: '1,noroot' }, propfindBody('D:displayname'));
    const names = texts(text, 'href').map((href) => href.slice(href.lastIndexOf('/') + 1));
    expect(names).toEqual(
      expect.arrayContaining(['Hello.EML', 'Hello-2.EML', 'No%20Subject.EML', 'Files.EML']),
    );
    expect(names).toContain(
      'Angebot:%2050%25%20%26%20%3Cb%3E%22K%C3%B6ln%22%3C_xF8FF_b%3E%20%231%20_xF8FF_%20a_xF8FE_b_x003F_%20_x007E_%20%F0%9F%9A%A2.EML',
    );
    for (const name of names)
      expect((await ask(mock, 'GET', `${INBOX}/${name}`, { Translate: 'f' })).status).toBe(200);
  });

  it('writes what XML cannot hold as U+FFFD', async () => {
    const { text } = await ask(mock, 'PROPFIND', INBOX, { Depth: '1,noroot' }, propfindBody('h:subject'));
    expect(texts(text, 'subject')).toContain('bell \ufffd half \ufffd end');
  });

  it('reaches every item by its permanent URL', async () => {
    const { text } = await ask(mock, 'PROPFIND', INBOX, { Depth: '1' }, propfindBody('e:permanenturl'));
    const urls = texts(text, 'permanenturl');
    expect(new Set(urls).size).toBe(7);
    for (const url of urls) {
      expect(url).toMatch(
        /\/exchange\/alex\/-FlatUrlSpace-\/[0-9a-f]{32}-[0-9a-f]+(\/[0-9a-f]{32}-[0-9a-f]+)?$/,
      );
      const found = await ask(
        mock,
        'PROPFIND',
        new URL(url).pathname,
        { Depth: '0' },
        propfindBody('e:permanenturl'),
      );
      expect(texts(found.text, 'permanenturl')).toEqual([url]);
      expect(texts(found.text, 'href')).toEqual([url]);
    }
  });
});

describe('GET and HEAD', () => {
  const url = `${INBOX}/Hello.EML`;
  it('gives the MIME stream with its validators', async () => {
    const { status, headers, text } = await ask(mock, 'GET', url, { Translate: 'f' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'message/rfc822', 'accept-ranges': 'bytes' });
    expect(text).toMatch(/^From: "Ada Byron"[\s\S]*Hello there\.\r\n$/);
    const head = await ask(mock, 'HEAD', url);
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([
      200,
      0,
      headers['content-length'],
    ]);
    expect((await ask(mock, 'GET', url, { 'If-None-Match': String(headers.etag) })).status).toBe(304);
    expect(
      (await ask(mock, 'GET', url, { 'If-Modified-Since': String(headers['last-modified']) })).status,
    ).toBe(304);
  });

  it('gives ranges, several at once, and refuses one beyond the end', async () => {
    const whole = await ask(mock, 'GET', url);
    const size = whole.bytes.length;
    const part = await ask(mock, 'GET', url, { Range: 'bytes=5-9' });
    expect([part.status, part.headers['content-range'], part.text]).toEqual([
      206,
      `bytes 5-9/${size}`,
      whole.text.slice(5, 10),
    ]);
    expect((await ask(mock, 'GET', url, { Range: 'bytes=-4' })).text).toBe(whole.text.slice(-4));
    const both = await ask(mock, 'GET', url, { Range: 'bytes=0-1,-2' });
    expect(both.headers['content-type']).toMatch(/^multipart\/byteranges; boundary=/);
    expect(both.text).toContain(`Content-Range: bytes 0-1/${size}\r\n\r\nFr\r\n`);
    const beyond = await ask(mock, 'GET', url, { Range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`]);
    expect((await ask(mock, 'GET', url, { Range: 'bytes=9-5' })).status).toBe(200);
    expect((await ask(mock, 'GET', url, { Range: 'bytes=0-1', 'If-Range': '"other"' })).status).toBe(200);
    expect(
      (await ask(mock, 'GET', url, { Range: 'bytes=0-1', 'If-Range': String(whole.headers.etag) })).status,
    ).toBe(206);
  });

  it('shows a folder as a page with the BASE line, and has no stream of it', async () => {
    const page = await ask(mock, 'GET', '/exchange/');
    expect(page.text).toContain(`<BASE href="${mock.origin}/exchange/alex/">`);
    expect((await ask(mock, 'GET', `${INBOX}/`)).headers['content-type']).toMatch(/^text\/html/);
    expect((await ask(mock, 'GET', `${INBOX}/`, { Translate: 'f' })).status).toBe(403);
  });

  it.each([
    '/exchange/alex/Inbox/%2e%2e/x',
    '/exchange/alex/a%2Fb',
    '/exchange/alex/%ff',
    '/exchange/alex/a%00',
  ])('refuses %s', async (path) => {
    expect((await ask(mock, 'GET', path)).status).toBe(400);
  });
});

describe('X-MS-ENUMATTS', () => {
  it('lists attachments, whose URLs give bytes with ranges', async () => {
    const { status, text } = await ask(mock, 'X-MS-ENUMATTS', `${INBOX}/Files.EML/`);
    expect(status).toBe(207);
    expect(texts(text, 'attachmentfilename')).toEqual(['plan ä.pdf', 'plan ä.pdf']);
    expect(texts(text, 'x0e200003')).toEqual(['1000', '2000']);
    const [first = '', second = ''] = texts(text, 'href').map((href) => new URL(href).pathname);
    expect((await ask(mock, 'GET', first)).bytes.length).toBe(1000);
    const part = await ask(mock, 'GET', second, { Range: 'bytes=1990-' });
    expect([part.status, part.bytes.length, part.headers['content-type']]).toEqual([
      206,
      10,
      'application/pdf',
    ]);
    expect((await ask(mock, 'PROPFIND', first, { Depth: '0' })).status).toBe(207);
    expect((await ask(mock, 'DELETE', first)).status).toBe(403);
  });

  it('is empty for a message without, and nothing for a folder', async () => {
    expect((await ask(mock, 'X-MS-ENUMATTS', `${INBOX}/Hello.EML`)).text).not.toContain('<a:response>');
    expect((await ask(mock, 'X-MS-ENUMATTS', INBOX)).status).toBe(405);
  });
});
