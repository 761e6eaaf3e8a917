/** Bytes to come, of a size that is known before they are made: a 40 MB attachment costs nothing until it is asked for. */
export interface Piece {
  readonly size: number;
  bytes(): Buffer;
}

/** Bytes that exist already. */
export function piece(given: string | Buffer): Piece {
  const bytes = typeof given === 'string' ? Buffer.from(given, 'latin1') : given;
  return { size: bytes.length, bytes: () => bytes };
}

/** One after the other. */
export function joined(pieces: readonly Piece[]): Piece {
  return {
    size: pieces.reduce((sum, one) => sum + one.size, 0),
    bytes: () => Buffer.concat(pieces.map((one) => one.bytes())),
  };
}

/** Bytes in a full base64 line of 76 characters (RFC 2045 section 6.8). */
const LINE_BYTES = 57;
/** Lines encoded at a time, so that a large attachment is never one huge string. */
const LINES_AT_ONCE = 8192;

/** Writes the lines of one block and says where the next block starts. */
function writeLines(target: Buffer, start: number, block: Buffer): number {
  const text = Buffer.from(block.toString('base64'), 'latin1');
  let at = start;
  for (let from = 0; from < text.length; from += 76) {
    at += text.copy(target, at, from, from + 76);
    at += target.write('\r\n', at, 'latin1');
  }
  return at;
}

/** Base64 with a line break after each line. */
export function base64(source: Piece): Piece {
  const size = 4 * Math.ceil(source.size / 3) + 2 * Math.ceil(source.size / LINE_BYTES);
  return {
    size,
    bytes() {
      const bytes = source.bytes();
      const target = Buffer.alloc(size);
      const step = LINE_BYTES * LINES_AT_ONCE;
      let at = 0;
      for (let from = 0; from < bytes.length; from += step) {
        at = writeLines(target, at, bytes.subarray(from, from + step));
      }
      return target;
    },
  };
}

function quoted(byte: number, isLast: boolean): string {
  const isPlain = (byte >= 33 && byte <= 126 && byte !== 61) || ((byte === 32 || byte === 9) && !isLast);
  return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function quotedLine(line: Buffer): string {
  const out: string[] = [];
  let width = 0;
  for (const [at, byte] of line.entries()) {
    const token = quoted(byte, at === line.length - 1);
    if (width + token.length > 75) {
      out.push('=\r\n');
      width = 0;
    }
    out.push(token);
    width += token.length;
  }
  return out.join('');
}

/** Quoted-printable (RFC 2045 section 6.7) of text with CRLF line ends in an ASCII-compatible charset. */
export function quotedPrintable(text: Buffer): Buffer {
  const lines = text.toString('latin1').split('\r\n');
  return Buffer.from(lines.map((line) => quotedLine(Buffer.from(line, 'latin1'))).join('\r\n'), 'latin1');
}
