import type { MockExchange } from '../api.ts';
import { contentOf } from '../mime/content.ts';

/** A request as the routes need it; the body is read only by those that want one. */
export interface AdminRequest {
  readonly method: string;
  readonly url: URL;
  /** Media type without parameters, lower case; empty where none was given. */
  readonly contentType: string;
  body(): Promise<Buffer>;
  /** When it came, ms. */
  readonly at: number;
}

/** What is sent back, as JSON. */
export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a request with a status and a sentence. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }
}

type Handler = (
  request: AdminRequest,
  mock: MockExchange,
  user: string,
) => Promise<AdminAnswer> | AdminAnswer;

async function deliver(request: AdminRequest, mock: MockExchange, user: string): Promise<AdminAnswer> {
  if (request.contentType !== 'message/rfc822') {
    throw new AdminRefusal(415, 'POST /deliver takes a message with Content-Type: message/rfc822.');
  }
  const raw = await request.body();
  if (raw.length === 0) throw new AdminRefusal(400, 'POST /deliver needs a message in its body.');
  const content = await contentOf(raw);
  mock.deliver(user, { content, received: request.at, read: false });
  return { status: 201, body: { delivered: true, user, bytes: raw.length } };
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly handle: Handler;
}

const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/journal', { method: 'GET', handle: (_, mock) => ({ status: 200, body: { entries: mock.journal } }) }],
  [
    '/folders',
    { method: 'GET', handle: (_, mock, user) => ({ status: 200, body: { folders: mock.folders(user) } }) },
  ],
  ['/deliver', { method: 'POST', handle: deliver }],
  [
    '/reset',
    {
      method: 'POST',
      handle: (_, mock) => {
        mock.reset();
        return { status: 200, body: { reset: true } };
      },
    },
  ],
]);

/** Finds the route and runs it; `?user=` chooses the mailbox. Throws an AdminRefusal where there is none. */
export async function route(request: AdminRequest, mock: MockExchange, user: string): Promise<AdminAnswer> {
  const { pathname, searchParams } = request.url;
  const found = ROUTES.get(pathname);
  if (found === undefined) {
    throw new AdminRefusal(
      404,
      `There is no ${pathname} here; this version has ${[...ROUTES.keys()].join(', ')}.`,
    );
  }
  if (found.method !== request.method) {
    throw new AdminRefusal(405, `${pathname} takes ${found.method}.`, { Allow: found.method });
  }
  return found.handle(request, mock, searchParams.get('user') ?? user);
}
