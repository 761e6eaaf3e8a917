import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, updateBody } from '../support/server.ts';
import {
  as,
  copies,
  DRAFTS,
  list,
  mail,
  office,
  property,
  read,
  RFC821,
  RFC822,
  SUBMISSION,
} from './office.ts';

const ID = '<one@client.example>';
let mock: MockExchange;
beforeEach(async () => {
  mock = await office();
});
afterEach(() => mock.stop());

describe('1: PUT or POST of message/rfc822 (reference 5.1)', () => {
  for (const method of ['PUT', 'POST'])
    it(`delivers by ${method} to To and Cc, inside and outside, and answers 200`, async () => {
      const raw = mail(['To: Bo <bo@example.com>', 'Cc: cy@example.com, x@outside.example', 'Subject: Hi']);
      const answer = await ask(mock, method, SUBMISSION, RFC822, raw);
      expect(answer.status).toBe(200);
      expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1, 'cy@example.com': 1, 'x@outside.example': 1 });
      expect(await list(mock, 'bo', 'Inbox')).toEqual(['/exchange/bo/Inbox/Hi.EML']);
      expect((await read(mock, 'cy', 'Inbox'))[0]).toMatch(/\r\n\r\nHello\.\r\n$/);
      expect(mock.folders('bo').find(({ path }) => path === 'Inbox')).toMatchObject({ total: 1, unread: 1 });
      expect(await list(mock, 'alex', 'Drafts')).toEqual([]);
      expect(await list(mock, 'alex', 'Outbox')).toEqual([]);
    });

  it('takes the URI with a slash at its end, and a message without a Content-Type for mail', async () => {
    const raw = mail(['To: bo@example.com']);
    expect((await ask(mock, 'PUT', `${SUBMISSION}/`, {}, raw)).status).toBe(200);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1 });
  });

  it('delivers a Bcc header visible', async () => {
    await ask(mock, 'PUT', SUBMISSION, RFC822, mail(['To: bo@example.com', 'Bcc: cy@example.com']));
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1, 'cy@example.com': 1 });
    expect((await read(mock, 'bo', 'Inbox'))[0]).toContain('Bcc: cy@example.com');
  });

  it('fills in From, Date and Message-ID, and puts its trace on top', async () => {
    await ask(
      mock,
      'PUT',
      SUBMISSION,
      RFC822,
      'Received: from me\r\nTo: bo@example.com\r\nSubject: Re: Hi\r\n\r\nx',
    );
    const [stream = ''] = await read(mock, 'bo', 'Inbox');
    expect(stream).toMatch(
      /^Received: EXMOCK 127\.0\.0\.1 from 127\.0\.0\.1 127\.0\.0\.1 via HTTP with MS-WebStorage 6\.5\.7638;\r\n\t.*\r\nReceived: from me\r\n/,
    );
    expect(stream).toContain('From: "Alex Example" <alex@example.com>\r\n');
    expect(stream).toContain('Date: Mon, 23 Nov 2026 12:00:00 +0000\r\n');
    expect(stream).toContain('Message-ID: <00000001.00000001.EXMOCK@example.com>\r\n');
    expect(stream).toContain('Content-class: urn:content-classes:message\r\n');
    expect(stream).toContain('Thread-Topic: Hi\r\n');
    expect(stream).toMatch(/Thread-Index: [A-Za-z0-9+/]{30}==\r\n/);
  });

  it('fills in what is there and says nothing', async () => {
    await ask(mock, 'PUT', SUBMISSION, RFC822, 'Message-ID:\r\nFrom: \r\nTo: bo@example.com\r\n\r\nx');
    expect(copies(mock, '<00000001.00000001.EXMOCK@example.com>')).toEqual({ 'bo@example.com': 1 });
    expect((await read(mock, 'bo', 'Inbox'))[0]?.match(/^From:.*$/gm)).toHaveLength(1);
  });

  it('keeps the bytes of the body, whatever they are', async () => {
    const body = Buffer.from([...Array(256).keys()]);
    await ask(
      mock,
      'PUT',
      SUBMISSION,
      RFC822,
      Buffer.concat([Buffer.from('To: bo@example.com\r\n\r\n'), body]),
    );
    const [path = ''] = await list(mock, 'bo', 'Inbox');
    const { bytes } = await as('bo', mock, 'GET', path, { Translate: 'f' });
    expect(bytes.subarray(-256).equals(body)).toBe(true);
  });

  it('refuses other types, and a message for nobody', async () => {
    expect((await ask(mock, 'PUT', SUBMISSION, { 'Content-Type': 'text/html' }, 'x')).status).toBe(415);
    expect((await ask(mock, 'PUT', SUBMISSION, RFC822, mail(['Subject: Nobody']))).status).toBe(400);
    expect(mock.oracle().messages).toEqual([]);
  });

  it('folds the same recipient in several spellings into one copy', async () => {
    const raw = mail([
      'To: bo@example.com, "Bo" <BO@EXAMPLE.COM>, bo',
      'Cc: Team: bo@example.com, cy@example.com;',
    ]);
    await ask(mock, 'PUT', SUBMISSION, RFC822, raw);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1, 'cy@example.com': 1 });
    expect(await list(mock, 'bo', 'Inbox')).toHaveLength(1);
  });
});

