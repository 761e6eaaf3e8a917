import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { AttachmentPart, NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { content, message, messageWithFiles } from '../support/mail.ts';
import { ask, propfindBody, searchBody, serverWith, texts, updateBody } from '../support/server.ts';
import { INBOX, PROJECTS, responses } from './support.ts';

const NESTED = [
  'From: ada@example.com',
  'Subject: Nested',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed;',
  ' boundary="outer=1"',
  '',
  'Preamble with --outer=1 inside of a line.',
  '--outer=1',
  'Content-Type: multipart/alternative; boundary=inner',
  '',
  '--inner',
  'Content-Type: text/plain',
  '',
  'Secret words.',
  '-- ',
  'A signature.',
  '--inner',
  '',
  'A part without a header.',
  '--inner--',
  '--outer=1',
  'Content-Type: message/rfc822',
  '',
  'Subject: Forwarded',
  '',
  'Forwarded words.',
  '--outer=1--',
  '',
].join('\r\n');

function part(name: string, mimeType: string, more: Partial<AttachmentPart> = {}): AttachmentPart {
  const bytes = Buffer.from(name);
  return { name, mimeType, contentId: null, inline: false, size: bytes.length, bytes: () => bytes, ...more };
}

function withParts(
  subject: string,
  contentType: string,
  parts: readonly AttachmentPart[],
  more: Partial<NewMessage> = {},
): NewMessage {
  const raw = `From: ada@example.com\r\nSubject: ${subject}\r\nContent-Type: ${contentType}\r\n\r\nBody\r\n`;
  return { content: content(raw, { contentType }, parts), received: 0, read: true, ...more };
}

let mock: MockExchange;
const PICTURE = part('logo.png', 'image/png', { contentId: 'logo@1', inline: true });
beforeEach(async () => {
  mock = await serverWith(
    [
      message('Plain'),
      { content: content(NESTED), received: 0, read: true },
      { content: content(NESTED.replace('Nested', 'Moved')), received: 0, read: true, mapiOnly: true },
      messageWithFiles('Files'),
      withParts('Mime', 'multipart/mixed', [
        PICTURE,
        part('fwd.eml', 'message/rfc822'),
        part('no extension', 'text/plain'),
      ]),
      withParts('Native', 'multipart/mixed', [PICTURE], { mapiOnly: true }),
      withParts('Signed', 'multipart/signed', [part('smime.p7s', 'application/pkcs7-signature')]),
      withParts('Secret', 'application/pkcs7-mime', [part('smime.p7m', 'application/pkcs7-mime')]),
    ],
    { folders: [{ name: 'Projects', messages: [] }] },
  );
});
afterEach(() => mock.stop());

describe('PR_TRANSPORT_MESSAGE_HEADERS', () => {
  const headers = async (path: string) => {
    const { text } = await ask(mock, 'PROPFIND', path, { Depth: '0' }, propfindBody('p:x007d001f'));
    return text.includes('404 Resource') ? null : (texts(text, 'x007d001f')[0] ?? '').replace(/\r/g, '');
  };

  it('holds the header block, and below it the MIME skeleton without any content', async () => {
    const found = await headers(`${INBOX}Nested.EML`);
    expect(found?.split('\n').filter((line) => line !== '')).toEqual([
      ...NESTED.split('\r\n').slice(0, 5),
      '--outer=1',
      'Content-Type: multipart/alternative; boundary=inner',
      '--inner',
      'Content-Type: text/plain',
      '--inner',
      '--inner--',
      '--outer=1',
      'Content-Type: message/rfc822',
      '--outer=1--',
    ]);
    const sql =
      'SELECT "http://schemas.microsoft.com/mapi/proptag/x007d001f" FROM "" WHERE "urn:schemas:httpmail:subject" = \'Nested\'';
    expect((await ask(mock, 'SEARCH', INBOX, {}, searchBody(sql))).text).toContain('--inner--');
  });

  it('is the header block alone for plain mail, and absent without a stream', async () => {
    expect((await headers(`${INBOX}Plain.EML`))?.trimEnd().split('\n').at(-1)).toBe(
      'Message-ID: &lt;1@example.com&gt;',
    );
    expect(await headers(`${INBOX}Moved.EML`)).toBeNull();
    await ask(mock, 'PROPPATCH', `${INBOX}Draft.EML`, {}, updateBody('<h:subject>Draft</h:subject>'));
    expect(await headers(`${INBOX}Draft.EML`)).toBeNull();
  });
});

describe('X-MS-ENUMATTS', () => {
  const TAGS = [
    'cn',
    'x3703001f',
    'x3704001f',
    'x37050003',
    'attachmentfilename',
    'x370b0003',
    'x370e001f',
    'x3712001f',
    'x37140003',
    'x3716001f',
    'x0e200003',
    'x0e210003',
  ];
  const rows = async (name: string) =>
    responses(await ask(mock, 'X-MS-ENUMATTS', `${INBOX}${name}.EML/`)).map((each) =>
      TAGS.map((tag) => texts(each, tag)[0] ?? '-').join(' '),
    );

  it('tells what Exchange tells of MIME, native, encrypted and signed messages', async () => {
    expect(await rows('Mime')).toEqual([
      'logo.png .png LOGO.PNG 1 logo.png -1 image/png logo@1 - - 8 0',
      'fwd.eml .eml FWD.EML 5 fwd.eml -1 message/rfc822 - - - 7 1',
      'no extension - NOEXTE~3 1 no extension -1 text/plain - - - 12 2',
    ]);
    expect(await rows('Native')).toEqual(['logo.png .png LOGO.PNG 1 logo.png -1 - - 4 - 8 0']);
    expect(await rows('Secret')).toEqual([
      'smime.p7m - SMIME.P7M 1 smime.p7m -1 application/pkcs7-mime - - attachment 9 0',
    ]);
    expect(await rows('Signed')).toEqual([
      'smime.p7s - SMIME.P7S - smime.p7s - application/pkcs7-signature - - attachment - -',
    ]);
  });

  it('gives every file an address of its own that GET understands, by name and by permanent URL', async () => {
    const permanent =
      texts(
        (await ask(mock, 'PROPFIND', `${INBOX}Files.EML`, { Depth: '0' }, propfindBody('e:permanenturl')))
          .text,
        'permanenturl',
      )[0] ?? '';
    for (const path of [`${INBOX}Files.EML`, new URL(permanent).pathname]) {
      const { text } = await ask(mock, 'X-MS-ENUMATTS', path);
      const hrefs = texts(text, 'href');
      expect(new Set(hrefs).size).toBe(2);
      const sizes = await Promise.all(
        hrefs.map(async (href) => (await ask(mock, 'GET', new URL(href).pathname)).bytes.length),
      );
      expect(sizes).toEqual([1000, 2000]);
    }
  });

  it('is empty without attachments, and an error on folders and on nothing', async () => {
    const { status, text } = await ask(mock, 'X-MS-ENUMATTS', `${INBOX}Plain.EML`);
    expect([status, text.includes('response')]).toEqual([207, false]);
    expect((await ask(mock, 'X-MS-ENUMATTS', INBOX)).status).toBe(405);
    expect((await ask(mock, 'X-MS-ENUMATTS', `${INBOX}None.EML`)).status).toBe(404);
  });
});

describe('POST to a folder', () => {
  const post = (path: string, type = 'message/rfc822') =>
    ask(mock, 'POST', path, { 'Content-Type': type }, 'Subject: Plain\r\n\r\nPosted\r\n');

  it('makes an unsent message under a name of the server', async () => {
    const { status, headers } = await post(INBOX);
    expect([status, headers['location']]).toEqual([201, `${mock.origin}${INBOX}Plain-2.EML`]);
    expect(headers['repl-uid']).toMatch(/^<rid:/);
    const { text } = await ask(
      mock,
      'PROPFIND',
      `${INBOX}Plain-2.EML`,
      { Depth: '0' },
      propfindBody('p:x0e070003'),
    );
    expect(Number(texts(text, 'x0e070003')[0]) & 0x8).toBe(8);
    expect((await ask(mock, 'GET', `${INBOX}Plain-2.EML`)).text).toContain('Posted');
    await ask(mock, 'PUT', `${INBOX}Plain-2.EML`, {}, 'Subject: Put\r\n\r\nPut\r\n');
    const after = await ask(
      mock,
      'PROPFIND',
      `${INBOX}Plain-2.EML`,
      { Depth: '0' },
      propfindBody('p:x0e070003'),
    );
    expect(Number(texts(after.text, 'x0e070003')[0]) & 0x8).toBe(8);
  });

  it('refuses other places and types', async () => {
    expect((await post('/exchange/alex/Nowhere/')).status).toBe(404);
    expect((await post(`${INBOX}Plain.EML`)).status).toBe(405);
    expect((await post(INBOX, 'application/x-www-form-urlencoded')).status).toBe(415);
  });
});

describe('permanent URLs', () => {
  it('serve every verb', async () => {
    const find = async (path: string) =>
      new URL(
        texts(
          (await ask(mock, 'PROPFIND', path, { Depth: '0' }, propfindBody('e:permanenturl'))).text,
          'permanenturl',
        )[0] ?? '',
      ).pathname;
    const [item, inbox, projects] = [
      await find(`${INBOX}Plain.EML`),
      await find(INBOX),
      await find(PROJECTS),
    ];
    expect((await ask(mock, 'GET', item)).status).toBe(200);
    expect((await ask(mock, 'PROPPATCH', item, {}, updateBody('<h:read>1</h:read>'))).status).toBe(207);
    expect((await ask(mock, 'COPY', item, { Destination: `${projects}/Copy.EML` })).status).toBe(201);
    expect((await ask(mock, 'PUT', item, {}, 'Subject: New\r\n\r\nNew\r\n')).status).toBe(200);
    const sql = `SELECT "DAV:href" FROM SCOPE('shallow traversal of "${projects}"')`;
    expect(responses(await ask(mock, 'SEARCH', inbox, {}, searchBody(sql))).length).toBe(1);
    expect((await ask(mock, 'MOVE', item, { Destination: `${PROJECTS}Plain.EML` })).status).toBe(201);
    expect((await ask(mock, 'GET', item)).text).toContain('New');
    expect((await ask(mock, 'MKCOL', `${projects}/Below`)).status).toBe(201);
    expect((await ask(mock, 'DELETE', item)).status).toBe(200);
    expect((await ask(mock, 'GET', `${PROJECTS}Plain.EML`)).status).toBe(404);
  });
});
