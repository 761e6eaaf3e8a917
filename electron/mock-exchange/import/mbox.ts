const SEPARATOR = Buffer.from('From ');
const QUOTED = Buffer.from('>From ');

/**
 * A separator carries the time of delivery (`From sender Thu Jan  1 00:00:00 1970`). Asking for it keeps a paragraph
 * that begins with "From " whole in files whose writer did not quote such lines.
 */
const SEPARATOR_LINE = /^From .*\d{1,2}:\d{2}/;

/** True for bytes that begin as an mbox file does. */
export function isMbox(bytes: Buffer): boolean {
  return bytes.subarray(0, SEPARATOR.length).equals(SEPARATOR);
}

function lineAfter(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(10, at);
  return end < 0 ? bytes.length : end + 1;
}

function isSeparator(bytes: Buffer, at: number): boolean {
  if (!bytes.subarray(at, at + SEPARATOR.length).equals(SEPARATOR)) return false;
  return SEPARATOR_LINE.test(bytes.toString('latin1', at, Math.min(lineAfter(bytes, at), at + 256)));
}

/** How long the line end is that stops at `at`: `\r\n`, `\n`, or none. */
function lineEndBefore(bytes: Buffer, at: number): number {
  if (bytes[at - 1] !== 10) return 0;
  return bytes[at - 2] === 13 ? 2 : 1;
}

/** Where the separators stand: the first line, then every one after an empty line. */
function separators(bytes: Buffer): readonly number[] {
  const found = [0];
  for (let at = bytes.indexOf('\nFrom ', 1); at >= 0; at = bytes.indexOf('\nFrom ', at + 1)) {
    const line = at + 1;
    const previous = line - lineEndBefore(bytes, line);
    if (lineEndBefore(bytes, previous) > 0 && isSeparator(bytes, line)) found.push(line);
  }
  return found;
}

/** Takes one `>` from lines that begin with `>From `, `>>From ` and so on. */
function unquoted(message: Buffer): Buffer {
  if (!message.includes(QUOTED)) return message;
  return Buffer.from(message.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
}

/**
 * The messages of an mbox file. Quoting is undone the way of mboxrd: every line of `>`s before `From ` loses one. A file
 * in the older mboxo, which quotes only `From ` itself, comes out right but for lines that had a `>` of their own.
 * The empty line before the next separator belongs to the file, not to the message.
 */
export function messagesOfMbox(bytes: Buffer): readonly Buffer[] {
  const starts = separators(bytes);
  return starts.map((start, place) => {
    const end = starts[place + 1] ?? bytes.length;
    const from = lineAfter(bytes, start);
    const gap = lineEndBefore(bytes, end);
    const hasGap = end - gap >= from && lineEndBefore(bytes, end - gap) > 0;
    return unquoted(bytes.subarray(from, hasGap ? end - gap : end));
  });
}
