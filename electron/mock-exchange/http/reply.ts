import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { bufferSource, type ByteSource } from '../store/bytes.ts';
import { type DavResponse, renderMultistatus } from '../xml/multistatus.ts';

/** An answer as a value: a method makes it, `send` writes it. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | ByteSource;
  /** The store was changed: the journal tells it. */
  readonly committed?: boolean;
  /** What is true on the server now, where the method can say it better than its status does: "Delivered to 5". */
  readonly truth?: string;
  /** The body has no Content-Length: it is sent in chunks, as a conversion on the fly does. */
  readonly chunked?: boolean;
}

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

/** The body of a reply as a source; empty where it has none. */
export function bodyOf({ body }: Reply): ByteSource {
  return body === undefined || Buffer.isBuffer(body) ? bufferSource(body ?? Buffer.alloc(0)) : body;
}

/** True for statuses that never have a body (RFC 9110 section 6.4.1). */
export function isBodyless(status: number): boolean {
  return status === 204 || status === 304 || status < 200;
}

/** Writes an answer with back-pressure; resolves with the bytes of body that were handed on. */
export async function send(response: ServerResponse, reply: Reply, withBody: boolean): Promise<number> {
  const body = bodyOf(reply);
  writeHead(response, reply);
  const sent = withBody && !isBodyless(reply.status) ? await writePieces(response, body) : 0;
  response.end();
  return sent;
}

/** Status line and headers, with the Content-Length of the body unless the reply names one or is chunked. */
export function writeHead(response: ServerResponse, reply: Reply): void {
  const lengthless = isBodyless(reply.status) || reply.chunked === true;
  const headers: Record<string, string | string[]> = lengthless
    ? {}
    : { 'Content-Length': String(bodyOf(reply).size) };
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  response.writeHead(reply.status, PHRASES[reply.status] ?? undefined, headers);
}

/** Codes that Node names differently, or not at all. */
const PHRASES: Readonly<Record<number, string>> = { 404: 'Resource Not Found', 440: 'Login Timeout' };

async function writePieces(response: ServerResponse, body: ByteSource): Promise<number> {
  let sent = 0;
  for (const piece of body.read(0, body.size)) {
    if (response.closed) break;
    sent += piece.length;
    if (!response.write(piece) && !response.closed) await drainOrClose(response);
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
