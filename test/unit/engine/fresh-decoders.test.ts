import { expect, it } from 'vitest';
import { withFreshDecoders } from '../../../renderer/engine/fresh-decoders.ts';

const TEST = Uint8Array.from(Buffer.from('GyRCJUYlOSVIGyhC', 'base64'));

/** A decoder that forgets nothing, as Chromium's ISO-2022-JP one does. */
class Forgetful extends TextDecoder {
  #used = false;
  override decode(input?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
    const damaged = this.#used && this.encoding === 'iso-2022-jp';
    this.#used = true;
    return `${damaged ? '\ufffd' : ''}${super.decode(input, options)}`;
  }
}

it('decodes the same text the same way each time', () => {
  const Fresh = withFreshDecoders(Forgetful);
  const decoder = new Fresh('iso-2022-jp');
  expect([decoder.decode(TEST), decoder.decode(TEST), decoder.decode(TEST)]).toEqual([
    'テスト',
    'テスト',
    'テスト',
  ]);
});

it('keeps a stream together and leaves other character sets alone', () => {
  const Fresh = withFreshDecoders(TextDecoder);
  const stream = new Fresh('iso-2022-jp');
  const halves = stream.decode(TEST.subarray(0, 6), { stream: true }) + stream.decode(TEST.subarray(6));
  expect(halves).toBe('テスト');
  const utf8 = new Fresh('utf-8', { fatal: true });
  expect(utf8.decode(Buffer.from('é'))).toBe('é');
  expect(() => utf8.decode(Uint8Array.of(0xff))).toThrow(TypeError);
});
