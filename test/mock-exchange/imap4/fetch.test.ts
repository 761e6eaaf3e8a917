import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { content, message } from '../support/mail.ts';
import { serverWith } from '../support/server.ts';
import { type ImapClient, literals, selected } from './support.ts';

const INNER =
  'From: "Inner, Ann" <inner@example.com>\r\nSubject: Inside\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n\r\ninner text\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>inner</p>\r\n--in--\r\n';
const RAW = [
  'From: Ada Byron <ada@example.com>',
  'To: Team: bo@example.com, "Cy \\"C\\"" <cy@example.com>;',
  'Subject: =?utf-8?Q?Sj=C3=B8kart?= and',
  ' a second line',
  'Date: Mon, 02 Nov 2026 10:00:00 +0000',
  'Message-ID: <parts@example.com>',
  'Content-Type: multipart/mixed; boundary="outer b"',
  '',
  'Preamble',
  '--outer b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Disposition: inline',
  '',
  'first part',
  'two lines',
  '--outer b',
  'Content-Type: application/pdf; name="plan.pdf"',
  'Content-Transfer-Encoding: base64',
  'Content-ID: <pdf@example.com>',
  'Content-Disposition: attachment; filename="plan.pdf"',
  '',
  'JVBERi0=',
  '--outer b',
  'Content-Type: message/rfc822',
  '',
  `${INNER}--outer b--`,
  'Epilogue',
  '',
].join('\r\n');

const PARTS: NewMessage = { content: content(RAW), received: Date.UTC(2026, 10, 3, 9, 8, 7), read: true };
const PLAIN = message('Plain', { id: 2, body: 'Hello there.\r\nÆøå\r\n', flagged: true });
const BROKEN: NewMessage = {
  content: content(
    'Subject: Broken\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno boundary at all\r\n',
  ),
  received: Date.UTC(2026, 10, 5),
  read: false,
};

let mock: MockExchange;
let client: ImapClient;
beforeAll(async () => {
  mock = await serverWith([PARTS, PLAIN, BROKEN], { imap4: {} });
  client = await selected(mock);
});
afterAll(async () => {
  client.line.close();
  await mock.stop();
});

const section = async (name: string, number = 1) =>
  literals(await client.run(`FETCH ${number} BODY.PEEK[${name}]`))[0];

