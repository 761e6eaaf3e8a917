/** RFC 2045 6.8: no line is longer than 76 characters, which are 57 bytes. */
const LINE_BYTES = 57;
const LINE_CHARS = 76;
const LINE_END = '\r\n';
/** Whole lines, some 256 KiB of text at a time: what is in memory of a file. */
const BLOCK_BYTES = LINE_BYTES * 3400;

/** Bytes that so many bytes take in base64 with CRLF after each line, the last one included. */
export function encodedLength(bytes: number): number {
  const lines = Math.ceil(bytes / LINE_BYTES);
  return Math.ceil(bytes / 3) * 4 + lines * LINE_END.length;
}

/** Encodes bytes as they come, in chunks of whole lines. */
export async function* base64Lines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    const whole = bytes.length - (bytes.length % LINE_BYTES);
    for (let at = 0; at < whole; at += BLOCK_BYTES)
      yield lines(bytes.subarray(at, Math.min(whole, at + BLOCK_BYTES)));
    held = bytes.subarray(whole);
  }
  if (held.length > 0) yield lines(held);
}

function lines(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  let out = '';
  for (let at = 0; at < text.length; at += LINE_CHARS) out += text.slice(at, at + LINE_CHARS) + LINE_END;
  return Buffer.from(out, 'latin1');
}
