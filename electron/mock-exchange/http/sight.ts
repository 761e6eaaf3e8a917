import type { IncomingMessage } from 'node:http';
import { locate, splitPath, type Target } from '../store/locate.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { decodeSegment } from '../store/url-names.ts';
import type { World } from './call.ts';
import { Refusal } from './refusal.ts';
import { storeAt } from './stores.ts';

/** What the head of a request is about, before anybody has signed in. */
export interface Sight {
  readonly method: string;
  /** Path of the request line as it came, without query. */
  readonly path: string;
  readonly mailbox: Mailbox | null;
  /** Null where the path leads to no store. */
  readonly target: Target | null;
  /** Path of the Destination header as it came; null where there is none. */
  readonly destination: string | null;
  readonly destinationTarget: Target | null;
}

const ORIGIN = /^https?:\/\/[^/?#]*/i;

export function sightOf(world: World, request: IncomingMessage, method: string): Sight {
  // A proxy's form of the address means the same as the path alone (RFC 9112 section 3.2.2).
  const path = (request.url ?? '/').replace(ORIGIN, '').replace(/\?.*$/s, '');
  const given = request.headers['destination'];
  const destination = typeof given === 'string' ? given.trim().replace(ORIGIN, '') : null;
  const here = lookUp(world, path);
  return {
    method,
    path,
    mailbox: here.mailbox,
    target: here.target,
    destination,
    destinationTarget: destination === null ? null : lookUp(world, destination).target,
  };
}

/** What the path leads to now. */
export function lookUp(
  world: World,
  path: string,
): { readonly mailbox: Mailbox | null; readonly target: Target | null } {
  try {
    const place = storeAt(splitPath(path), world);
    if (!place) return { mailbox: null, target: null };
    const target = locate(place.mailbox, place.segments, !world.personality.exchange);
    return { mailbox: place.mailbox, target };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    // The request will be refused for its path; the journal and the rules only know it as it came.
    return { mailbox: null, target: null };
  }
}

/** The path for rules and people; segments that cannot be decoded stay as they came. */
export function decodedPath(path: string): string {
  return path
    .split('/')
    .map((segment) => decodeSegment(segment) ?? segment)
    .join('/');
}