describe('FETCH', () => {
  it('gives the message byte for byte, whole and in parts', async () => {
    const bytes = PLAIN.content.bytes().toString('latin1');
    expect(await section('', 2)).toBe(bytes);
    expect(literals(await client.run('FETCH 2 RFC822'))).toEqual([bytes]);
    const end = bytes.indexOf('\r\n\r\n') + 4;
    expect(literals(await client.run('UID FETCH 2 (RFC822.HEADER RFC822.TEXT RFC822.SIZE)'))).toEqual([
      bytes.slice(0, end),
      bytes.slice(end),
    ]);
    const partial = await client.run('FETCH 2 BODY[TEXT]<6.5>');
    expect(partial).toContain('BODY[TEXT]<6> {5}\r\nthere)');
    expect(await client.run('FETCH 2 BODY[]<999999.10>')).toContain('BODY[]<999999> {0}\r\n)');
    expect(await client.run('FETCH 2 RFC822.SIZE')).toContain(`RFC822.SIZE ${bytes.length})`);
  });

  it('finds parts by number, with their headers', async () => {
    expect(await section('HEADER')).toBe(RAW.slice(0, RAW.indexOf('Preamble')));
    expect(await section('TEXT')).toBe(RAW.slice(RAW.indexOf('Preamble')));
    expect(await section('1')).toBe('first part\r\ntwo lines');
    expect(await section('1.MIME')).toBe(
      'Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n\r\n',
    );
    expect(await section('2')).toBe('JVBERi0=');
    expect(await section('3')).toBe(INNER.slice(0, -2));
    expect(await section('3.HEADER')).toBe(INNER.slice(0, INNER.indexOf('--in')));
    expect(await section('3.HEADER.FIELDS (SUBJECT)')).toBe('Subject: Inside\r\n\r\n');
    expect(await section('3.TEXT')).toBe(INNER.slice(INNER.indexOf('--in'), -2));
    expect(await section('3.1')).toBe('inner text');
    expect(await section('3.2')).toBe('<p>inner</p>');
    expect(await section('1', 2)).toBe(
      'Hello there.\r\nÆøå\r\n'.replace(/[Æøå]/g, (c) => Buffer.from(c).toString('latin1')),
    );
    for (const absent of ['4', '1.1', '2.HEADER', '3.3', '3.1.1']) {
      expect(await client.run(`FETCH 1 BODY[${absent}]`)).toContain(`BODY[${absent}] NIL)`);
    }
  });

  it('picks header fields, folded ones whole', async () => {
    expect(await section('HEADER.FIELDS (subject DATE "X-None")')).toBe(
      'Subject: =?utf-8?Q?Sj=C3=B8kart?= and\r\n a second line\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n\r\n',
    );
    expect(await section('HEADER.FIELDS.NOT (From To Subject Date Content-Type)')).toBe(
      'Message-ID: <parts@example.com>\r\n\r\n',
    );
  });

  it('describes envelope and structure', async () => {
    const answer = await client.run('FETCH 1 (ENVELOPE BODY INTERNALDATE FLAGS)');
    expect(answer).toContain(
      'ENVELOPE ("Mon, 02 Nov 2026 10:00:00 +0000" "=?utf-8?Q?Sj=C3=B8kart?= and a second line" ' +
        '(("Ada Byron" NIL "ada" "example.com")) (("Ada Byron" NIL "ada" "example.com")) ' +
        '(("Ada Byron" NIL "ada" "example.com")) ((NIL NIL "Team" NIL)(NIL NIL "bo" "example.com")' +
        '("Cy \\"C\\"" NIL "cy" "example.com")(NIL NIL NIL NIL)) NIL NIL NIL "<parts@example.com>")',
    );
    expect(answer).toContain('INTERNALDATE " 3-Nov-2026 09:08:07 +0000"');
    expect(answer).toContain('FLAGS (\\Seen)');
    const inner =
      '("TEXT" "PLAIN" NIL NIL NIL "7BIT" 10 0)("TEXT" "HTML" NIL NIL NIL "7BIT" 12 0) "ALTERNATIVE"';
    expect(answer).toContain(
      'BODY (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 21 1)' +
        '("APPLICATION" "PDF" ("NAME" "plan.pdf") "<pdf@example.com>" NIL "BASE64" 8)' +
        `("MESSAGE" "RFC822" NIL NIL NIL "7BIT" ${INNER.length - 2} ` +
        '(NIL "Inside" (("Inner, Ann" NIL "inner" "example.com")) (("Inner, Ann" NIL "inner" "example.com")) ' +
        `(("Inner, Ann" NIL "inner" "example.com")) NIL NIL NIL NIL NIL) (${inner}) 11) "MIXED")`,
    );
    expect(await client.run('FETCH 1 BODYSTRUCTURE')).toContain(
      'NIL ("ATTACHMENT" ("FILENAME" "plan.pdf")) NIL NIL)',
    );
    expect(await client.run('FETCH 3 BODY')).toContain('BODY ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 20 1)');
    expect(await section('1', 3)).toBe('no boundary at all\r\n');
  });

  it('knows the macros and several messages, and marks nothing as read', async () => {
    expect(await client.run('FETCH 1:* FAST')).toMatch(
      /^\* 1 FETCH \(FLAGS .*\r\n\* 2 FETCH \(FLAGS \(\\Flagged\) INTERNALDATE .* RFC822\.SIZE \d+\)\r\n\* 3 FETCH .*\r\nt\d+ OK/,
    );
    expect(await client.run('FETCH * ALL')).toMatch(
      /^\* 3 FETCH \(FLAGS \(\) .*ENVELOPE .*RFC822\.SIZE \d+\)\r\nt/,
    );
    expect(await client.run('UID FETCH 9,2,1:2 (UID)')).toMatch(
      /^\* 1 FETCH \(UID 1\)\r\n\* 2 FETCH \(UID 2\)\r\nt/,
    );
    await client.run('FETCH 2 BODY[]');
    expect(mock.folders('alex').find(({ path }) => path === 'Inbox')).toMatchObject({ unread: 2 });
  });

  it.each([
    'FETCH',
    'FETCH 0 UID',
    'FETCH 1',
    'FETCH 1 (UID',
    'FETCH 1 BODY[',
    'FETCH 1 BODY[MIME]',
    'FETCH 1 BODY[0]',
    'FETCH 1 BODY[]<1.0>',
    'FETCH a UID',
    'FETCH 1 NONE',
    'FETCH 1 UID x',
    'UID',
    'UID FLY 1',
  ])('cannot read %s', async (command) => {
    expect(await client.run(command)).toMatch(/^t\d+ BAD .+\.\r\n$/);
    await client.run('NOOP');
  });
});

describe('SEARCH', () => {
  it.each([
    ['ALL', '1 2 3'],
    ['UNSEEN', '2 3'],
    ['FLAGGED', '2'],
    ['NOT SEEN UNFLAGGED', '3'],
    ['OR SEEN FLAGGED', '1 2'],
    ['SUBJECT "plain"', '2'],
    ['FROM ada@', '1 2'],
    ['TO cy@example.com', '1'],
    ['HEADER Message-ID parts@', '1'],
    ['HEADER Subject ""', '1 2 3'],
    ['BODY "hello"', '2'],
    ['CHARSET UTF-8 TEXT {6+}\r\nÆøå', '2'],
    ['SINCE 3-Nov-2026', '1 3'],
    ['BEFORE 3-Nov-2026', '2'],
    ['ON "5-Nov-2026"', '3'],
    ['SENTON 2-Nov-2026', '1 2'],
    ['LARGER 500', '1'],
    ['SMALLER 200 ALL', '3'],
    ['2:3 UID 1:2', '2'],
    ['(OR (1) (3)) NOT (UID 3)', '1'],
    ['KEYWORD $Junk', ''],
    ['UNKEYWORD $Junk RECENT', ''],
  ])('%s finds %s', async (keys, found) => {
    const text = Buffer.from(keys).toString('latin1');
    expect(await client.run(`SEARCH ${text}`)).toMatch(
      new RegExp(`^\\* SEARCH${found === '' ? '' : ` ${found}`}\r\n`),
    );
  });

  it('refuses what it cannot read', async () => {
    expect(await client.run('UID SEARCH CHARSET koi8-r ALL')).toMatch(/NO \[BADCHARSET/);
    expect(await client.run('SEARCH SINCE 31-Feb-2026')).toMatch(/BAD SINCE takes a date/);
    expect(await client.run('SEARCH SMELL good')).toMatch(/BAD SEARCH has no key SMELL/);
    expect(await client.run(`SEARCH ${'NOT '.repeat(5000)}ALL`)).toMatch(/BAD .*too deep/);
    expect(await client.run(`SEARCH ${'('.repeat(9000)}`)).toMatch(/BAD .*too deep/);
  });
});
