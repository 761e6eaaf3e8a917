const LF = 10;
const CR = 13;
const DOT = 46;
const CRLF = Buffer.from('\r\n');

/**
 * The lines of a message as a multi-line answer carries them (RFC 1939 section 3): every line ends in CRLF, one that
 * begins with a dot gets another in front, and the lone dot follows. Mail that was imported with bare LF gets its CR,
 * because a client that reads by LF would take a line `.` of it for the end.
 */
export function* dotStuffed(pieces: Iterable<Buffer>): Generator<Buffer> {
  let last = LF;
  for (const piece of pieces) {
    yield* stuffed(piece, last);
    last = piece.at(-1) ?? last;
  }
  yield Buffer.from(last === LF ? '.\r\n' : '\r\n.\r\n');
}

/** One piece; `last` is the byte before it. What needs no change is passed on uncopied. */
function* stuffed(piece: Buffer, last: number): Generator<Buffer> {
  let from = 0;
  let before = last;
  for (let at = 0; at < piece.length; ) {
    if (before === LF && piece[at] === DOT) {
      yield piece.subarray(from, at);
      yield Buffer.from('.');
      from = at;
    }
    const end = piece.indexOf(LF, at);
    if (end < 0) break;
    const previous = end > 0 ? piece[end - 1] : last;
    if (previous !== CR) {
      yield piece.subarray(from, end);
      yield CRLF;
      from = end + 1;
    }
    before = LF;
    at = end + 1;
  }
  yield piece.subarray(from);
}

/** The header block, the empty line and the first `lines` lines of the body, for TOP. */
export function* topOf(pieces: Iterable<Buffer>, lines: number): Generator<Buffer> {
  let isBody = false;
  let left = lines;
  let length = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const end = piece.indexOf(LF, at);
      if (end < 0) {
        length += [...piece.subarray(at)].filter((byte) => byte !== CR).length;
        break;
      }
      const isEmpty = length === 0 && (end === at || (end === at + 1 && piece[at] === CR));
      length = 0;
      at = end + 1;
      if (isBody) left--;
      else isBody = isEmpty;
      if (isBody && left <= 0) {
        yield piece.subarray(0, at);
        return;
      }
    }
    yield piece;
  }
}
