import type { FlagResult, MoveResult } from '../../../shared/contracts/network.ts';
import { fail, type Failure, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { ItemRef, MovedItem } from '../../../shared/mail/types.ts';
import { collectionPath, identityPath, requestPath } from '../dav/href.ts';
import { moveOne, removeOne } from '../dav/move.ts';
import { concernsAll, failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { readHeader } from './header.ts';
import { NO_MARKS } from './members.ts';

export interface Removal {
  readonly items: readonly ItemRef[];
  /** The ETag of a file as it was listed last, where there was one. */
  readonly etag: (href: string) => string | null;
}
export interface Relocation extends Pick<Removal, 'etag'> {
  readonly items: readonly MovedItem[];
  readonly target: string;
}

/**
 * Moves files into another collection, a MOVE each, under a free name and never over another. A file that is gone may
 * have been moved by a request whose answer was lost: it is looked for under the names that it would have got.
 */
export async function moveFiles(
  session: Session,
  { items, target, etag }: Relocation,
  signal: AbortSignal,
): Promise<readonly MoveResult[]> {
  const into = collectionPath(requestPath(target));
  const results: MoveResult[] = [];
  for (const item of items) {
    const { href } = item;
    const result = await perItem<MoveResult>(
      async () => {
        const newHref = await moveFile(session, item, into, etag(href), signal);
        return { href, newHref, failure: null };
      },
      (failure) => ({ href, newHref: null, failure }),
    );
    results.push(result);
  }
  return results;
}

/** Removes files, a DELETE each. One that is gone already is removed. */
export async function removeFiles(
  session: Session,
  { items, etag }: Removal,
  signal: AbortSignal,
): Promise<readonly FlagResult[]> {
  const results: FlagResult[] = [];
  for (const { href } of items) {
    const done: FlagResult = { href, failure: null };
    const result = await perItem(
      async () => {
        await removeOne(session, requestPath(href), ifSame(etag(href)), signal);
        return done;
      },
      (failure): FlagResult => (failure.kind === 'not-found' ? done : { href, failure }),
    );
    results.push(result);
  }
  return results;
}

async function moveFile(
  session: Session,
  item: MovedItem,
  into: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<string> {
  const from = requestPath(item.href);
  const headers = ifSame(etag);
  let taken: unknown;
  for (const to of names(into, from)) {
    try {
      return await moveOne(session, from, to, headers, signal);
    } catch (thrown) {
      const failure = failureOf(thrown);
      // Go's server says 403 of what is not there.
      const mayBeGone = failure?.status === 403 || failure?.status === 409;
      const isGone =
        failure?.kind === 'not-found' ||
        (mayBeGone && (await messageIdAt(session, from, signal)) === undefined);
      if (isGone) return await arrivedAt(session, item, into, signal);
      // 412: the name is taken (RFC 4918 section 10.6), or the message is not what it was (RFC 9110 section 13.1.1).
      const isTaken = failure?.status === 412 && (await messageIdAt(session, to, signal)) !== undefined;
      if (!isTaken) throw thrown;
      taken = thrown;
    }
  }
  throw taken;
}

/** Where a message is that is gone from where it was. Rejects with 'not-found' where nobody knows. */
async function arrivedAt(
  session: Session,
  { href, messageId }: MovedItem,
  into: string,
  signal: AbortSignal,
): Promise<string> {
  for (const name of names(into, requestPath(href))) {
    const there = await messageIdAt(session, name, signal);
    if (there === undefined) break;
    if (there !== null && there === messageId?.trim()) return name;
  }
  throw fail(
    'not-found',
    told(
      'This message is no longer where it was. Retinue did not find it in the folder into which it should go either. It may have been moved or removed by another program.',
    ),
  );
}

/** The Message-ID of what is at an address, null where it has none; undefined: nothing is there. */
async function messageIdAt(
  session: Session,
  href: string,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  try {
    const file = { path: identityPath(href), href, size: 0, modified: null };
    return (await readHeader(session, file, NO_MARKS, signal)).messageId;
  } catch (thrown) {
    if (failureOf(thrown)?.kind === 'not-found') return undefined;
    throw thrown;
  }
}

/** The name that a file has, then "name 2.eml" and so on. */
function* names(into: string, from: string): Generator<string, void, void> {
  const name = from.split('/').pop() ?? '';
  const [, stem = name, extension = ''] = /^(.+?)(\.eml)?$/i.exec(name) ?? [];
  yield into + name;
  for (let nth = 2; nth <= LIMITS.plainNames; nth += 1) yield `${into}${stem}%20${nth}${extension}`;
}

/** A weak ETag proves nothing in If-Match (RFC 9110 section 13.1.1). */
function ifSame(etag: string | null): Readonly<Record<string, string>> {
  return etag === null || etag.startsWith('W/') ? {} : { 'if-match': etag };
}

async function perItem<R>(work: () => Promise<R>, failed: (failure: Failure) => R): Promise<R> {
  try {
    return await work();
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind === 'bug' || concernsAll(failure)) throw thrown;
    return failed(failure);
  }
}
