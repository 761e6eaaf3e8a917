/** A picture's type by its first bytes, and its size in pixels; null for what is no picture that is shown here. */
export interface ImageFacts {
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
}

/** Reads the header alone: a small file may claim a hundred thousand pixels a side, which is not decoded then. */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length < 30) return null;
  if (text(1, 4) === 'PNG')
    return { mimeType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (text(0, 3) === 'GIF')
    return { mimeType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (text(0, 2) === 'BM') {
    const height = Math.abs(view.getInt32(22, true));
    return { mimeType: 'image/bmp', width: Math.abs(view.getInt32(18, true)), height };
  }
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return webp(view, text(12, 16));
  return view.getUint16(0) === 0xffd8 ? jpeg(view) : null;
}

/** RFC 9649: three kinds of first chunk, each with its own way to write the size. */
function webp(view: DataView, kind: string): ImageFacts | null {
  const mimeType = 'image/webp';
  const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (kind) {
    case 'VP8X':
      return { mimeType, width: three(24) + 1, height: three(27) + 1 };
    case 'VP8 ':
      return {
        mimeType,
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { mimeType, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}

/** ITU-T T.81: markers until a frame header (SOF) comes; DHT, JPG and DAC have numbers among theirs. */
function jpeg(view: DataView): ImageFacts | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { mimeType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}
