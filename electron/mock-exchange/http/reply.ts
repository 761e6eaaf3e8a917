import { bufferSource, type ByteSource } from '../store/bytes.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import type { Precondition } from './refusal.ts';

/** An answer as a value: a method makes it, `send` (send.ts) writes it. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | ByteSource;
  /** The store was changed: the journal tells it. */
  readonly committed?: boolean;
  /** What is true on the server now, where the method can say it better than its status does: "Delivered to 5". */
  readonly truth?: string;
  /** A multistatus as values: bulk verbs gather the answers of single ones. Written by `rendered` where there is no body. */
  readonly responses?: readonly DavResponse[];
  /** The body names this broken precondition; written by `rendered`. */
  readonly precondition?: Precondition;
  /** The reason phrase, where it is not the usual one of this server. */
  readonly reason?: string;
  /** The body has no Content-Length: it is sent in chunks, as a conversion on the fly does. */
  readonly chunked?: boolean;
  /** Nothing of it is sent: the connection ends instead. */
  readonly unanswered?: boolean;
}

/** 207, as values: `rendered` writes the body in the dialect of the server. */
export function multistatus(responses: readonly DavResponse[], more: Partial<Reply> = {}): Reply {
  return { status: 207, responses, ...more };
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
