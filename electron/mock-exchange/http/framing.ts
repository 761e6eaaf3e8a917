import { METHODS } from 'node:http';

/** Request line and headers together, as http.sys bounds them; a longer head is refused. */
export const MAX_HEAD_BYTES = 64 * 1024;

/** How a message's body ends: after so many bytes, or after its last chunk. */
export type Framing = { readonly kind: 'length'; readonly bytes: number } | { readonly kind: 'chunked' };

/** A request head that may pass, or the reason why it may not. */
export type Head =
  | { readonly ok: true; readonly method: string; readonly forwarded: Buffer; readonly framing: Framing }
  | { readonly ok: false; readonly status: 400 | 431; readonly reason: string };

const KNOWN: ReadonlySet<string> = new Set(METHODS);
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]$/;
const NUL_OR_BARE = /\0|\r(?!\n)|(?<!\r)\n/;

/**
 * Judges one head (up to and including the empty line) and says what Node's parser is to see: the same bytes, but with
 * a method it knows, because llhttp refuses BPROPFIND, POLL, X-MS-ENUMATTS and all others of its own choosing.
 * Whatever two parsers could frame differently is refused (RFC 9112 section 6.3): two framings, differing lengths,
 * folded framing headers, bare line ends.
 */
export function readHead(bytes: Buffer): Head {
  const text = bytes.toString('latin1');
  if (NUL_OR_BARE.test(text)) return bad('The request head holds a bare line end or a NUL.');
  const lines = text.slice(0, -4).split('\r\n');
  const [method, rest] = splitMethod(lines[0] ?? '');
  if (rest === undefined) return bad('The request line is not one of HTTP/1.1.');
  const fields = readFields(lines.slice(1));
  if (fields === null) return bad('A request header cannot be read.');
  // RFC 9112 section 3.2. Node would answer it by itself, past the journal.
  if (lines[0]?.endsWith('1.1') && !fields.some((each) => each.name === 'host'))
    return bad('The request names no host.');
  const framing = framingOf(fields);
  if (typeof framing === 'string') return bad(framing);
  const shown =
    KNOWN.has(method) && method !== 'CONNECT'
      ? bytes
      : Buffer.from(`PROPFIND${text.slice(method.length)}`, 'latin1');
  return { ok: true, method, forwarded: shown, framing };
}

/** Size and rest of a chunk-size line; null where it is not one. 8 hex digits are 4 GiB, more than any cap. */
export function readChunkSize(line: string): number | null {
  const digits = /^([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n\0]*)?$/.exec(line)?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly folded: boolean;
}

function splitMethod(line: string): readonly [string, string | undefined] {
  const parts = REQUEST_LINE.exec(line);
  return parts ? [parts[1] ?? '', parts[2]] : ['', undefined];
}

function readFields(lines: readonly string[]): readonly Field[] | null {
  const fields: Field[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (!last) return null;
      fields[fields.length - 1] = { ...last, value: `${last.value} ${line.trim()}`, folded: true };
      continue;
    }
    const parts = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/.exec(line);
    if (!parts) return null;
    fields.push({ name: (parts[1] ?? '').toLowerCase(), value: (parts[2] ?? '').trim(), folded: false });
  }
  return fields;
}

function framingOf(fields: readonly Field[]): Framing | string {
  const lengths = fields.filter((each) => each.name === 'content-length');
  const codings = fields.filter((each) => each.name === 'transfer-encoding');
  if ([...lengths, ...codings].some((each) => each.folded))
    return 'A header that frames the message is folded.';
  if (fields.filter((each) => each.name === 'host').length > 1) return 'The request names two hosts.';
  if (lengths.length > 0 && codings.length > 0)
    return 'The message is framed twice: Content-Length and Transfer-Encoding.';
  if (codings.length > 0) return codingsOf(codings);
  if (new Set(lengths.map((each) => each.value)).size > 1)
    return 'The message has two differing Content-Lengths.';
  const length = lengths[0]?.value ?? '0';
  return /^\d{1,15}$/.test(length)
    ? { kind: 'length', bytes: Number(length) }
    : 'The Content-Length is not a number.';
}

function codingsOf(codings: readonly Field[]): Framing | string {
  const only = codings.length === 1 && codings[0]?.value.toLowerCase() === 'chunked';
  return only ? { kind: 'chunked' } : 'The only Transfer-Encoding this server takes is chunked.';
}

function bad(reason: string): Head {
  return { ok: false, status: 400, reason };
}
