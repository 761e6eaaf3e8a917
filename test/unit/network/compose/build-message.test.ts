import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodedSize } from '../../../../shared/mail/compose/encoded-size.ts';
import { attached, DRAFT } from '../../compose/drafts.ts';
import { type House, lineFaults, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const RICH = {
  ...DRAFT,
  to: [
    { name: 'Bo, junior', address: 'bo@example.com' },
    { name: '', address: 'cy@xn--mller-kva.example' },
  ],
  cc: [{ name: 'Jörg Müller', address: 'jm@example.com' }],
  bcc: [{ name: 'Secret Reader', address: 'secret-reader@example.com' }],
  replyTo: [{ name: '', address: 'desk@example.com' }],
  subject: 'Grüße – 林 😀',
  body: { kind: 'html', html: '<p>Hello <b>Bo</b></p>\n<p><img src="cid:logo@example.com"></p>' },
  attachments: [
    attached(3, { name: 'Übersicht 2026 – “final” 林.txt', mimeType: 'text/plain' }),
    attached(PNG.length, {
      id: 'f2',
      name: 'logo.png',
      mimeType: 'image/png',
      contentId: 'logo@example.com',
    }),
  ],
  inReplyTo: '<parent@example.com>',
  references: ['<root@example.com>', '<parent@example.com>'],
} as const;

describe('a message that is built', () => {
  it('is read by two readers as what was written', async () => {
    const files = { f1: await house.keep('a', Buffer.from('a\nb')), f2: await house.keep('b', PNG) };
    const built = await house.build(RICH, files);
    const bytes = await readFile(house.out);
    expect(built).toEqual({
      messageId: '<d1@example.com>',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      shown: ['bo@example.com', 'cy@xn--mller-kva.example', 'jm@example.com'],
      hidden: ['secret-reader@example.com'],
    });
    expect(lineFaults(await house.text())).toEqual([]);
    expect(bytes.length).toBeLessThanOrEqual(encodedSize(RICH));

    const [postal, other] = [
      await PostalMime.parse(bytes),
      await simpleParser(bytes, { skipImageLinks: true }),
    ];
    expect(postal).toMatchObject({
      subject: RICH.subject,
      messageId: RICH.messageId,
      inReplyTo: RICH.inReplyTo,
      references: RICH.references.join(' '),
      date: '2026-11-27T09:30:00.000Z',
    });
    expect(postal.text?.trimEnd()).toBe('Hello Bo');
    expect(postal.from).toMatchObject(RICH.from);
    expect(postal.to).toMatchObject(RICH.to);
    expect(postal.cc).toMatchObject(RICH.cc);
    expect(postal.replyTo).toMatchObject(RICH.replyTo);
    expect(postal.html).toContain('<p>Hello <b>Bo</b></p>');
    expect(other.subject).toBe(RICH.subject);
    expect(other.html).toContain('cid:logo@example.com');
    const named = other.attachments.map(({ filename, contentType, related, content }) => ({
      filename,
      contentType,
      related,
      content,
    }));
    expect(named).toEqual([
      { filename: 'logo.png', contentType: 'image/png', related: true, content: PNG },
      {
        filename: RICH.attachments[0].name,
        contentType: 'text/plain',
        related: undefined,
        content: Buffer.from('a\nb'),
      },
    ]);
    expect(postal.attachments.map(({ filename }) => filename)).toEqual(named.map(({ filename }) => filename));
  });

  it('has mixed around alternative around related', async () => {
    await house.build(RICH, {
      f1: await house.keep('a', Buffer.from('a\nb')),
      f2: await house.keep('b', PNG),
    });
    const types = [...(await house.text()).matchAll(/^Content-Type: ([a-z]+\/[a-z]+)/gm)].map(
      ([, type]) => type,
    );
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'multipart/related',
      'text/html',
      'image/png',
      'text/plain',
    ]);
  });

  it('says nothing of Bcc', async () => {
    const files = { f1: await house.keep('a', Buffer.from('a\nb')), f2: await house.keep('b', PNG) };
    await house.build(RICH, files);
    expect(await house.text()).not.toMatch(/bcc|secret/i);
    const built = await house.build({ ...RICH, to: [], cc: [] }, files);
    expect(built.shown).toEqual([]);
    const text = await house.text();
    expect(text).not.toMatch(/bcc|secret/i);
    expect(text).toContain('\r\nTo: undisclosed-recipients:;\r\n');
  });

  it('is the same bytes from the same draft', async () => {
    const first = await house.build(DRAFT);
    expect(await house.build(DRAFT)).toEqual(first);
    expect(await house.text()).toContain(
      '\r\nDate: Fri, 27 Nov 2026 09:30:00 +0000\r\nMessage-ID: <d1@example.com>\r\n',
    );
  });

  it('keeps plain text readable, with the line of the signature', async () => {
    await house.build({ ...DRAFT, body: { kind: 'text', text: 'Hello\rBo\n.\nFrom me\n\n-- \nAlex\n' } });
    expect((await house.text()).split('\r\n\r\n').slice(1).join('\r\n\r\n')).toBe(
      'Hello\r\nBo\r\n.\r\nFrom me\r\n\r\n-- \r\nAlex\r\n',
    );
  });
});

describe('a message that cannot be built', () => {
  const draft = { ...DRAFT, attachments: [attached(3_000_000)] };
  const left = async () => (await readdir(house.folder)).filter((name) => name.startsWith('message'));

  it.each<readonly [string, (file: string) => Promise<void>, string]>([
    ['a file that is gone', (file) => rm(file), 'invalid-input'],
    ['a file that has grown', (file) => appendFile(file, 'x'), 'conflict'],
  ])('%s', async (_, harm, kind) => {
    const file = await house.keep('a', Buffer.alloc(3_000_000));
    await harm(file);
    await expect(house.build(draft, { f1: file })).rejects.toMatchObject({ failure: { kind } });
    expect(await left()).toEqual([]);
  });

  it('without a path', async () => {
    await expect(house.build(draft)).rejects.toThrow('(missing-attachment)');
  });

  it.each<readonly [string, (file: string) => Promise<void>]>([
    ['vanishes', (file) => rm(file)],
    ['grows', (file) => appendFile(file, 'x')],
  ])('a file that %s while it is read', async (_, harm) => {
    const file = await house.keep('a', Buffer.alloc(3_000_000));
    // The second file is opened only after the first was written: meanwhile the harm is done.
    const second = await house.keep('b', Buffer.alloc(3_000_000));
    const both = {
      ...draft,
      attachments: [attached(3_000_000), attached(3_000_000, { id: 'f2', name: 'b.bin' })],
    };
    const building = house.build(both, { f1: file, f2: second });
    const seen = expect(building).rejects.toMatchObject({ failure: { kind: 'conflict' } });
    while ((await left()).length === 0) await new Promise((next) => setImmediate(next));
    await harm(second);
    await seen;
    expect(await left()).toEqual([]);
  });

  it('leaves the message that was there', async () => {
    await house.build(DRAFT);
    const before = await house.text();
    await expect(house.build({ ...DRAFT, subject: 'a\r\nBcc: x@x.example' })).rejects.toThrow(
      '(control-character)',
    );
    expect(await house.text()).toBe(before);
    expect(await left()).toEqual(['message.eml']);
  });
});
