import { gzipSync } from 'node:zlib';
import { bodyOf, type Reply } from '../http/reply.ts';
import { wholeOf } from '../store/bytes.ts';
import type { Strike } from './engine.ts';

/** Larger bodies go as they are: gzip holds the whole of them. */
const MAX_GZIP_BYTES = 64 * 1024 * 1024;

/** The answer as the strikes make it, one after the other. */
export function transformed(reply: Reply, strikes: readonly Strike[]): Reply {
  return strikes.reduce((done, strike) => transform(done, strike), reply);
}

function transform(reply: Reply, { what, rule, byte }: Strike): Reply {
  switch (what.kind) {
    case 'wrong-content-range':
      return withHeader(reply, 'Content-Range', (given) => shifted(given, what.shift));
    case 'status-200-for-range':
      return reply.status === 206 ? { ...reply, status: 200 } : reply;
    case 'weak-etag':
      return withHeader(reply, 'ETag', (given) => (given.startsWith('W/') ? given : `W/${given}`));
    case 'drop-validators':
      return { ...reply, headers: without(reply, ['etag', 'last-modified', 'getetag', 'resourcetag']) };
    case 'gzip':
      return gzipped(reply);
    case 'malformed-xml':
      return malformed(reply, rule.step === 'mid-download' && rule.byte !== undefined ? byte : null);
    default:
      return reply;
  }
}

type Headers = NonNullable<Reply['headers']>;

function withHeader(reply: Reply, name: string, change: (given: string) => string): Reply {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(reply.headers ?? {})) {
    const isIt = key.toLowerCase() === name.toLowerCase() && typeof value === 'string';
    headers[key] = isIt ? change(value) : value;
  }
  return { ...reply, headers };
}

function without(reply: Reply, names: readonly string[]): Headers {
  return Object.fromEntries(
    Object.entries(reply.headers ?? {}).filter(([name]) => !names.includes(name.toLowerCase())),
  );
}

/** `bytes 0-9/100` by 5: `bytes 5-14/100`; never below zero. */
function shifted(range: string, by: number): string {
  return range.replace(/^bytes (\d+)-(\d+)/, (_, first: string, last: string) => {
    const start = Math.max(0, Number(first) + by);
    return `bytes ${start}-${start + Number(last) - Number(first)}`;
  });
}

/** The coding is put over the slice, not the slice cut out of the coding: what makes ranges and gzip a trap. */
function gzipped(reply: Reply): Reply {
  const body = bodyOf(reply);
  if (body.size > MAX_GZIP_BYTES) return reply;
  const headers = { ...without(reply, ['content-length']), 'Content-Encoding': 'gzip' };
  return { ...reply, headers, body: body.size === 0 ? wholeOf(body) : gzipSync(wholeOf(body)) };
}

/** XML that breaks off in the middle of a tag, complete by its Content-Length. An answer without XML stays. */
function malformed(reply: Reply, byte: number | null): Reply {
  const type = String(Object.entries(reply.headers ?? {}).find(([key]) => /^content-type$/i.test(key))?.[1]);
  if (!/xml/i.test(type)) return reply;
  const body = wholeOf(bodyOf(reply));
  const middle = body.indexOf('<', Math.floor(body.length / 2));
  const cut = byte ?? (middle < 0 ? Math.floor(body.length / 2) : middle + 2);
  return { ...reply, body: body.subarray(0, Math.min(cut, Math.max(0, body.length - 2))) };
}
