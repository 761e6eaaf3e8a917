import type { MockExchange } from '../api.ts';

/** A request as the routes need it; the body is read only by those that want one. */
export interface AdminRequest {
  readonly method: string;
  readonly url: URL;
  /** What stood in the place of `{id}` in the path of the route; empty where it has none. */
  readonly id: string;
  /** Media type without parameters, lower case; empty where none was given. */
  readonly contentType: string;
  body(): Promise<Buffer>;
}

/** What a route works with. */
export interface AdminWork {
  readonly request: AdminRequest;
  readonly mock: MockExchange;
  /** The mailbox that is meant where a request names none. */
  readonly user: string;
}

/** What is sent back: a value as JSON, or bytes of a type. */
export type AdminAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: AdminHeaders }
  | {
      readonly status: number;
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly headers?: AdminHeaders;
    };
export type AdminHeaders = Readonly<Record<string, string>>;

/** Ends a request with a status and a sentence. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';
  readonly status: number;
  readonly headers: AdminHeaders;

  constructor(status: number, sentence: string, headers: AdminHeaders = {}) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }
}

/** 200 with a value as JSON. */
export function told(body: unknown): AdminAnswer {
  return { status: 200, body };
}
