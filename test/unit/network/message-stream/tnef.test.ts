import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompressRtf } from '../../../../electron/network/message-stream/tnef/rtf.ts';
import { parseMime } from '../../../../renderer/engine/parse-mime.ts';
import { attached, decoded, mixed, plainText } from './decode.ts';
import { type PackageOptions, tnefOf } from './tnef-bytes.ts';

const winmail = (options: PackageOptions) => attached('winmail.dat', tnefOf(options), 'application/ms-tnef');

describe('winmail.dat', () => {
  it('is opened: its files are listed, and the package is not', async () => {
    const one = randomBytes(100_000);
    const two = randomBytes(33);
    const packed = {
      attachments: [
        {
          title: 'REPORT~1.PDF',
          data: one,
          longName: 'Quarterly report, süd.pdf',
          mimeType: 'application/pdf',
        },
        { title: 'photo.png', data: two, contentId: 'photo@x' },
      ],
    };
    const { files, contents, skeleton } = await decoded(mixed([plainText('Hello'), winmail(packed)]));
    expect(files).toMatchObject([
      { unpacked: true, damage: null },
      { named: { name: 'Quarterly report, süd.pdf', mimeType: 'application/pdf' }, size: 100_000 },
      { named: { name: 'photo.png', mimeType: null, contentId: 'photo@x' }, size: 33 },
    ]);
    expect(contents[1]?.equals(one)).toBe(true);
    expect(contents[2]?.equals(two)).toBe(true);
    expect((await parseMime(skeleton)).text?.trim()).toBe('Hello');
  });

  it('gives its text where the message has none', async () => {
    const { html, text } = await decoded(
      mixed([winmail({ attachments: [], html: '<p>Grüße</p>', text: 'Grüße' })]),
    );
    expect({ html, text }).toEqual({ html: '<p>Grüße</p>', text: 'Grüße' });
  });

  it('gives Outlook’s own text as a file where there is no other', async () => {
    const { files, contents } = await decoded(mixed([winmail({ attachments: [], rtf: SAMPLE_RTF })]));
    expect(files[1]).toMatchObject({ named: { name: 'message.rtf' }, damage: null });
    expect(contents[1]?.toString('latin1')).toBe(RTF_TEXT);
  });

  it('opens messages inside it', async () => {
    const file = randomBytes(5000);
    const inner = tnefOf({ attachments: [{ title: 'inner.bin', data: file }] });
    const outer = { attachments: [{ title: 'A message', data: Buffer.alloc(0), message: inner }] };
    const { files, contents } = await decoded(mixed([winmail(outer)]));
    expect(files[1]).toMatchObject({ named: { name: 'inner.bin' }, size: 5000 });
    expect(contents[1]?.equals(file)).toBe(true);
  });

  it('is kept itself where it is cut, beside what could be read', async () => {
    const whole = tnefOf({ attachments: [{ title: 'a.bin', data: randomBytes(9000) }] });
    const { files } = await decoded(
      mixed([attached('winmail.dat', whole.subarray(0, 4000), 'application/ms-tnef')]),
    );
    expect(files[0]).toMatchObject({
      unpacked: false,
      damage: { sentence: expect.stringContaining('winmail.dat') },
    });
    const none = await decoded(
      mixed([attached('winmail.dat', Buffer.from('not one'), 'application/ms-tnef')]),
    );
    expect(none.files).toMatchObject([{ unpacked: false, size: 7 }]);
  });

  it('takes any bytes', { timeout: 60_000 }, async () => {
    const sound = tnefOf({
      attachments: [
        { title: 'a.bin', data: randomBytes(300), longName: 'b', message: tnefOf({ attachments: [] }) },
      ],
      html: '<p>x</p>',
      rtf: SAMPLE_RTF,
    });
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        const { complete } = await decoded(mixed([attached('winmail.dat', bytes, 'application/ms-tnef')]));
        expect(complete).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** The first example of [MS-OXRTFCP] 4.1.1. */
const SAMPLE_RTF = Buffer.from(
  '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
  'hex',
);
const RTF_TEXT = '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n';

describe('compressed RTF', () => {
  it('is the example of its specification', () => {
    expect(decompressRtf(SAMPLE_RTF)?.toString('latin1')).toBe(RTF_TEXT);
  });
  it('may be stored as it is, and is nothing where its kind is unknown', () => {
    const head = Buffer.concat([
      Buffer.from([20, 0, 0, 0, 4, 0, 0, 0]),
      Buffer.from('MELA'),
      Buffer.alloc(4),
    ]);
    expect(decompressRtf(Buffer.concat([head, Buffer.from('abcd')]))?.toString()).toBe('abcd');
    expect(decompressRtf(Buffer.alloc(40))).toBeNull();
  });
});
