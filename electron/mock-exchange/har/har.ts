import { STATUS_CODES } from 'node:http';
import type { JournalEntry } from '../journal/entry.ts';
import { type HeaderPair, redactedHeader, redactedText } from './redact.ts';

/** HTTP Archive 1.2, as far as the mock has facts for it. What begins with `_` is ours, as the format allows. */
export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

interface Pair {
  readonly name: string;
  readonly value: string;
}

export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly Pair[];
    readonly headers: readonly Pair[];
    readonly queryString: readonly Pair[];
    readonly postData?: { readonly mimeType: string; readonly text: string };
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly Pair[];
    readonly headers: readonly Pair[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly _id: number;
  readonly _rule: string | null;
  readonly _step: string | null;
  readonly _committed: boolean;
  readonly _truth: string;
}

/** HAR says -1 where a number is not known. */
const UNKNOWN = -1;

/** The journal as an HTTP Archive, oldest first. Passwords, tokens and cookies are left out. */
export function harOf(entries: readonly JournalEntry[], { creator, origin }: HarSource): Har {
  const { protocol } = new URL(origin);
  return { log: { version: '1.2', creator, entries: entries.map((entry) => harEntry(entry, protocol)) } };
}

export interface HarSource {
  readonly creator: Har['log']['creator'];
  /** Of the server: says http or https. */
  readonly origin: string;
}

function harEntry(entry: JournalEntry, protocol: string): HarEntry {
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: entry.durationMs,
    request: requestOf(entry, protocol),
    response: responseOf(entry),
    cache: {},
    timings: { send: 0, wait: entry.durationMs, receive: 0 },
    _id: entry.id,
    _rule: entry.rule,
    _step: entry.step,
    _committed: entry.committed,
    _truth: entry.truth,
  };
}

function requestOf(entry: JournalEntry, protocol: string): HarEntry['request'] {
  const { method, path, requestBytes, wire } = entry;
  const headers = pairs(wire.requestHeaders);
  const url = `${protocol}//${wire.host === '' ? 'localhost' : wire.host}${path.startsWith('/') ? path : `/${path}`}`;
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: cookiesOf(headers, 'cookie'),
    headers,
    queryString: queryOf(path),
    ...(wire.requestText === null
      ? {}
      : { postData: { mimeType: wire.requestType ?? '', text: redactedText(wire.requestText) } }),
    headersSize: UNKNOWN,
    bodySize: requestBytes,
  };
}

function responseOf({ status, responseBytes, wire }: JournalEntry): HarEntry['response'] {
  const headers = pairs(wire.responseHeaders);
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: cookiesOf(headers, 'set-cookie'),
    headers,
    content: {
      size: responseBytes,
      mimeType: wire.responseType ?? '',
      ...(wire.responseText === null ? {} : { text: wire.responseText }),
    },
    redirectURL: headers.find(({ name }) => name.toLowerCase() === 'location')?.value ?? '',
    headersSize: UNKNOWN,
    bodySize: responseBytes,
  };
}

function pairs(headers: readonly HeaderPair[]): readonly Pair[] {
  return headers.map(redactedHeader).map(([name, value]) => ({ name, value }));
}

function cookiesOf(headers: readonly Pair[], header: string): readonly Pair[] {
  const lines = headers.filter(({ name }) => name.toLowerCase() === header).map(({ value }) => value);
  const cookies =
    header === 'cookie'
      ? lines.flatMap((line) => line.split(';'))
      : lines.map((line) => line.split(';')[0] ?? '');
  return cookies.flatMap((cookie) => {
    const [name, value = ''] = cookie.trim().split('=', 2);
    return name === undefined || name === '' ? [] : [{ name, value }];
  });
}

function queryOf(path: string): readonly Pair[] {
  const at = path.indexOf('?');
  return at < 0 ? [] : [...new URLSearchParams(path.slice(at + 1))].map(([name, value]) => ({ name, value }));
}
