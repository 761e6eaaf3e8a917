import { base64Length } from '../../../../shared/mail/compose/encoded-size.ts';

/** RFC 2045 6.8: lines of at most 76 characters, which hold 57 bytes. */
export const LINE_BYTES = 57;
const LINE_CHARS = 76;
const CR = 13;
const LF = 10;

/** How many bytes `base64Lines` makes of so many. */
export const encodedLength = base64Length;

/**
 * Base64 in lines that all end in CRLF, the last one too: a MIME boundary can follow at once. Blocks of a multiple of
 * `LINE_BYTES`, one after the other, give what the whole would.
 */
export function base64Lines(block: Buffer): Buffer {
  const text = block.toString('base64');
  const out = Buffer.allocUnsafe(encodedLength(block.byteLength));
  let at = 0;
  for (let from = 0; from < text.length; from += LINE_CHARS) {
    at += out.write(text.slice(from, from + LINE_CHARS), at, 'latin1');
    out[at] = CR;
    out[at + 1] = LF;
    at += 2;
  }
  return out;
}
