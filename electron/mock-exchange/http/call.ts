import type { IncomingHttpHeaders } from 'node:http';
import type { Mailbox } from '../store/mailbox.ts';
import type { Place } from '../store/urls.ts';
import type { Reply } from './reply.ts';

/** Everything a server serves. */
export interface World {
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  readonly now: () => number;
}

/** One request, read whole. Paths stay encoded: only `locate` decodes them, once. */
export interface Call extends Place {
  readonly method: string;
  /** The path of the request line, without query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly world: World;
}

/** One verb. */
export type Method = (call: Call) => Reply | Promise<Reply>;

/** The value of a header that may come once; lists are joined. */
export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** True for `t`, `T`, `true` (Brief, Overwrite, Allow-Rename); undefined where the header is absent. */
export function flagHeader(call: Call, name: string): boolean | undefined {
  const value = header(call, name)?.trim().toLowerCase();
  return value === undefined ? undefined : value.startsWith('t');
}
