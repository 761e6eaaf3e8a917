import { DAV } from '../../../shared/exchange/names.ts';
import { refuse } from '../http/refusal.ts';
import { readXml } from '../xml/read.ts';
import { child, elements, is, type XmlElement } from '../xml/tree.ts';
import type { LockWish } from './lock-table.ts';

/** What IIS grants where the client names no time (inferred). */
const DEFAULT_SECONDS = 180;
/** 2^32-1, the longest that RFC 4918 section 10.7 lets a client ask for. */
const MAX_SECONDS = 4_294_967_295;

/** Reads the `lockinfo` of a LOCK: 400 where it is something else, 422 where it asks for no write lock. */
export function readLockInfo(body: Buffer): Pick<LockWish, 'scope' | 'owner'> {
  const root = readXml(body);
  if (!is(root, DAV, 'lockinfo')) refuse(400, 'The request body is not a DAV: lockinfo.');
  const scope = only(root, 'lockscope');
  const type = only(root, 'locktype');
  if (!is(type, DAV, 'write')) refuse(422, 'The only lock type of this server is write.');
  const owner = child(root, DAV, 'owner') ?? null;
  if (is(scope, DAV, 'exclusive')) return { scope: 'exclusive', owner };
  return is(scope, DAV, 'shared')
    ? { scope: 'shared', owner }
    : refuse(422, 'A lock is either exclusive or shared.');
}

function only(root: XmlElement, name: string): XmlElement {
  const inside = child(root, DAV, name);
  const [first, second] = inside ? elements(inside) : [];
  return first && second === undefined ? first : refuse(400, `The lockinfo needs one ${name}.`);
}

/** The first `Timeout` that can be read (`Second-n`, `Infinite`); null for never, 180 seconds where none is given. */
export function readTimeout(
  given: string | undefined,
  otherwise: number | null = DEFAULT_SECONDS,
): number | null {
  for (const word of (given ?? '').split(',')) {
    if (/^\s*infinite\s*$/i.test(word)) return null;
    const seconds = /^\s*second-(\d+)\s*$/i.exec(word)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), MAX_SECONDS);
  }
  return otherwise;
}
