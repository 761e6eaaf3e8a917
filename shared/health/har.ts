import type { RequestFacts } from './request.ts';

/** HAR says -1 where a number is not known. */
const UNKNOWN = -1;

/**
 * Requests as an HTTP Archive 1.2, oldest first. It holds what the log holds: no authorization, no cookies, no bodies, so
 * that it can be given away.
 */
export function harOf(records: readonly RequestFacts[], version: string): object {
  return {
    log: { version: '1.2', creator: { name: 'Retinue', version }, entries: records.map(entryOf) },
  };
}

function entryOf({ at, origin, method, path, to, status, broke, sent, bytes, ms }: RequestFacts): object {
  return {
    startedDateTime: new Date(at).toISOString(),
    time: ms,
    request: {
      method,
      url: origin + path,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: to === null ? [] : [{ name: 'Destination', value: to }],
      queryString: [],
      headersSize: UNKNOWN,
      bodySize: sent,
    },
    response: {
      status: status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: { size: bytes, mimeType: '' },
      redirectURL: '',
      headersSize: UNKNOWN,
      bodySize: bytes,
    },
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    // What begins with an underscore is ours, as the format allows.
    _broke: broke,
  };
}
