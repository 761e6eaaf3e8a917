import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';

function message(...lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

describe('contentOf', () => {
  it('keeps the bytes and reads what the header says, decoded', async () => {
    const raw = message(
      'From: =?utf-8?Q?J=C3=B8rn?= <jorn@example.com>',
      'To: "B, A" <ab@example.com>,',
      ' c@example.com',
      'Subject: =?utf-8?B?IHBhZGRlZCA=?=',
      'Date: Mon, 23 Nov 2026 14:21:00 +0100 (CET)',
      'Message-ID: <1@example.com>',
      'In-Reply-To: <0@example.com>',
      'X-Priority: 1',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Grüße',
    );
    const content = await contentOf(raw);
    expect(content.bytes().equals(raw)).toBe(true);
    expect(content.size).toBe(raw.length);
    expect(content.summary).toMatchObject({
      subject: ' padded ',
      from: '"Jørn" <jorn@example.com>',
      date: Date.parse('2026-11-23T13:21:00Z'),
      messageId: '<1@example.com>',
      inReplyTo: '<0@example.com>',
      importance: 2,
      contentType: 'text/plain',
      hasAttachment: false,
    });
    expect(content.summary.to).toContain('c@example.com');
    expect(raw.toString('latin1').startsWith(`${content.summary.rawHeaders}\r\n`)).toBe(true);
    expect(content.text()).toBe('Grüße');
    expect(content.html()).toBeNull();
  });

  it.each(['1.10', 'true', '0x1F', '&#x41f;', '<b> & emoji 🚢', '__proto__', 'null'])(
    'leaves the subject %s alone',
    async (subject) => {
      expect((await contentOf(message(`Subject: ${subject}`, '', ''))).summary.subject).toBe(subject);
    },
  );

  it('names every attachment, decodes it, and tells pictures in the HTML from files', async () => {
    const part = (headers: readonly string[], body: string): readonly string[] => [
      '--q',
      ...headers,
      '',
      body,
    ];
    const raw = message(
      'Subject: files',
      'Content-Type: multipart/mixed; boundary=q',
      '',
      ...part(['Content-Type: text/html; charset=utf-8'], '<img src="cid:one@x">'),
      ...part(
        ['Content-Type: image/png', 'Content-ID: <one@x>', 'Content-Transfer-Encoding: base64'],
        'AAAA',
      ),
      ...part(["Content-Disposition: attachment; filename*=utf-8''%E2%82%AC.bin"], 'zz'),
      ...part(['Content-Type: application/pdf; name="=?utf-8?B?w6kucGRm?="'], 'pdf'),
      ...part(['Content-Type: message/rfc822'], 'Subject: inner\r\n\r\ninner text'),
      '--q--',
      '',
    );
    const content = await contentOf(raw);
    expect(content.attachments().map(({ name, inline, contentId }) => ({ name, inline, contentId }))).toEqual(
      [
        { name: 'ATT00001.png', inline: true, contentId: 'one@x' },
        { name: '€.bin', inline: false, contentId: null },
        { name: 'é.pdf', inline: false, contentId: null },
        { name: 'ATT00004.eml', inline: false, contentId: null },
      ],
    );
    expect(content.attachments()[0]?.bytes()).toEqual(Buffer.alloc(3));
    expect(content.attachments()[3]?.bytes().toString()).toBe('Subject: inner\r\n\r\ninner text');
    expect(content.html()).toContain('cid:one@x');
    expect(content.summary.hasAttachment).toBe(true);
  });

  it('has no date where there is none to read', async () => {
    expect((await contentOf(message('Date: yesterday, about noon', '', ''))).summary.date).toBeNull();
    expect((await contentOf(message('Subject: x', '', ''))).summary.date).toBeNull();
  });

  it('describes what the parser gives up on from its raw header', async () => {
    const parts = Array.from({ length: 1200 }, () => '--q\r\nContent-Type: text/plain\r\n\r\nx').join('\r\n');
    const raw = message(
      'Subject: too many parts',
      'From: a@example.com',
      'Content-Type: multipart/mixed; boundary=q',
      '',
      parts,
    );
    const content = await contentOf(raw);
    expect(content.summary).toMatchObject({ subject: 'too many parts', from: 'a@example.com' });
    expect(content.bytes().equals(raw)).toBe(true);
    expect(content.text()).toContain('--q');
  });

  it('never rejects and never changes a byte, whatever comes', async () => {
    const pieces = fc.constantFrom(
      'From: ',
      'Subject: =?x?B?',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: message/rfc822',
      'Content-Transfer-Encoding: base64',
      '\r\n',
      '\n',
      '\r\n\r\n',
      '--b',
      '--b--',
      '\0',
      '?=',
      '=',
      ';;',
    );
    const token = fc.oneof(pieces, fc.string({ maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(token, { maxLength: 40 }),
        fc.uint8Array({ maxLength: 20 }),
        async (tokens, tail) => {
          const raw = Buffer.concat([Buffer.from(tokens.join('')), tail]);
          const content = await contentOf(raw);
          expect(content.bytes().equals(raw)).toBe(true);
          expect(typeof content.text()).toBe('string');
          for (const part of content.attachments()) expect(part.name).not.toBe('');
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
