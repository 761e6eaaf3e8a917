import type { WireRecord } from './entry.ts';

type Pair = readonly [string, string];

/** Different header lines that are kept once for all entries; then it begins anew. */
const MAX_SHARED = 4096;

/** Keeps one copy of each header line: clients send the same dozen with every request. */
export interface HeaderPool {
  share(headers: readonly Pair[]): readonly Pair[];
}

export function newHeaderPool(): HeaderPool {
  const shared = new Map<string, Pair>();
  const one = (pair: Pair): Pair => {
    const key = pair.join(':');
    const found = shared.get(key);
    if (found) return found;
    if (shared.size >= MAX_SHARED) shared.clear();
    shared.set(key, pair);
    return pair;
  };
  return { share: (headers) => headers.map((pair) => one(redacted(pair))) };
}

/** What went over the wire, as the front and the sender saw it. */
export interface WireFacts {
  readonly host: string;
  /** Name, value, name, value, as Node gives them. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly Pair[];
  readonly requestBody: readonly Buffer[];
  readonly responseBody: readonly Buffer[];
}

/** For HAR: secrets redacted; bodies only where they are text (their readers keep no others). */
export function wireRecord(facts: WireFacts, pool: HeaderPool): WireRecord {
  const requestHeaders = pairs(facts.requestHeaders);
  return {
    host: facts.host,
    requestHeaders: pool.share(requestHeaders),
    responseHeaders: pool.share(facts.responseHeaders),
    requestText: textOf(facts.requestBody),
    responseText: textOf(facts.responseBody),
    requestType: named(requestHeaders, 'content-type'),
    responseType: named(facts.responseHeaders, 'content-type'),
  };
}

const SECRET = /^(?:authorization|proxy-authorization|cookie|set-cookie|www-authenticate)$/i;

/** The scheme stays: what a client offered is no secret, and often the answer to a question. A challenge of Basic too. */
function redacted([name, value]: Pair): Pair {
  if (!SECRET.test(name)) return [name, value];
  if (/^www-authenticate$/i.test(name))
    return [name, value.replace(/^(NTLM|Negotiate) .+$/i, '$1 (redacted)')];
  const scheme = /^(?:basic|ntlm|negotiate|digest|bearer)\b/i.exec(value)?.[0];
  return [name, scheme === undefined ? '(redacted)' : `${scheme} (redacted)`];
}

function pairs(flat: readonly string[]): readonly Pair[] {
  return flat.flatMap((name, at): readonly Pair[] => (at % 2 === 0 ? [[name, flat[at + 1] ?? '']] : []));
}

function named(headers: readonly Pair[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

/** A log-on form carries the password. */
function textOf(pieces: readonly Buffer[]): string | null {
  if (pieces.length === 0) return null;
  const text = Buffer.concat(pieces).toString();
  return text.replace(/\b(password=)[^&\s]*/gi, '$1(redacted)');
}
