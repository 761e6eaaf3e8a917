import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { type DavResponse, renderMultistatus } from '../xml/multistatus.ts';

/** An answer as a value: a method makes it, `send` writes it. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** The store was changed: the journal tells it. */
  readonly committed?: boolean;
}

/** A piece small enough that a slow reader is felt between two writes. */
const PIECE_BYTES = 256 * 1024;

/** 207 with `Content-Type: text/xml`, which must not name a charset (reference 7.1: DavMail drops the answer). */
export function multistatus(responses: readonly DavResponse[], more: Partial<Reply> = {}): Reply {
  const headers = { 'Content-Type': 'text/xml', ...more.headers };
  return { status: 207, body: renderMultistatus(responses), ...more, headers };
}

/** A sentence for a person who looks at the wire. */
export function sentence(
  status: number,
  words: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: Buffer.from(`${words}\r\n`),
  };
}

export function html(status: number, markup: string): Reply {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: Buffer.from(markup) };
}

/** Writes an answer with back-pressure; resolves with the bytes of body that were handed on. */
export async function send(response: ServerResponse, reply: Reply, withBody: boolean): Promise<number> {
  const body = reply.body ?? Buffer.alloc(0);
  const bodyless = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, PHRASES[reply.status] ?? undefined, {
    ...(bodyless ? {} : { 'Content-Length': String(body.length) }),
    ...reply.headers,
  });
  const sent = withBody && !bodyless ? await writePieces(response, body) : 0;
  response.end();
  return sent;
}

/** Codes that Node names differently, or not at all. */
const PHRASES: Readonly<Record<number, string>> = { 404: 'Resource Not Found' };

async function writePieces(response: ServerResponse, body: Buffer): Promise<number> {
  let sent = 0;
  while (sent < body.length && !response.closed) {
    const piece = body.subarray(sent, sent + PIECE_BYTES);
    sent += piece.length;
    if (!response.write(piece) && sent < body.length && !response.closed) await drainOrClose(response);
  }
  return sent;
}

async function drainOrClose(response: ServerResponse): Promise<void> {
  const done = new AbortController();
  const options = { signal: done.signal };
  const ignoreAbort = (error: unknown) => {
    if (!done.signal.aborted) throw error;
  };
  await Promise.race([
    once(response, 'drain', options).catch(ignoreAbort),
    once(response, 'close', options).catch(ignoreAbort),
  ]);
  done.abort();
}
