import { bufferSource, type ByteSource } from '../store/bytes.ts';
import { rawField } from './raw-headers.ts';

/** Read of a message at most: the parts of a longer one are not all named, as a store that cuts the property does. */
const MOST_BYTES = 8 * 1024 * 1024;
/** More parts than any real message has. */
const MOST_PARTS = 1000;

/**
 * The MIME skeleton of PR_TRANSPORT_MESSAGE_HEADERS (reference 4.2): what stands between the contents of the parts, so
 * every boundary line and every part's header block. Empty for a message that is not multipart.
 */
export function mimeSkeleton(
  rawHeaders: string,
  content: { source?: ByteSource | undefined; bytes(): Buffer },
): string {
  const outer = boundaryOf(rawHeaders);
  if (outer === null) return '';
  const mime = beginningOf(content.source ?? bufferSource(content.bytes()));
  const boundaries = new Set([outer]);
  let skeleton = '';
  let parts = 0;
  for (let line = delimiterAfter(mime, 0, boundaries); line !== null; ) {
    skeleton += `${line.text}\r\n`;
    let next = line.end;
    if (!line.closes) {
      const block = blockAt(mime, next);
      const inner = boundaryOf(block.text);
      if (inner !== null) boundaries.add(inner);
      skeleton += `${block.text}\r\n`;
      next = block.end;
    }
    line = ++parts < MOST_PARTS ? delimiterAfter(mime, next, boundaries) : null;
  }
  return skeleton;
}

function beginningOf(source: ByteSource): string {
  return Buffer.concat([...source.read(0, Math.min(source.size, MOST_BYTES))]).toString('latin1');
}

/** The boundary of a multipart header block; null where it is none. */
function boundaryOf(headers: string): string | null {
  const type = rawField(headers, 'content-type') ?? '';
  if (!/^multipart\//i.test(type)) return null;
  const found = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(type);
  return found?.[1] ?? found?.[2] ?? null;
}

interface Delimiter {
  readonly text: string;
  /** Where the next line begins. */
  readonly end: number;
  readonly closes: boolean;
}

/** The next line that is one of the boundaries, opening or closing. */
function delimiterAfter(mime: string, from: number, boundaries: ReadonlySet<string>): Delimiter | null {
  for (let at = mime.indexOf('\n--', Math.max(0, from - 1)); at >= 0; at = mime.indexOf('\n--', at + 1)) {
    const lineEnd = mime.indexOf('\n', at + 1);
    const end = lineEnd < 0 ? mime.length : lineEnd + 1;
    // RFC 2046 section 5.1.1: a boundary has 70 characters at most, and white space may follow it.
    const text = mime.slice(at + 1, Math.min(end, at + 200)).trimEnd();
    if (boundaries.has(text.slice(2))) return { text, end, closes: false };
    if (text.endsWith('--') && boundaries.has(text.slice(2, -2))) return { text, end, closes: true };
  }
  return null;
}

/** A part's header block with its line ends; empty where the part begins with the empty line. */
function blockAt(mime: string, from: number): { readonly text: string; readonly end: number } {
  let at = from;
  while (at < mime.length) {
    const lineEnd = mime.indexOf('\n', at);
    const end = lineEnd < 0 ? mime.length : lineEnd + 1;
    // A part may lack the empty line: then the next boundary ends the block.
    if (mime.startsWith('--', at)) return { text: mime.slice(from, at), end: at };
    if (mime.slice(at, end).trim() === '') return { text: mime.slice(from, at), end };
    at = end;
  }
  return { text: mime.slice(from), end: mime.length };
}
