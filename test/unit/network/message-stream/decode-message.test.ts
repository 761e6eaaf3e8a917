import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMime } from '../../../../renderer/engine/parse-mime.ts';
import { attached, base64, decoded, MARKER, mixed, plainText } from './decode.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a message in one pass', () => {
  it('keeps the text in the skeleton and makes a file of everything else', async () => {
    const one = randomBytes(200_000);
    const two = randomBytes(57);
    const message = mixed([
      plainText('Grüße', 'Content-Transfer-Encoding: 8bit'),
      attached('one.bin', one),
      attached('two.bin', two),
    ]);
    const { contents, files, skeleton, complete, skeletonText } = await decoded(bytesOf(message));
    expect(contents.map((bytes) => bytes.equals(one) || bytes.equals(two))).toEqual([true, true]);
    expect(files).toMatchObject([
      { size: 200_000, damage: null, named: null },
      { size: 57, damage: null },
    ]);
    expect(complete).toBe(true);
    expect(skeletonText.length).toBeLessThan(2000);
    const parsed = await parseMime(skeleton);
    expect(parsed.text?.trim()).toBe('Grüße');
    expect(parsed.parts.map(({ name }) => name)).toEqual(['one.bin', 'two.bin']);
    expect(parsed.parts.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      `${MARKER}0`,
      `${MARKER}1`,
    ]);
    expect(parsed.notes.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('sent it'),
      expect.stringContaining('date'),
    ]);
  });

  it('tells the text as soon as the first file begins', async () => {
    const { told } = await decoded(mixed([plainText('Early'), attached('a.bin', randomBytes(50_000))]));
    const first = told[0];
    expect(first?.files).toMatchObject([{ size: null }]);
    const parsed = await parseMime(first?.skeleton ?? new Uint8Array());
    expect(parsed.text?.trim()).toBe('Early');
    expect(parsed.parts.map(({ name }) => name)).toEqual(['a.bin']);
  });

  it('gives the same whatever pieces it comes in', { timeout: 60_000 }, async () => {
    const content = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(content, { maxLength: 4 }),
        fc.integer({ min: 1, max: 700 }),
        async (all, step) => {
          const message = mixed([plainText('Text'), ...all.map((bytes, n) => attached(`${n}.bin`, bytes))]);
          const { contents, skeleton } = await decoded(message, step);
          expect(contents.map((bytes) => bytes.toString('hex'))).toEqual(
            all.map((bytes) => Buffer.from(bytes).toString('hex')),
          );
          const atOnce = await decoded(message, 1e6);
          expect(await parseMime(skeleton)).toEqual(await parseMime(atOnce.skeleton));
        },
      ),
      { numRuns: 60, seed: 329067 },
    );
  });

  it('decodes quoted-printable, 8bit and unencoded files', async () => {
    const part = (encoding: string, body: string) => ({
      headers: [
        'Content-Type: text/csv; name=a.csv',
        'Content-Disposition: attachment',
        `Content-Transfer-Encoding: ${encoding}`,
      ],
      body,
    });
    const { contents } = await decoded(
      mixed([part('quoted-printable', 'a=3Bb=\r\nc'), part('8bit', 'x;\u00e4'), part('7bit', 'begin 644 x')]),
    );
    expect(contents.map((bytes) => bytes.toString('latin1'))).toEqual(['a;bc', 'x;\u00e4', 'begin 644 x']);
  });

  it('says that a file is damaged where its base64 is', async () => {
    const { headers, body } = attached('a.bin', randomBytes(300));
    const { files } = await decoded(mixed([{ headers, body: body.replace(/.$/, '*') }]));
    expect(files[0]?.damage?.sentence).toContain('may be damaged');
  });

  it('shows an embedded message in the text, and takes its files out', async () => {
    const file = randomBytes(3000);
    const inner = mixed([plainText('Inner text'), attached('inner.bin', file)], 'inner');
    const { contents, skeleton } = await decoded(
      mixed([plainText('Outer'), { headers: ['Content-Type: message/rfc822'], body: inner }]),
    );
    expect(contents).toHaveLength(1);
    expect(contents[0]?.equals(file)).toBe(true);
    const { text, parts } = await parseMime(skeleton);
    expect(text).toContain('Outer');
    expect(text).toContain('Inner text');
    expect(parts.map(({ name }) => name)).toEqual(['inner.bin']);
  });

  it('keeps an attached message, and what a report returns, as a file', async () => {
    const inner = `Subject: Inner\r\n\r\nInner text`;
    const asFile = await decoded(
      mixed([
        plainText('Outer'),
        {
          headers: ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename="Mail.eml"'],
          body: inner,
        },
      ]),
    );
    expect(asFile.contents.map(String)).toEqual([inner]);
    expect(asFile.files[0]?.named).toMatchObject({ name: 'Mail.eml', mimeType: 'message/rfc822' });
    const report = mixed([
      plainText('Not delivered'),
      { headers: ['Content-Type: message/rfc822'], body: inner },
    ]);
    const returned = await decoded(report.replace('multipart/mixed', 'multipart/report'));
    expect(returned.contents.map(String)).toEqual([inner]);
    expect((await parseMime(returned.skeleton)).text).not.toContain('Inner text');
  });

  it('makes a note of what cannot be taken apart, and never fails', async () => {
    const many = mixed(Array.from({ length: 1200 }, () => plainText('x')));
    expect((await decoded(many)).notes).toMatchObject([
      { sentence: expect.stringContaining('cannot take apart') },
    ]);
    const endless = `Subject: S\r\nX: ${'x'.repeat(3_000_000)}\r\n\r\nText`;
    expect((await decoded(endless, 60_000)).notes).toHaveLength(1);
    for (const broken of [
      '',
      '\r\n',
      '\0\0',
      'Content-Type: multipart/mixed; boundary=',
      mixed([]).slice(0, 60),
    ])
      expect((await decoded(broken)).complete).toBe(true);
  });

  it('takes any bytes', { timeout: 60_000 }, async () => {
    const piece = fc.constantFrom(
      '--b\r\n',
      '--b--\r\n',
      '\r\n',
      '\r\n\r\n',
      'Content-Type: message/rfc822\r\n',
      'Content-Type: multipart/mixed; boundary=b\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      'begin 644 a\r\n',
      '=ybegin line=128 size=3 name=a\r\n',
      '=yend size=3\r\n',
      'Content-Type: application/ms-tnef\r\n',
      'AAAA',
    );
    const message = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 20 })), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(message, fc.integer({ min: 1, max: 90 }), async (parts, step) => {
        expect((await decoded(bytesOf(parts.join('')), step)).complete).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('holds a long text up to a bound and goes on with the files behind it', {
    timeout: 30_000,
  }, async () => {
    const file = randomBytes(1000);
    const line = `${'text '.repeat(14)}\r\n`;
    const { skeleton, contents } = await decoded(
      mixed([plainText(line.repeat(100_000)), attached('a.bin', file)]),
      65_536,
    );
    expect(skeleton.byteLength).toBeLessThan(6 * 2 ** 20);
    expect(contents[0]?.equals(file)).toBe(true);
  });

  it('reads base64 text, and finds no file in it by chance', async () => {
    const { skeleton, files } = await decoded(
      mixed([
        plainText(base64(bytesOf('begin 644 reading\nthis is prose\n')), 'Content-Transfer-Encoding: base64'),
      ]),
    );
    expect(files).toEqual([]);
    expect((await parseMime(skeleton)).text).toContain('begin 644 reading\nthis is prose');
  });
});
