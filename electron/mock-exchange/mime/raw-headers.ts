/** Where the header block ends: the first empty line, in CRLF, LF or mixed line ends; the whole length where there is none. */
export function headerEnd(raw: Buffer): number {
  for (let at = 0; at < raw.length; ) {
    const lineEnd = raw.indexOf(10, at);
    if (lineEnd < 0) return raw.length;
    const isEmpty = lineEnd === at || (lineEnd === at + 1 && raw[at] === 13);
    if (isEmpty) return at;
    at = lineEnd + 1;
  }
  return raw.length;
}

/** The most bytes of a header block that are kept as text: no real mail comes near, and a file without an empty line would be kept twice. */
const MOST_HEADER_BYTES = 1024 * 1024;

/** The header block as it came, as Latin-1 so that no byte is lost, without the empty line that ends it. */
export function rawHeadersOf(raw: Buffer): string {
  return raw.toString('latin1', 0, Math.min(headerEnd(raw), MOST_HEADER_BYTES));
}

/** Everything after the header block, as UTF-8; the best there is to show of a message that no parser reads. */
export function rawBodyOf(raw: Buffer): string {
  return raw.toString('utf8', headerEnd(raw)).replace(/^\r?\n/, '');
}

/**
 * The first field of that name, unfolded (RFC 5322 section 2.2.3) but not decoded; null where there is none.
 * Works on anything that looks like a header, even where the rest of the message cannot be parsed.
 */
export function rawField(rawHeaders: string, name: string): string | null {
  const wanted = `${name.toLowerCase()}:`;
  const lines = rawHeaders.split(/\r?\n/);
  const first = lines.findIndex((line) => line.slice(0, wanted.length).toLowerCase() === wanted);
  if (first < 0) return null;
  const folded = [(lines[first] ?? '').slice(wanted.length)];
  for (const line of lines.slice(first + 1)) {
    if (!/^[ \t]/.test(line)) break;
    folded.push(line);
  }
  return folded.join('').trim();
}

/** The Date field in ms; null where it is missing or no date. Comments such as `(CEST)` are not part of it. */
export function rawDate(rawHeaders: string): number | null {
  const given = rawField(rawHeaders, 'date');
  if (given === null) return null;
  const time = Date.parse(given.replace(/\([^()]*\)/g, ' ').trim());
  return Number.isNaN(time) ? null : time;
}
