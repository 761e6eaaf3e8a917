import { DAV } from '../../../shared/exchange/names.ts';
import type { Call, Method } from '../http/call.ts';
import { checkRights } from '../http/check-rights.ts';
import { checkLife } from '../http/hung-up.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { multistatus, type Reply } from '../http/reply.ts';
import { storeAt } from '../http/stores.ts';
import { turn } from '../http/turn.ts';
import { splitPath } from '../store/locate.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import { readXml } from '../xml/read.ts';
import { elements, is, textOf, type XmlElement } from '../xml/tree.ts';
import { isThisHost } from './target.ts';

/** Clients send a hundred at most (reference 3.10); ten times that is a mistake, more would hold the server. */
const MAX_TARGETS = 1000;
/** Targets that are worked off before other requests have their turn. */
const AT_ONCE = 25;

/** One target as the client wrote it. */
export interface BulkTarget {
  readonly href: string;
  /** Where it goes, of BMOVE and BCOPY; null: into the folder that Destination names. */
  readonly dest: string | null;
}

/** The body of a bulk verb. */
export interface BulkRequest {
  readonly root: XmlElement;
  readonly targets: readonly BulkTarget[];
}

/** Reads a body with this root in DAV:. 400 without targets, 413 with more than a thousand. */
export function readBulk(body: Buffer, rootName: string): BulkRequest {
  const root = readXml(body);
  if (!is(root, DAV, rootName)) refuse(400, `The request body is not a DAV: ${rootName}.`);
  const parts = elements(root)
    .filter((each) => is(each, DAV, 'target'))
    .flatMap(elements);
  const targets = parts.flatMap((part, at): readonly BulkTarget[] => {
    const next = parts[at + 1];
    const dest = next !== undefined && is(next, DAV, 'dest') ? textOf(next).trim() : null;
    return is(part, DAV, 'href') ? [{ href: textOf(part).trim(), dest }] : [];
  });
  if (targets.length === 0) refuse(400, 'The request body names no target.');
  if (targets.length > MAX_TARGETS)
    refuse(413, `The request names ${targets.length} targets; ${MAX_TARGETS} is the most at once.`);
  return { root, targets };
}

/** The encoded path of a reference below the request URI, which counts as a folder with or without its slash. */
export function addressOf(call: Call, href: string): string {
  const [, host, path] =
    /^(?:https?:\/\/([^/?#]*))?([^?#]*)$/i.exec(href) ?? refuse(400, `"${href}" is not an address.`);
  if (host !== undefined && !isThisHost(call, host)) refuse(502, 'The target is on another server.');
  if (host !== undefined || path?.startsWith('/')) return path || '/';
  const base = call.path.endsWith('/') ? call.path : `${call.path}/`;
  return path ? base + path : call.path;
}

/** The request for one target by which a single verb does its part of the work. Refuses what is not in this store. */
export function singleCall(
  call: Call,
  href: string,
  as: Pick<Call, 'method'> & Partial<Pick<Call, 'body' | 'headers'>>,
): Call {
  const path = addressOf(call, href);
  const place = storeAt(splitPath(path), call.world);
  if (place?.mailbox !== call.mailbox) refuse(404, 'Nothing is at this address.');
  checkRights(call.world, place, call.caller, as.method);
  const { depth: _depth, destination: _destination, range: _range, ...headers } = call.headers;
  return {
    ...call,
    body: Buffer.alloc(0),
    ...as,
    path,
    segments: place.segments,
    headers: { ...headers, ...as.headers },
  };
}

/** What a target came to: its part of the multistatus, and whether the store was changed. */
export interface BulkResult {
  readonly responses: readonly DavResponse[];
  readonly committed: boolean;
}

/**
 * Works the targets off in order. What a single verb refuses is the status of that target alone. The answer is a 207
 * for one target too: Exchange may answer that one with the plain status (reference 3.10), clients take both.
 */
export async function answerEach(
  call: Call,
  targets: readonly BulkTarget[],
  work: (target: BulkTarget) => BulkResult | Promise<BulkResult>,
): Promise<Reply> {
  const results: BulkResult[] = [];
  for (const [at, target] of targets.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await turn();
    checkLife(call);
    results.push(await resultOf(call, target, work));
  }
  return multistatus(
    results.flatMap(({ responses }) => responses),
    { committed: results.some(({ committed }) => committed) },
  );
}

async function resultOf(
  call: Call,
  target: BulkTarget,
  work: (target: BulkTarget) => BulkResult | Promise<BulkResult>,
): Promise<BulkResult> {
  try {
    return await work(target);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const { status, message } = thrown;
    return {
      responses: [{ href: shownHref(call, target.href), status, description: message }],
      committed: false,
    };
  }
}

/** The absolute address of a target, or what the client wrote where that is none. */
export function shownHref(call: Call, href: string): string {
  try {
    return call.origin + addressOf(call, href);
  } catch (thrown) {
    if (thrown instanceof Refusal) return href;
    throw thrown;
  }
}

/** Runs a single verb; its status and its responses, whichever it has, become the result. */
export async function runSingle(method: Method, call: Call): Promise<BulkResult & { readonly reply: Reply }> {
  const reply = await method(call);
  const href = call.origin + call.path;
  return {
    reply,
    responses: reply.responses?.map(withStatus) ?? [{ href, status: reply.status }],
    committed: reply.committed ?? false,
  };
}

/** Brief leaves a response without propstats; it still says that it went well. */
function withStatus(response: DavResponse): DavResponse {
  const says = response.status !== undefined || (response.propstats ?? []).length > 0;
  return says ? response : { ...response, status: 200 };
}
