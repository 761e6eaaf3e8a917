import { describe, expect, it } from 'vitest';
import { imageFacts } from '../../../renderer/features/mail/preview/image-facts.ts';
import { previewKind } from '../../../renderer/features/mail/preview/preview-kind.ts';

const info = (name: string, mimeType: string, warning: string | null = null) => ({
  index: 0,
  part: null,
  name,
  mimeType,
  size: 1,
  local: true,
  inline: false,
  warning: warning === null ? null : { sentence: warning },
});
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.padEnd(80, '0'), 'hex'));

describe('what can be looked at', () => {
  it.each([
    ['a.png', 'application/octet-stream', 'image'],
    ['a.PDF', 'application/octet-stream', 'pdf'],
    ['a', 'application/pdf', 'pdf'],
    ['a.eml', 'message/rfc822', 'message'],
    ['a.log', 'text/x-log', 'text'],
    ['a.svg', 'image/svg+xml', null],
    ['a.html', 'text/html', null],
    ['a.zip', 'application/zip', null],
    ['constructor', '__proto__', null],
    ['a.constructor', 'toString', null],
  ] as const)('%s as %s is %s', (name, type, kind) => {
    expect(previewKind(info(name, type))).toBe(kind);
  });

  it('is nothing that Retinue warns of', () => {
    expect(previewKind(info('a.png', 'image/png', 'It is a program.'))).toBeNull();
  });
});

describe('the size of a picture', () => {
  it.each([
    ['PNG', '89504e470d0a1a0a0000000d494844520000040000000300', 'image/png', 1024, 768],
    ['GIF', '474946383961400120030000', 'image/gif', 320, 800],
    ['BMP, top down', '424d000000000000000000000000280000000a000000ecffffff', 'image/bmp', 10, 20],
    [
      'WebP, extended',
      '524946460000000057454250565038580a00000000000000ff0300ff0200',
      'image/webp',
      1024,
      768,
    ],
    ['WebP, lossy', '52494646000000005745425056503820200000000000009d012a40012003', 'image/webp', 320, 800],
    ['JPEG behind another segment', 'ffd8ffe000041234ffc0001108030004000311', 'image/jpeg', 1024, 768],
  ])('%s', (_kind, hex, mimeType, width, height) => {
    expect(imageFacts(bytes(hex))).toEqual({ mimeType, width, height });
  });

  it('is unknown for what is no picture, or ends too early', () => {
    expect(imageFacts(new Uint8Array(10))).toBeNull();
    expect(imageFacts(bytes('3c7376673e'))).toBeNull();
    expect(imageFacts(bytes('ffd8ffe0ffff'))).toBeNull();
    expect(imageFacts(bytes('ffd8ffe00000'))).toBeNull();
  });
});
