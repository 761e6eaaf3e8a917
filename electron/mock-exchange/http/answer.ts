import type { IncomingMessage } from 'node:http';
import { owaFrame } from '../methods/get.ts';
import { BASIC_CHALLENGE, mailboxOf, signIn } from '../sign-in/basic.ts';
import { splitPath } from '../store/locate.ts';
import type { Call, Method, World } from './call.ts';
import { MAX_CONTENT_BYTES, MAX_XML_BYTES, readBody } from './read-body.ts';
import { Refusal, refuse } from './refusal.ts';
import { type Reply, sentence } from './reply.ts';

/** A request as the front hands it over: with the method that the client wrote. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly method: string;
  /** The host the client asked, as an origin. */
  readonly origin: string;
}

/** Answers a request: sign-in, mailbox, body, method. Everything thrown becomes a reply. */
export async function answer(
  world: World,
  methods: ReadonlyMap<string, Method>,
  from: Incoming,
): Promise<Reply> {
  try {
    return withBanner(await answerOrThrow(world, methods, from), from.request.url);
  } catch (thrown) {
    return withBanner(failed(thrown), from.request.url);
  }
}

async function answerOrThrow(
  world: World,
  methods: ReadonlyMap<string, Method>,
  from: Incoming,
): Promise<Reply> {
  const path = (from.request.url ?? '/').replace(/[?].*$/s, '');
  const segments = splitPath(path);
  if (!isExchange(from.request.url)) refuse(404, 'Nothing is at this address.');
  const caller = signIn(from.request.headers.authorization, world.mailboxes);
  if (!caller)
    return sentence(401, 'Sign in with a user name and a password.', { 'WWW-Authenticate': BASIC_CHALLENGE });
  const [first, user] = segments;
  if (first?.toLowerCase() !== 'exchange') refuse(404, 'This server has no public folders.');
  const owner =
    user === undefined
      ? caller
      : (mailboxOf(user, world.mailboxes) ?? refuse(404, 'There is no such mailbox here.'));
  if (owner !== caller) refuse(403, 'This mailbox belongs to somebody else.');
  const method =
    methods.get(from.method) ?? refuse(501, `${from.method} is not a verb that this server knows.`);
  const body = await readBody(from.request, from.method === 'PUT' ? MAX_CONTENT_BYTES : MAX_XML_BYTES);
  const call: Call = {
    world,
    method: from.method,
    path,
    headers: from.request.headers,
    body,
    origin: from.origin,
    mailbox: caller,
  };
  return user === undefined ? entrance(call) : method(call);
}

/** `/exchange` itself is OWA's entrance: it says where the caller's mailbox is. */
function entrance(call: Call): Reply {
  if (call.method === 'GET' || call.method === 'HEAD') return owaFrame(call);
  if (call.method === 'OPTIONS')
    return { status: 200, headers: { DAV: '1', 'MS-Author-Via': 'DAV', Allow: 'OPTIONS, GET, HEAD' } };
  return sentence(405, 'This address only shows where the mailbox is.', { Allow: 'OPTIONS, GET, HEAD' });
}

function failed(thrown: unknown): Reply {
  if (thrown instanceof Refusal) return sentence(thrown.status, thrown.message, thrown.headers);
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return sentence(500, `The mock Exchange server made a mistake. ${words}`);
}

/** `MS-WebStorage` is how clients tell Exchange from any other server (reference 1.2). */
function withBanner(reply: Reply, url: string | undefined): Reply {
  const banner: Readonly<Record<string, string>> = isExchange(url) ? { 'MS-WebStorage': '6.5.7638' } : {};
  return {
    ...reply,
    headers: { Server: 'Microsoft-IIS/6.0', 'X-Powered-By': 'ASP.NET', ...banner, ...reply.headers },
  };
}

function isExchange(url: string | undefined): boolean {
  return /^\/+(exchange|public)(?:[/?]|$)/i.test(url ?? '');
}
