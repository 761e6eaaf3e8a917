import type { IncomingMessage } from 'node:http';
import { Instead } from '../faults/instead.ts';
import { owaFrame } from '../methods/get.ts';
import { refuseFragment, splitPath } from '../store/locate.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Call, Method, World } from './call.ts';
import { checkRights } from './check-rights.ts';
import { bodyLimit, checkCharacters, hrefOrigin, passFilters } from './filters.ts';
import { HungUp } from './hung-up.ts';
import { type BodyLimit, MAX_CONTENT_BYTES, MAX_XML_BYTES } from './read-body.ts';
import { Refusal, refuse } from './refusal.ts';
import { rendered } from './rendered.ts';
import { type Reply, sentence } from './reply.ts';
import { storeAt } from './stores.ts';

/** A request as the front hands it over: with the method that the client wrote. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly method: string;
  /** The host the client asked, as an origin. */
  readonly origin: string;
  /** Called before sign-in: faults may delay here, or end the request by throwing. */
  beforeRead(): Promise<void>;
  /** Called between sign-in and the body, as `beforeRead` is. */
  beforeBody(): Promise<void>;
  readBody(limit: BodyLimit): Promise<Buffer>;
  /** Runs the verb, or what a fault makes of it. */
  run(call: Call, method: Method): Promise<Reply>;
}

/** A path, or a whole URL as proxies are asked with (RFC 9112 section 3.2.2). */
const REQUEST_TARGET = /^(?:https?:\/\/[^/?#]*)?([^?]*)(\?.*)?$/is;

/** Answers a request: sign-in, mailbox, body, method. Everything thrown becomes a reply. */
export async function answer(
  world: World,
  methods: ReadonlyMap<string, Method>,
  from: Incoming,
): Promise<Reply> {
  try {
    return withBanner(world, await answerOrThrow(world, methods, from), from.request.url);
  } catch (thrown) {
    if (thrown instanceof HungUp) throw thrown;
    return withBanner(world, refused(thrown), from.request.url);
  }
}

async function answerOrThrow(
  world: World,
  methods: ReadonlyMap<string, Method>,
  from: Incoming,
): Promise<Reply> {
  const { request, method } = from;
  const [, path = '/', query = ''] = REQUEST_TARGET.exec(request.url ?? '/') ?? [];
  await from.beforeRead();
  passFilters(world, { method, path, headers: request.headers });
  const body = (most: number) => from.readBody(bodyLimit(world, most));
  const admission = await world.signIn.admit({
    connection: request.socket,
    method,
    url: request.url ?? '/',
    path,
    origin: from.origin,
    headers: request.headers,
    body: () => body(MAX_XML_BYTES),
  });
  if (admission.kind === 'reply') return admission.reply;
  const caller = admission.mailbox;
  refuseFragment(path);
  const run = methods.get(method) ?? refuse(501, `${method} is not a verb that this server knows.`);
  const place = placeOf(world, splitPath(path), caller, method);
  await from.beforeBody();
  const call: Call = {
    world,
    method,
    path,
    query,
    segments: place?.segments ?? [],
    headers: request.headers,
    body: await body(method === 'PUT' || method === 'POST' ? MAX_CONTENT_BYTES : MAX_XML_BYTES),
    origin: hrefOrigin(world, from.origin),
    mailbox: place?.mailbox ?? caller,
    caller,
  };
  checkCharacters(world, method, call.body);
  const reply = place === null ? entrance(call) : await from.run(call, run);
  return { ...reply, headers: { ...admission.headers, ...reply.headers } };
}

/** The store that is asked; null for `/exchange` itself. 404 and 403 where there is none for this caller. */
function placeOf(world: World, segments: readonly string[], caller: Mailbox, method: string) {
  const first = segments[0]?.toLowerCase();
  if (first === 'exchange' && segments.length === 1) return null;
  const place = storeAt(segments, world);
  if (!place)
    refuse(404, first === 'exchange' ? 'There is no such mailbox here.' : 'Nothing is at this address.');
  checkRights(world, place, caller, method);
  return place;
}

/** `/exchange` itself is OWA's entrance: it says where the caller's mailbox is. */
function entrance(call: Call): Reply {
  if (call.method === 'GET' || call.method === 'HEAD') return owaFrame(call);
  if (call.method === 'OPTIONS')
    return { status: 200, headers: { DAV: '1, 2', 'MS-Author-Via': 'DAV', Allow: 'OPTIONS, GET, HEAD' } };
  return sentence(405, 'This address only shows where the mailbox is.', { Allow: 'OPTIONS, GET, HEAD' });
}

/** What was thrown, as an answer: a Refusal is one already, anything else is the mock's own mistake. */
export function refused(thrown: unknown): Reply {
  if (thrown instanceof Instead) return thrown.reply;
  if (thrown instanceof Refusal) {
    const { status, message, headers, precondition } = thrown;
    return { ...sentence(status, message, headers), ...(precondition && { precondition }) };
  }
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return sentence(500, `The mock Exchange server made a mistake. ${words}`);
}

/** `MS-WebStorage` is how clients tell Exchange from any other server (reference 1.2). */
export function withBanner(world: World, given: Reply, url: string | undefined): Reply {
  const reply = rendered(world, given);
  const { server, poweredBy, webStorage } = world.personality;
  const underStore = /^\/+(exchange|public)(?:[/?]|$)/i.test(url ?? '');
  return {
    ...reply,
    headers: {
      Server: server,
      ...(poweredBy === null ? {} : { 'X-Powered-By': poweredBy }),
      ...(webStorage === null || !underStore ? {} : { 'MS-WebStorage': webStorage }),
      ...reply.headers,
    },
  };
}
