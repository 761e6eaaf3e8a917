/**
 * The skeleton of a MIME message: which parts there are and what is wrong with them. Contents are not decoded here;
 * that is the MIME library's work, which repairs what it can and does not say so. People are told.
 */
export interface MimeLeaf {
  readonly mimeType: string;
  readonly charset: string | null;
  /** Lower case; empty where none is named. */
  readonly encoding: string;
  readonly attached: boolean;
  /** base64 with characters that it does not have. */
  readonly damaged: boolean;
}
export interface MimeOutline {
  /** Names in lower case, values unfolded, one char a byte: in order, with duplicates. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly leaves: readonly MimeLeaf[];
  /** Where the message's own headers end and its body begins. */
  readonly bodyStart: number;
  /** A multipart whose end never came. */
  readonly cutShort: boolean;
  /** A multipart without a boundary, or whose boundary never appears. */
  readonly noParts: boolean;
  /** Deeper, or in more parts, than `limits` allow: the rest was not looked at. */
  readonly excessive: boolean;
}
export interface MimeLimits {
  readonly depth: number;
  readonly parts: number;
  readonly headerBytes: number;
}

interface Level {
  readonly boundary: string;
  parts: number;
}
type Headers = [string, string][];

/** Reads the outline in one pass over the lines. `text` holds one char a byte (Latin-1). */
export function outlineOf(text: string, limits: MimeLimits): MimeOutline {
  const root = readHeaders(text, 0, limits.headerBytes);
  const leaves: MimeLeaf[] = [];
  const levels: Level[] = [];
  let noParts = false;
  let excessive = root.excessive;
  let part: { headers: Headers; start: number } | null = { headers: root.headers, start: root.end };
  let at = root.end;

  const finish = (end: number) => {
    if (!part) return;
    const type = parseValue(valueOf(part.headers, 'content-type') ?? 'text/plain');
    if (!type.value.startsWith('multipart/')) leaves.push(leafOf(part.headers, text.slice(part.start, end)));
    part = null;
  };
  const enter = () => {
    const type = parseValue((part && valueOf(part.headers, 'content-type')) ?? '');
    if (!type.value.startsWith('multipart/')) return;
    if (!type.params.boundary) noParts = true;
    else if (levels.length >= limits.depth) excessive = true;
    else levels.push({ boundary: type.params.boundary, parts: 0 });
  };
  const close = (depth: number) => {
    for (const level of levels.splice(depth)) if (level.parts === 0) noParts = true;
  };

  enter();
  while (at < text.length && levels.length > 0 && !excessive) {
    const end = endOfLine(text, at);
    const hit = text.startsWith('--', at) ? boundaryAt(levels, text.slice(at + 2, end).trimEnd()) : null;
    const next = end + 1;
    if (hit) {
      finish(at);
      close(hit.depth + (hit.last ? 0 : 1));
      const level = levels[hit.depth];
      if (!hit.last && level) {
        level.parts += 1;
        const head = readHeaders(text, next, limits.headerBytes);
        part = { headers: head.headers, start: head.end };
        excessive ||= head.excessive || leaves.length >= limits.parts;
        at = head.end;
        enter();
        continue;
      }
    }
    at = next;
  }
  finish(text.length);
  const cutShort = levels.some((level) => level.parts > 0);
  if (levels.some((level) => level.parts === 0)) noParts = true;
  return { headers: root.headers, leaves, bodyStart: root.end, cutShort, noParts, excessive };
}

function boundaryAt(
  levels: readonly Level[],
  line: string,
): { readonly depth: number; readonly last: boolean } | null {
  for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
    const boundary = levels[depth]?.boundary;
    if (line === boundary) return { depth, last: false };
    if (line === `${boundary}--`) return { depth, last: true };
  }
  return null;
}

function leafOf(headers: Headers, body: string): MimeLeaf {
  const type = parseValue(valueOf(headers, 'content-type') ?? 'text/plain');
  const encoding = (valueOf(headers, 'content-transfer-encoding') ?? '')
    .replace(/[;\s].*$/s, '')
    .toLowerCase();
  return {
    mimeType: type.value,
    charset: type.params.charset ?? null,
    encoding,
    attached: /^\s*attachment/i.test(valueOf(headers, 'content-disposition') ?? ''),
    damaged: encoding === 'base64' && /[^A-Za-z0-9+/=\s]/.test(body),
  };
}

/** The first header of a name. */
export function valueOf(headers: MimeOutline['headers'], name: string): string | undefined {
  return headers.find(([key]) => key === name)?.[1];
}

function readHeaders(
  text: string,
  from: number,
  limit: number,
): { headers: Headers; end: number; excessive: boolean } {
  const headers: Headers = [];
  let at = from;
  while (at < text.length && at - from < limit) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end).replace(/\r$/, '');
    if (line === '') return { headers, end: end + 1, excessive: false };
    // A boundary in the middle of headers: the blank line is missing, the part is empty.
    if (line.startsWith('--') && !line.includes(':')) return { headers, end: at, excessive: false };
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) last[1] += ` ${line.trim()}`;
    else {
      const colon = line.indexOf(':');
      if (colon > 0) headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
    }
    at = end + 1;
  }
  return { headers, end: Math.min(at, text.length), excessive: at - from >= limit };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The dividing line of a multipart by its Content-Type (RFC 2046 section 5.1.1); null where it is none or has none. */
export function boundaryOf(contentType: string): string | null {
  const { value, params } = parseValue(contentType);
  return value.startsWith('multipart/') ? (params.boundary ?? null) : null;
}

/** A header such as `text/plain; charset="utf-8"`. */
function parseValue(header: string): {
  readonly value: string;
  readonly params: { readonly charset?: string; readonly boundary?: string };
} {
  const value = (/^[^;\s]*/.exec(header)?.[0] ?? '').toLowerCase();
  const charset = paramOf(header, 'charset');
  const boundary = paramOf(header, 'boundary');
  return { value, params: { ...(charset ? { charset } : {}), ...(boundary ? { boundary } : {}) } };
}

function paramOf(header: string, name: 'charset' | 'boundary'): string | undefined {
  const pattern = name === 'charset' ? CHARSET : BOUNDARY;
  const match = pattern.exec(header);
  return match?.[1]?.replace(/\\(.)/g, '$1').trimEnd() ?? match?.[2];
}
const CHARSET = /;\s*charset\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i;
const BOUNDARY = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i;
