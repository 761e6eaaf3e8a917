import { simpleParser } from 'mailparser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMime } from '../../../renderer/engine/opened-message.ts';
import { decodeSource } from '../../../renderer/engine/source.ts';
import { htmlIsBlank } from '../../../renderer/engine/visible.ts';
import { messageRow } from '../../../renderer/store/rows.ts';
import { message } from './fake-network.ts';

const row = messageRow('a|/x', message(1, { subject: 'From the list', from: 'Row <row@example.com>' }));
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const opened = async (text: string) => (await fromMime(row, latin1(text))).message;
const HEAD = 'From: a@b.c\r\nDate: Mon, 5 Jan 2026 10:00:00 +0100\r\nSubject: s\r\n';

describe('a sound message', () => {
  it('reads as a second library reads it', async () => {
    const text = `${HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+R3LDvMOfZTwvYj4=\r\n--x--\r\n`;
    const ours = await opened(text);
    const theirs = await simpleParser(Buffer.from(text, 'latin1'));
    expect(ours.text?.trim()).toBe(theirs.text?.trim());
    expect(ours.html?.trim()).toBe(String(theirs.html).trim());
    expect(ours.date).toBe(theirs.date?.getTime());
    expect(ours.notes).toEqual([]);
  });
  it.each(['1.10', 'true', '0x1F', '<b>&amp;</b> 😀', '&#x41f;'])('keeps the subject %s', async (subject) => {
    const text = Buffer.from(`${HEAD.replace('Subject: s', `Subject: ${subject}`)}\r\nx`).toString('latin1');
    expect((await opened(text)).subject).toBe(subject);
  });
  it('shows an image by cid and lists the rest', async () => {
    const part = (id: string) =>
      `--r\r\nContent-Type: image/png; name=${id}.png\r\nContent-ID: <${id}@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n`;
    const text = `${HEAD}Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<img src="cid:one@x">\r\n${part('one')}${part('two')}--r--\r\n`;
    const { inlineImages, attachments } = await opened(text);
    expect(inlineImages.map(({ contentId }) => contentId)).toEqual(['one@x']);
    expect(attachments.map(({ name, inline }) => [name, inline])).toEqual([
      ['one.png', true],
      ['two.png', false],
    ]);
  });
});

describe('what a label says and the bytes do not', () => {
  it('reads UTF-8 that is named US-ASCII or nothing known', async () => {
    for (const label of ['us-ascii', 'X-UNKNOWN']) {
      const text = Buffer.from(`${HEAD}Content-Type: text/plain; charset=${label}\r\n\r\nEnvoyé ✓`).toString(
        'latin1',
      );
      const message = await opened(text);
      expect(message.text?.trim()).toBe('Envoyé ✓');
      expect(message.notes).toEqual([]);
    }
  });
  it('shows a delivery report that has only the part for machines', async () => {
    const report = `--r\r\nContent-Type: message/delivery-status\r\n\r\nThis message was undeliverable.\r\n`;
    const text = `${HEAD}Content-Type: multipart/report; boundary=r\r\n\r\n${report}--r--\r\n`;
    expect((await opened(text)).text).toContain('This message was undeliverable.');
  });
});

describe('a broken message', () => {
  it.each([
    ['no sender', 'Subject: s\r\n\r\nx', 'does not say who sent it'],
    ['no date', 'From: a@b.c\r\n\r\nx', 'no date of its own'],
    ['odd date', 'From: a@b.c\r\nDate: soon\r\n\r\nx', 'date of this message cannot be read'],
    ['two senders', `From: x@y.z\r\n${HEAD}\r\nx`, 'more than once'],
    ['no address', `From: The Boss\r\n${HEAD.slice(13)}\r\nx`, 'not written as an address'],
    [
      'unknown charset',
      `${HEAD}Content-Type: text/plain; charset=x-klingon\r\n\r\nx`,
      'character set that Retinue does not know (x-klingon)',
    ],
    [
      'unknown encoding',
      `${HEAD}Content-Transfer-Encoding: rot13\r\n\r\nx`,
      'transfer encoding that Retinue does not know (rot13)',
    ],
    ['bad base64', `${HEAD}Content-Transfer-Encoding: base64\r\n\r\nQUJ#!D`, 'damaged'],
    [
      'bytes of another charset',
      `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe\xfd`,
      'characters',
    ],
    ['cut', `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx`, 'ends before'],
    ['no text', `${HEAD}\r\n  \r\n`, 'has no text'],
    [
      'empty html',
      `${HEAD}Content-Type: text/html\r\n\r\n<html><style>b{}</style><body>&nbsp;</body></html>`,
      'has no text',
    ],
    ['nothing at all', '', 'has no text'],
  ])('%s is said', async (_what, text, part) => {
    expect((await opened(text)).notes.map(({ sentence }) => sentence).join('\n')).toContain(part);
  });
  it('shows the raw body when the parts cannot be told apart', async () => {
    const text = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\nHello all the same`;
    expect((await opened(text)).text).toContain('Hello all the same');
  });
  it('shows the raw text of a message that is nested like an attack', async () => {
    const deep = Array.from(
      { length: 5000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
    const message = await opened(`${HEAD}${deep}`);
    expect(message.text).toContain('boundary=b7');
    expect(message.notes[0]?.sentence).toContain('cannot take apart');
    expect(message.subject).toBe('From the list');
  });
  it.each([
    ['angle brackets', '<'.repeat(900_000)],
    ['comments', '<!--'.repeat(200_000)],
    ['boundaries', '--b\n'.repeat(200_000)],
    ['one long header', `X: ${'('.repeat(900_000)}`],
    ['a long file name', `Content-Disposition: attachment; filename="${'. '.repeat(400_000)}x"\r\n\r\n`],
    ['encoded words', `Subject: ${'=?utf-8?q?a?= '.repeat(60_000)}\r\n\r\n`],
    ['addresses', `To: ${'a@b.c, '.repeat(100_000)}\r\n\r\n`],
    ['script openings', `Content-Type: text/html\r\n\r\n${'<script>'.repeat(100_000)}`],
  ])(
    'does not hang on %s',
    async (_what, text) => {
      const body = text.startsWith('<') ? `Content-Type: text/html\r\n\r\n${text}` : text;
      expect(await opened(HEAD + body)).toBeDefined();
    },
    15_000,
  );
  it('is never blank without a word, whatever the bytes are', async () => {
    const piece = fc.constantFrom(
      '\r\n',
      '\r\n\r\n',
      '--b',
      '--b--',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/html',
      'Content-Transfer-Encoding: base64',
      '<b>',
      'QUJD',
      '\xff',
      'From: a',
      'message/rfc822',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const { text, html, notes } = await opened(pieces.join(''));
        expect(text !== null || html !== null || notes.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the source', () => {
  it('is UTF-8, or Latin-1 where it is not, and cut at the limit', () => {
    expect(decodeSource(new TextEncoder().encode('zoë'), 100)).toEqual({ text: 'zoë', cut: false });
    expect(decodeSource(latin1('zo\xeb!'), 100)).toEqual({ text: 'zoë!', cut: false });
    expect(decodeSource(new TextEncoder().encode('zoë'), 3)).toEqual({ text: 'zo', cut: true });
  });
  it('knows what can be seen in HTML', () => {
    expect(['<p> </p>', '<!-- x', '<title>t</title>', '&nbsp;<br>'].map(htmlIsBlank)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['<p>x</p>', '<img src=x>', 'x'].map(htmlIsBlank)).toEqual([false, false, false]);
  });
});