describe('2: PUT or POST of message/rfc821 (reference 5.1)', () => {
  const envelope = (...recipients: readonly string[]) =>
    ['MAIL FROM:<alex@example.com>', ...recipients.map((each) => `RCPT TO:<${each}>`), '', ''].join('\r\n');
  const raw = mail(['From: alex@example.com', 'To: bo@example.com', 'Bcc: cy@example.com', 'Subject: Env']);

  for (const method of ['PUT', 'POST'])
    it(`delivers by ${method} to the envelope alone, and takes Bcc out`, async () => {
      const answer = await ask(
        mock,
        method,
        SUBMISSION,
        RFC821,
        envelope('cy@example.com', 'x@out.example') + raw,
      );
      expect(answer.status).toBe(200);
      expect(copies(mock, ID)).toEqual({ 'cy@example.com': 1, 'x@out.example': 1 });
      expect((await read(mock, 'cy', 'Inbox'))[0]).not.toMatch(/^Bcc:/im);
      expect(await list(mock, 'bo', 'Inbox')).toEqual([]);
    });

  it('keeps a Sent copy that shows the envelope and the odd type', async () => {
    await ask(mock, 'PUT', SUBMISSION, RFC821, envelope('bo@example.com') + raw);
    const [path = ''] = await list(mock, 'alex', 'Sent Items');
    expect((await read(mock, 'alex', 'Sent Items'))[0]).toMatch(
      /^MAIL FROM:<alex@example\.com>\r\nRCPT TO:<bo@example\.com>\r\n\r\nFrom: alex@example\.com\r\n/,
    );
    expect(await property(mock, path, 'D:getcontenttype')).toBe('message/rfc821');
    expect(await property(mock, path, 'm:message-id')).toBeUndefined();
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['bare line feeds', envelope('bo@example.com').replace(/\r/g, '')],
    ['the double colon that MSDN prints once', envelope('bo@example.com').replace('FROM:', 'FROM::')],
    ['DATA before the message', envelope('bo@example.com').replace(/\r\n\r\n$/, '\r\nDATA\r\n\r\n')],
    ['a missing angle bracket', envelope('bo@example.com').replace('<bo', 'bo')],
    ['RCPT TO alone', 'RCPT TO:<bo@example.com>\r\n\r\n'],
    ['an envelope without its end', 'MAIL FROM:<alex@example.com>\r\nRCPT TO:<bo@example.com>\r\n'],
    ['no recipients', envelope()],
  ];
  for (const [what, head] of wrong)
    it(`refuses ${what} with 400 and sends nothing`, async () => {
      expect(
        (await ask(mock, 'PUT', SUBMISSION, RFC821, what.endsWith('end') ? head : head + raw)).status,
      ).toBe(400);
      expect(mock.oracle().messages).toEqual([]);
    });

  it('refuses a sender who is somebody else', async () => {
    const head = envelope('bo@example.com').replace('<alex@', '<cy@');
    expect((await ask(mock, 'PUT', SUBMISSION, RFC821, head + raw)).status).toBe(403);
  });
});

describe('3: PROPPATCH of the submission URI (reference 5.1)', () => {
  const patch = (set: string) =>
    ask(mock, 'PROPPATCH', SUBMISSION, { 'Content-Type': 'text/xml' }, updateBody(set));

  it('makes the message of properties, with a Bcc that nobody sees', async () => {
    const answer = await patch(
      '<m:to>Bo &lt;bo@example.com&gt;</m:to><m:bcc>cy@example.com</m:bcc><m:subject>Møte</m:subject>' +
        '<m:message-id>&lt;props@client.example&gt;</m:message-id><m:x-mailer>Test</m:x-mailer><h:textdescription>Kl. 10, Åse</h:textdescription>',
    );
    expect(answer.status).toBe(200);
    expect(copies(mock, '<props@client.example>')).toEqual({ 'bo@example.com': 1, 'cy@example.com': 1 });
    const [stream = ''] = await read(mock, 'bo', 'Inbox');
    expect(stream).not.toMatch(/^Bcc:/im);
    expect(stream).toMatch(/^Subject: =\?utf-8\?B\?/m);
    expect(stream).toContain('X-Mailer: Test\r\n');
    expect(Buffer.from(stream.split('\r\n\r\n')[1] ?? '', 'base64').toString()).toBe('Kl. 10, Åse');
    const [path = ''] = await list(mock, 'alex', 'Sent Items');
    expect(await property(mock, path, 'h:subject')).toBe('Møte');
    expect(await property(mock, path, 'm:bcc')).toBe('cy@example.com');
  });

  it('says which property was refused, and sends nothing', async () => {
    const answer = await patch('<m:to>bo@example.com</m:to><h:importance>many</h:importance>');
    expect(answer.status).toBe(207);
    expect(answer.text).toContain('409 Conflict');
    expect(mock.oracle().messages).toEqual([]);
  });
});

describe('4: a draft that is moved or copied there (reference 5.1)', () => {
  const draft = `${DRAFTS}/abc.EML`;
  const raw = mail(['To: bo@example.com', 'Bcc: cy@example.com', 'Subject: Draft']);
  const to = { Destination: SUBMISSION, Overwrite: 'F' };
  const patch = (set: string) =>
    ask(mock, 'PROPPATCH', draft, { 'Content-Type': 'text/xml' }, updateBody(set));

  it("goes through DavMail's sequence", async () => {
    expect((await patch('<p:x0e070003>9</p:x0e070003><p:x59090003>1</p:x59090003>')).status).toBe(207);
    expect((await ask(mock, 'PUT', draft, { ...RFC822, Translate: 'f' }, raw)).status).toBe(200);
    expect((await patch('<m:bcc>cy@example.com</m:bcc>')).status).toBe(207);
    expect((await ask(mock, 'MOVE', draft, to)).status).toBe(200);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1, 'cy@example.com': 1 });
    expect((await read(mock, 'bo', 'Inbox'))[0]).not.toMatch(/^Bcc:/im);
    expect((await ask(mock, 'PROPFIND', draft, { Depth: '0' })).status).toBe(404);
    const [sent = ''] = await list(mock, 'alex', 'Sent Items');
    expect(sent).toBe('/exchange/alex/Sent%20Items/Draft.EML');
    expect(await property(mock, sent, 'm:bcc')).toBe('cy@example.com');
  });

  it('keeps the draft where it was copied, and can send it again', async () => {
    await ask(mock, 'PUT', draft, RFC822, raw);
    expect((await ask(mock, 'COPY', draft, to)).status).toBe(200);
    expect(await list(mock, 'alex', 'Drafts')).toEqual([draft]);
    expect((await ask(mock, 'COPY', draft, { Destination: mock.origin + SUBMISSION })).status).toBe(200);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 2, 'cy@example.com': 2 });
  });

  it('shows a Bcc that only the stream has', async () => {
    await ask(mock, 'PUT', draft, RFC822, raw);
    await ask(mock, 'MOVE', draft, to);
    expect((await read(mock, 'cy', 'Inbox'))[0]).toContain('Bcc: cy@example.com\r\n');
  });

  it('sends a draft that was made of properties alone', async () => {
    await patch(
      '<m:to>bo@example.com</m:to><m:subject>Made</m:subject><h:textdescription>x</h:textdescription>',
    );
    expect((await ask(mock, 'MOVE', draft, to)).status).toBe(200);
    expect(await list(mock, 'bo', 'Inbox')).toEqual(['/exchange/bo/Inbox/Made.EML']);
  });

  it('lets properties that were set later win over the header', async () => {
    await ask(mock, 'PUT', draft, RFC822, raw);
    await patch('<h:subject>Changed ö</h:subject><m:to>cy@example.com</m:to><m:bcc>bo@example.com</m:bcc>');
    await ask(mock, 'MOVE', draft, to);
    const [stream = ''] = await read(mock, 'cy', 'Inbox');
    expect(stream).toContain('To: cy@example.com\r\n');
    expect(stream).not.toContain('Subject: Draft');
    expect(await list(mock, 'bo', 'Inbox')).toEqual(['/exchange/bo/Inbox/Changed%20%C3%B6.EML']);
  });

  it('refuses folders, files and what is not there', async () => {
    await ask(mock, 'PUT', `${DRAFTS}/notes.txt`, { 'Content-Type': 'text/plain' }, 'x');
    expect((await ask(mock, 'MOVE', `${DRAFTS}/notes.txt`, to)).status).toBe(409);
    expect((await ask(mock, 'COPY', DRAFTS, to)).status).toBe(409);
    expect((await ask(mock, 'MOVE', draft, to)).status).toBe(404);
  });

  it('stays while somebody else has locked it (423), and goes with the token', async () => {
    await ask(mock, 'PUT', draft, RFC822, raw);
    const body =
      '<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>';
    const lock = await ask(mock, 'LOCK', draft, { 'Content-Type': 'text/xml' }, body);
    expect((await ask(mock, 'MOVE', draft, to)).status).toBe(423);
    expect(copies(mock, ID)).toEqual({});
    const If = `(${String(lock.headers['lock-token'])})`;
    expect((await ask(mock, 'MOVE', draft, { ...to, If })).status).toBe(200);
  });

  it('goes by BMOVE, several at once', async () => {
    const ids = ['a@client.example', 'b@client.example'];
    for (const id of ids) await ask(mock, 'PUT', `${DRAFTS}/${id}.EML`, RFC822, mail(['To: bo'], 'x', id));
    const hrefs = ids.map((id) => `<D:href>${id}.EML</D:href>`).join('');
    const body = `<D:move xmlns:D="DAV:"><D:target>${hrefs}</D:target></D:move>`;
    const answer = await ask(mock, 'BMOVE', `${DRAFTS}/`, { 'Content-Type': 'text/xml', ...to }, body);
    expect(answer.status).toBe(207);
    expect(answer.text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    for (const id of ids) expect(copies(mock, `<${id}>`)).toEqual({ 'bo@example.com': 1 });
  });

  it('sends once where two clients move the same draft at the same time', async () => {
    await ask(mock, 'PUT', draft, RFC822, raw);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(mock, 'MOVE', draft, to)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404, 404, 404]);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1, 'cy@example.com': 1 });
  });
});

describe('the URI itself', () => {
  it('is no resource to look at', async () => {
    expect((await ask(mock, 'PROPFIND', SUBMISSION, { Depth: '0' })).status).toBe(404);
    expect((await ask(mock, 'GET', SUBMISSION)).status).toBe(404);
    expect((await ask(mock, 'DELETE', SUBMISSION)).status).toBe(404);
  });

  it("is the owner's alone, and the public folders have none", async () => {
    const raw = mail(['To: bo@example.com']);
    expect((await as('cy', mock, 'PUT', SUBMISSION, RFC822, raw)).status).toBe(403);
    expect((await ask(mock, 'PUT', '/public/%23%23DavMailSubmissionURI%23%23', RFC822, raw)).status).toBe(
      404,
    );
    expect(mock.oracle().messages).toEqual([]);
  });
});
