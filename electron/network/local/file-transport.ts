import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { identityPath } from '../dav/href.ts';
import type { HttpTransport, WireAnswer } from '../dav/transport.ts';
import type { LocalStore } from './local-store.ts';

/**
 * Answers GET, with one range, from the files of a mailbox on this computer, so that what reads messages from servers (the
 * list, the reading pane, downloads) reads them here as well. No other method is known.
 */
export function localTransport(store: LocalStore): HttpTransport {
  return async ({ method, url, headers, signal }) => {
    signal.throwIfAborted();
    if (method !== 'GET') return answerOf(501);
    const file = (await store.find(identityPath(new URL(url).pathname)))?.place;
    if (file === undefined) return answerOf(404);
    const { size } = await stat(file);
    const etag = `"${size}"`;
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers['range'] ?? '');
    const facts = { 'content-type': 'message/rfc822', 'accept-ranges': 'bytes', etag };
    if (!range) return answerOf(200, { ...facts, 'content-length': String(size) }, bytesOf(file, 0, size));
    const from = Number(range[1]);
    const end = Math.min(size, range[2] === '' ? size : Number(range[2]) + 1);
    if (from >= size) return answerOf(416, { 'content-range': `bytes */${size}` });
    const length = {
      'content-length': String(end - from),
      'content-range': `bytes ${from}-${end - 1}/${size}`,
    };
    return answerOf(206, { ...facts, ...length }, bytesOf(file, from, end));
  };
}

function bytesOf(file: string, from: number, end: number): Readable {
  return from >= end ? Readable.from([]) : createReadStream(file, { start: from, end: end - 1 });
}

function answerOf(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = Readable.from([]),
): WireAnswer {
  return {
    status,
    headers: new Map(Object.entries(headers)),
    cookies: [],
    body,
    faultOf: (thrown) => thrown,
  };
}
