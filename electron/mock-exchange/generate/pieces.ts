import { bufferSource, type ByteSource, joined as joinedSources } from '../store/bytes.ts';

/** Bytes to come, of a size that is known before they are made: a 40 MB attachment costs nothing until it is asked for. */
export interface Piece {
  readonly size: number;
  bytes(): Buffer;
  /** Given where the bytes are too many to hold at once. */
  readonly source?: ByteSource;
}

/** Bytes that exist already. */
export function piece(given: string | Buffer): Piece {
  const bytes = typeof given === 'string' ? Buffer.from(given, 'latin1') : given;
  return { size: bytes.length, bytes: () => bytes };
}

/** One after the other. */
export function joined(pieces: readonly Piece[]): Piece {
  const whole = {
    size: pieces.reduce((sum, one) => sum + one.size, 0),
    bytes: () => Buffer.concat(pieces.map((one) => one.bytes())),
  };
  return pieces.some((one) => one.source) ? { ...whole, source: joinedSources(pieces.map(sourceOf)) } : whole;
}

/** Any piece as a source; small ones are made whole when they are read. */
function sourceOf(one: Piece): ByteSource {
  const { size, source } = one;
  return source ?? { size, read: (from, to) => bufferSource(one.bytes()).read(from, to) };
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
    ...(source.source ? { source: base64Source(source.source, size) } : {}),
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

/** Bytes in a line of 76 characters with its line end. */
const WRITTEN_BYTES = 78;
/** Lines that are encoded at a time while somebody reads: a little under 256 KiB. */
const LINES_TO_READ = 3328;

/** Base64 of a source, from any place on: every line but the last has the same length. */
function base64Source(source: ByteSource, size: number): ByteSource {
  return {
    size,
    *read(from, to) {
      const end = Math.min(to, size);
      for (let line = Math.floor(from / WRITTEN_BYTES); line * WRITTEN_BYTES < end; line += LINES_TO_READ) {
        const start = line * WRITTEN_BYTES;
        const block = Buffer.concat([...source.read(line * LINE_BYTES, (line + LINES_TO_READ) * LINE_BYTES)]);
        const target = Buffer.alloc(Math.min(LINES_TO_READ * WRITTEN_BYTES, size - start));
        writeLines(target, 0, block);
        yield target.subarray(Math.max(0, from - start), end - start);
      }
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
