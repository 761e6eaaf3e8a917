import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseMime } from '../../../../renderer/engine/parse-mime.ts';
import { base64, decoded, mixed, plainText } from './decode.ts';

/** POSIX uuencode. */
function uuencoded(bytes: Uint8Array, name: string): string {
  const char = (bits: number) => String.fromCharCode((bits & 63) === 0 ? 96 : (bits & 63) + 32);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 45) {
    const part = bytes.subarray(at, at + 45);
    let line = char(part.length);
    for (let i = 0; i < part.length; i += 3) {
      const [a = 0, b = 0, c = 0] = part.subarray(i, i + 3);
      line += char(a >> 2) + char((a << 4) | (b >> 4)) + char((b << 2) | (c >> 6)) + char(c);
    }
    lines.push(line);
  }
  return [`begin 644 ${name}`, ...lines, '`', 'end'].join('\r\n');
}

/** The data lines of yEnc 1.3, 128 columns. */
function yencLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  let line = '';
  for (const byte of bytes) {
    const value = (byte + 42) & 255;
    const isCritical = [0, 10, 13, 61].includes(value) || (value === 46 && line === '');
    line += isCritical ? `=${String.fromCharCode((value + 64) & 255)}` : String.fromCharCode(value);
    if (line.length >= 128) {
      lines.push(line);
      line = '';
    }
  }
  return [...lines, ...(line === '' ? [] : [line])].join('\r\n');
}
const hex = (bytes: Uint8Array) => crc32(bytes).toString(16).padStart(8, '0');
function yencoded(bytes: Uint8Array, name: string, sum = hex(bytes)): string {
  const data = yencLines(bytes);
  return `=ybegin line=128 size=${bytes.length} name=${name}\r\n${data}\r\n=yend size=${bytes.length} crc32=${sum}`;
}
function yencPart(whole: Uint8Array, from: number, to: number, part: number, total: number): string {
  const bytes = whole.subarray(from, to);
  return [
    `=ybegin part=${part} total=${total} line=128 size=${whole.length} name=big.bin`,
    `=ypart begin=${from + 1} end=${to}`,
    yencLines(bytes),
    `=yend size=${bytes.length} part=${part} pcrc32=${hex(bytes)} crc32=${hex(whole)}`,
  ].join('\r\n');
}

const text = async (skeleton: Uint8Array) => (await parseMime(skeleton)).text ?? '';

describe('files written into text', () => {
  it('takes out uuencode, and leaves the text with a line in its place', async () => {
    const bytes = randomBytes(10_000);
    const body = `Here it is:\r\n${uuencoded(bytes, 'holiday.jpg')}\r\nBye`;
    const { files, contents, skeleton } = await decoded(mixed([plainText(body)]), 777);
    expect(contents[0]?.equals(bytes)).toBe(true);
    expect(files).toMatchObject([{ damage: null, named: { name: 'holiday.jpg' } }]);
    expect((await text(skeleton)).split(/\r?\n/)).toEqual(
      expect.arrayContaining(['Here it is:', '[holiday.jpg, 10,000 bytes: see the attachments]', 'Bye']),
    );
    expect(await text(skeleton)).not.toContain('begin 644');
  });

  it('knows the line of a known file', async () => {
    const { contents } = await decoded('Subject: S\r\n\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n');
    expect(contents.map(String)).toEqual(['Cat']);
  });

  it('takes out several files, base64 ones, and those in encoded text', async () => {
    const bytes = randomBytes(500);
    const posix = `begin-base64 644 posix.bin\r\n${base64(bytes)}\r\n====`;
    const encoded = base64(Buffer.from(uuencoded(bytes, 'inside.bin'), 'latin1'));
    const { contents, files } = await decoded(
      mixed([
        plainText(`${posix}\r\n${uuencoded(bytes, 'second.bin')}`),
        plainText(encoded, 'Content-Transfer-Encoding: base64'),
      ]),
    );
    expect(contents.every((found) => found.equals(bytes))).toBe(true);
    expect(files.map(({ named }) => named?.name)).toEqual(['posix.bin', 'second.bin', 'inside.bin']);
  });

  it('decodes a part whose transfer encoding is uuencode', async () => {
    const bytes = randomBytes(999);
    const headers = ['Content-Type: image/gif; name=a.gif', 'Content-Transfer-Encoding: x-uuencode'];
    const { contents, files } = await decoded(mixed([{ headers, body: uuencoded(bytes, 'a.gif') }]));
    expect(contents[0]?.equals(bytes)).toBe(true);
    expect(files).toMatchObject([{ damage: null, size: 999 }]);
    const broken = await decoded(mixed([{ headers, body: 'no file here' }]));
    expect(broken.files[0]?.damage?.sentence).toContain('damaged');
  });

  it('keeps what came of a file that is cut, and says so', async () => {
    const bytes = randomBytes(4500);
    const cut = uuencoded(bytes, 'cut.bin').split('\r\n').slice(0, 51).join('\r\n');
    const { contents, files, skeleton } = await decoded(
      mixed([plainText(`${cut}\r\nLater text, in prose.`)]),
    );
    expect(contents[0]?.equals(bytes.subarray(0, 2250))).toBe(true);
    expect(files[0]?.damage?.sentence).toContain('not complete');
    expect(await text(skeleton)).toContain('Later text, in prose.');
  });

  it('leaves prose alone', async () => {
    const prose = 'begin 644 things\r\nand end them\r\n=ybegin is a word\r\nbegin 12 x\r\n';
    const { files, skeleton } = await decoded(mixed([plainText(prose)]));
    expect(files).toEqual([]);
    expect((await text(skeleton)).replaceAll('\r\n', '\n')).toContain(prose.replaceAll('\r\n', '\n').trim());
  });

  it('takes out yEnc, and checks its length and checksum', async () => {
    const bytes = randomBytes(20_000);
    const ascii = plainText(`Look\r\n${yencoded(bytes, 'data file.bin')}\r\nEnd`);
    const { contents, files, skeleton } = await decoded(mixed([ascii]), 333);
    expect(contents[0]?.equals(bytes)).toBe(true);
    expect(files).toMatchObject([{ damage: null, named: { name: 'data file.bin' } }]);
    expect(await text(skeleton)).toContain('Look');
    const wrong = await decoded(mixed([plainText(yencoded(bytes, 'a.bin', '00000001'))]));
    expect(wrong.files[0]?.damage?.sentence).toContain('checksum');
    expect(wrong.contents[0]?.equals(bytes)).toBe(true);
  });

  it('puts the parts of a yEnc file together, and says where one is missing', async () => {
    const whole = randomBytes(3000);
    const both = [yencPart(whole, 0, 1000, 1, 2), yencPart(whole, 1000, 3000, 2, 2)].join('\r\n\r\n');
    const { contents, files } = await decoded(mixed([plainText(both)]));
    expect(contents).toHaveLength(1);
    expect(contents[0]?.equals(whole)).toBe(true);
    expect(files[0]?.damage).toBeNull();
    const second = await decoded(mixed([plainText(yencPart(whole, 1000, 3000, 2, 2))]));
    expect(second.files[0]?.damage?.sentence).toContain('part 2 of 2');
    const first = await decoded(mixed([plainText(yencPart(whole, 0, 1000, 1, 2))]));
    expect(first.files[0]?.damage?.sentence).toContain('part 1 of 2');
  });
});
