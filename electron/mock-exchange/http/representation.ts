import { createHash } from 'node:crypto';
import type { ByteRange } from './byte-range.ts';
import { readByteRanges } from './byte-range.ts';
import { type Call, header } from './call.ts';
import { bufferSource, type ByteSource, joined, slice } from '../store/bytes.ts';
import type { Reply } from './reply.ts';

/** Something that GET can give: its bytes are made only when they are needed. */
export interface Representation {
  readonly type: string;
  readonly etag: string;
  /** ms; HTTP dates have whole seconds. */
  readonly modified: number;
  readonly size: number;
  source(): ByteSource;
}

/** Answers a GET or HEAD by RFC 9110: preconditions first, then ranges. */
export function serve(call: Call, from: Representation): Reply {
  const headers = {
    'Content-Type': from.type,
    ETag: from.etag,
    'Last-Modified': httpDate(from.modified),
    'Accept-Ranges': 'bytes',
  };
  if (failed(call, from)) return { status: 412, headers: { ETag: from.etag } };
  if (unchanged(call, from))
    return { status: 304, headers: { ETag: from.etag, 'Last-Modified': httpDate(from.modified) } };
  const wanted = call.method === 'GET' && rangeHolds(call, from) ? header(call, 'range') : undefined;
  const ranges = wanted === undefined ? null : readByteRanges(wanted, from.size);
  if (ranges === 'unsatisfiable')
    return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${from.size}` } };
  if (ranges === null) return whole(call, from, headers);
  const [only] = ranges;
  return ranges.length === 1 && only ? single(from, headers, only) : several(from, headers, ranges);
}

type Headers = Readonly<Record<string, string>>;

/** HEAD promises the length without making the bytes. */
function whole(call: Call, from: Representation, headers: Headers): Reply {
  if (call.method === 'HEAD')
    return { status: 200, headers: { ...headers, 'Content-Length': String(from.size) } };
  return { status: 200, headers, body: from.source() };
}

function single(from: Representation, headers: Headers, { first, last }: ByteRange): Reply {
  const range = `bytes ${first}-${last}/${from.size}`;
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': range },
    body: slice(from.source(), first, last + 1),
  };
}

function several(from: Representation, headers: Headers, ranges: readonly ByteRange[]): Reply {
  const boundary = createHash('sha256').update(`${from.etag}${from.size}`).digest('hex').slice(0, 24);
  const source = from.source();
  const parts = ranges.flatMap(({ first, last }) => [
    bufferSource(
      Buffer.from(
        `\r\n--${boundary}\r\nContent-Type: ${from.type}\r\nContent-Range: bytes ${first}-${last}/${from.size}\r\n\r\n`,
      ),
    ),
    slice(source, first, last + 1),
  ]);
  const body = joined([...parts, bufferSource(Buffer.from(`\r\n--${boundary}--\r\n`))]);
  return {
    status: 206,
    headers: { ...headers, 'Content-Type': `multipart/byteranges; boundary=${boundary}` },
    body,
  };
}

/** If-Match wins over If-Unmodified-Since; weak tags never match (RFC 9110 section 13.1.1). */
function failed(call: Call, from: Representation): boolean {
  const match = header(call, 'if-match');
  if (match !== undefined)
    return match.trim() !== '*' && !match.split(',').some((each) => each.trim() === from.etag);
  const since = Date.parse(header(call, 'if-unmodified-since') ?? '');
  return !Number.isNaN(since) && Math.floor(from.modified / 1000) * 1000 > since;
}

/** If-None-Match wins over If-Modified-Since (RFC 9110 section 13.2.2). */
function unchanged(call: Call, from: Representation): boolean {
  const none = header(call, 'if-none-match');
  if (none !== undefined)
    return none.trim() === '*' || none.split(',').some((each) => weakly(each) === from.etag);
  const since = Date.parse(header(call, 'if-modified-since') ?? '');
  return !Number.isNaN(since) && Math.floor(from.modified / 1000) * 1000 <= since;
}

/** If-Range: the range counts only for exactly this state (RFC 9110 section 13.1.5); weak tags never match. */
function rangeHolds(call: Call, from: Representation): boolean {
  const given = header(call, 'if-range')?.trim();
  if (given === undefined) return true;
  return given.startsWith('"') ? given === from.etag : given === httpDate(from.modified);
}

function weakly(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}

function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
