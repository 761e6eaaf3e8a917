import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddresses, withoutComments } from '../../../shared/mail/addresses.ts';
import { cleanAttachmentName } from '../../../shared/mail/attachment-name.ts';
import { attachmentWarning } from '../../../shared/mail/attachment-risk.ts';
import { parseMailDate } from '../../../shared/mail/mail-date.ts';
import { outlineOf } from '../../../shared/mail/mime-outline.ts';

describe('addresses', () => {
  it.each([
    ['"Bloggs, Joe" <joe@example.com>, ada@example.com', ['Bloggs, Joe|joe@example.com', '|ada@example.com']],
    ['Ada; "Bo \\"B\\"" <bo@x.y>', ['Ada|', 'Bo "B"|bo@x.y']],
    ['ada@example.com (Ada)', ['Ada|ada@example.com']],
    ['"a@b.c" <a@b.c>', ['|a@b.c']],
    ['', []],
    ['no address at all <', ['no address at all <|']],
  ])('reads %s', (text, expected) => {
    expect(parseAddresses(text).map(({ name, address }) => `${name}|${address}`)).toEqual(expected);
  });
  it('drops comments as RFC 5322 appendix A.5 has them', () => {
    const line = 'Pete(A wonderful \\) chap) <pete(his account)@silly.test(his host)>';
    expect(withoutComments(line)).toBe('Pete <pete@silly.test>');
  });
});

describe('attachment names', () => {
  it.each([
    ['../../etc/passwd', '_._etc_passwd'],
    ['C:\\Windows\\a.exe', 'C__Windows_a.exe'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['CON.txt', '_CON.txt'],
    ['aux', '_aux'],
    ['name.pdf. . ', 'name.pdf'],
    ['  .hidden', 'hidden'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['report.pdf   .exe', 'report.pdf.exe'],
    ['', 'attachment.pdf'],
    ['///', 'attachment.pdf'],
    [null, 'attachment.pdf'],
  ])('%j becomes %j', (raw, expected) => {
    expect(cleanAttachmentName(raw, 'application/pdf')).toBe(expected);
  });
  it('keeps the ending of a long name, within 200 bytes', () => {
    const name = cleanAttachmentName(`${'é'.repeat(5000)}.docx`, '');
    expect(name.endsWith('é.docx')).toBe(true);
    expect(new TextEncoder().encode(name).byteLength).toBeLessThanOrEqual(200);
  });
  it('is a safe file name whatever the sender wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const name = cleanAttachmentName(raw, 'text/plain');
        expect(name).not.toMatch(/[/\\\u202a-\u202e\u2066-\u2069]|^\.|[. ]$/);
        expect(name.length).toBeGreaterThan(0);
        expect(new TextEncoder().encode(name).byteLength).toBeLessThanOrEqual(200);
        expect(cleanAttachmentName(name, 'text/plain')).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe('attachment warnings', () => {
  const bytes = (text: string) => Uint8Array.from(text.padEnd(80, ' '), (char) => char.charCodeAt(0));
  it.each([
    ['invoice.pdf.exe', 'application/pdf', null, 'looks like a .pdf file'],
    ['setup.js', 'text/plain', null, 'program or script (.js)'],
    ['list.xlsm', '', null, 'can carry programs'],
    ['photo.jpg', 'image/jpeg', bytes('MZ\u0090'), 'it is a program'],
    ['letter.pdf', 'application/pdf', bytes('<html><script>'), 'another kind (a web page)'],
    ['letter.pdf', 'application/x-msdownload', null, 'it is a program'],
  ])('warns of %s', (name, mimeType, start, part) => {
    expect(attachmentWarning({ name, mimeType, start })?.sentence).toContain(part);
  });
  it.each([
    ['letter.pdf', 'application/octet-stream', bytes('%PDF-1.7')],
    ['table.xlsx', 'application/octet-stream', bytes('PK\u0003\u0004')],
    ['photo.JPG', 'image/jpeg', bytes('\u00ff\u00d8\u00ff\u00e0')],
    ['notes.txt', 'text/plain', Uint8Array.of(0x4d, 0x5a)],
    ['Minutes 2.3 final', 'application/msword', null],
  ])('does not warn of %s', (name, mimeType, start) => {
    expect(attachmentWarning({ name, mimeType, start })).toBeNull();
  });
});

describe('dates', () => {
  it.each([
    ['Mon, 5 Jan 2026 10:00:00 +0100', Date.UTC(2026, 0, 5, 9)],
    ['5 Jan 26 10:00 EST', Date.UTC(2026, 0, 5, 15)],
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', Date.UTC(1997, 10, 21, 15, 55, 6)],
    ['Thu, 01 Jan 98 00:00:00 GMT (UTC)', Date.UTC(1998, 0, 1)],
    ['2026-01-05T10:00:00Z', Date.UTC(2026, 0, 5, 10)],
    ['Pn, 29 paX 2007 21:13:00 +0100', null],
    ['Tue, 12 Oct 2010 16:21:05 H0500', null],
    ['31 Feb 2026 10:00:00 +0000', null],
    ['5 Jan 2026 25:00:00 +0000', null],
    ['tomorrow 12', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(parseMailDate(text)).toBe(expected);
  });
});

describe('the outline', () => {
  const limits = { depth: 10, parts: 20, headerBytes: 1000 };
  const parts = (...lines: string[]) =>
    ['Content-Type: multipart/mixed; boundary="b"', '', ...lines].join('\r\n');
  it('finds the parts and what is wrong with them', () => {
    const sound = parts(
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      'x',
      '--b',
      '',
      'y',
      '--b--',
      '',
    );
    expect(outlineOf(sound, limits)).toMatchObject({
      leaves: [
        { mimeType: 'text/html', charset: 'utf-8' },
        { mimeType: 'text/plain', charset: null },
      ],
      cutShort: false,
      noParts: false,
      excessive: false,
    });
    expect(outlineOf(parts('--b', '', 'x'), limits).cutShort).toBe(true);
    expect(outlineOf(parts('nothing'), limits).noParts).toBe(true);
    const damaged = parts('--b', 'Content-Transfer-Encoding: base64', '', 'QUJD!#', '--b--');
    expect(outlineOf(damaged, limits).leaves[0]?.damaged).toBe(true);
  });
  it('gives up on what is too deep or in too many parts', () => {
    const deep = Array.from(
      { length: 30 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
    expect(outlineOf(deep, limits).excessive).toBe(true);
    expect(outlineOf(parts(...Array.from({ length: 60 }, () => '--b\r\n\r\n')), limits).excessive).toBe(true);
    expect(outlineOf(`A: ${'x'.repeat(2000)}\r\nB: ${'x'.repeat(2000)}`, limits).excessive).toBe(true);
  });
  it('reads anything without failing', () => {
    const token = fc.constantFrom(
      '--b',
      '--b--',
      '\r\n',
      '\n',
      'Content-Type: multipart/x; boundary=b',
      ': ',
      'a',
      ' ',
      '"',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => void outlineOf(tokens.join(''), limits)),
    );
  });
});
