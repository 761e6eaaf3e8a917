import { fail, type Failure, type FailureError, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { DAV } from '../../../shared/exchange/names.ts';
import { failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { collectionPath } from './href.ts';
import { moveOne, refusalOf, removeOne } from './move.ts';
import { readAllResponses } from './multistatus.ts';
import { propfind } from './propfind.ts';
import { property } from './property.ts';

const RESOURCE_TYPE = property(DAV, 'resourcetype');

/** A collection to be made. */
export interface NewCollection {
  /** With a trailing slash. */
  readonly path: string;
  /** What it is, for servers that take a body (reference 3.4). */
  readonly body?: string;
  /** It was asked for before and no answer came: what is there is taken for it. */
  readonly again: boolean;
}

/**
 * MKCOL, never over anything. A lost answer is looked into before anything is said. Answers where it is. Rejects with
 * 'conflict' where there is something already.
 */
export async function makeCollection(
  session: Session,
  { path, body, again }: NewCollection,
  signal: AbortSignal,
): Promise<string> {
  if (await isCollectionThere(session, path, signal)) {
    if (again) return path;
    throw taken(405, `MKCOL ${path}`);
  }
  try {
    return await mkcol(session, path, body, signal);
  } catch (thrown) {
    const failure = toFailure(thrown);
    // RFC 4918 section 9.3.1: somebody was quicker.
    if (failure.status === 405) throw taken(405, failure.detail);
    if (failure.status === 409) throw parentGone(failure);
    if (failure.status === 404)
      throw (await isCollectionThere(session, parentOf(path), signal))
        ? filtered(failure)
        : parentGone(failure);
    if (isUntold(failure) && (await isCollectionThere(session, path, signal))) return path;
    throw thrown;
  }
}

/**
 * MOVE of a folder with all that is in it, under the first of these addresses that is free. What is gone from where it
 * was and stands there has been moved by a request whose answer was lost. Answers where it is now.
 */
export async function moveCollection(
  session: Session,
  from: string,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const isThere = (path: string) => isCollectionThere(session, path, signal);
  for (const to of addresses) {
    try {
      return collectionPath(await moveOne(session, from, to, {}, signal, 'folder'));
    } catch (thrown) {
      const failure = toFailure(thrown);
      // Go's server says 403 of what is not there.
      const mayBeGone = isUntold(failure) || [403, 404, 409, 410, 412].includes(failure.status ?? 0);
      if (!mayBeGone) throw thrown;
      if (!(await isThere(from))) return await arrivedAt(addresses, isThere, thrown);
      if (isUntold(failure)) throw thrown;
      const isParent = [404, 409].includes(failure.status ?? 0);
      if (isParent && !(await isThere(parentOf(to)))) throw parentGone(failure);
      if (failure.status === 404) throw filtered(failure);
      // Servers say 403, 409 or 412 of an address that is taken (reference 3.8).
      if (!(await isThere(to))) throw thrown;
      if (to === addresses.at(-1)) throw taken(failure.status ?? 412, failure.detail);
    }
  }
  throw taken(412);
}

/** DELETE of a folder with all that is in it. One that is gone already is removed. */
export async function removeCollection(session: Session, path: string, signal: AbortSignal): Promise<void> {
  try {
    await removeOne(session, path, {}, signal, 'folder');
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind === 'not-found') return;
    if (isUntold(failure) && !(await isCollectionThere(session, path, signal))) return;
    throw thrown;
  }
}

/** The last of a row of names is the one that was free then. */
async function arrivedAt(
  addresses: readonly string[],
  isThere: (path: string) => Promise<boolean>,
  thrown: unknown,
): Promise<string> {
  let found: string | null = null;
  for (const each of addresses) {
    if (!(await isThere(each))) break;
    found = each;
  }
  if (found !== null) return found;
  const status = failureOf(thrown)?.status ?? 404;
  throw fail(
    'not-found',
    told(
      'This folder is no longer where it was ({status}). Retinue did not find it where it should go either, and looks through the mailbox again. It may have been moved or removed by another program.',
      { status },
    ),
    { status },
  );
}

async function isCollectionThere(session: Session, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    await propfind(session, path, [RESOURCE_TYPE], 'folder', signal);
    return true;
  } catch (thrown) {
    if (failureOf(thrown)?.kind === 'not-found') return false;
    throw thrown;
  }
}

async function mkcol(
  session: Session,
  path: string,
  body: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const answer = await session.request(
    {
      method: 'MKCOL',
      path,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'text/xml' } }),
      cap: LIMITS.itemAnswerBytes,
      lane: 'list',
      subject: 'folder',
      change: true,
      expect: [201, 207],
      due: body === undefined ? 'anything' : 'xml',
    },
    signal,
  );
  try {
    if (answer.status !== 207) return path;
    for (const response of await readAllResponses(answer.body)) {
      const failure = refusalOf('MKCOL', response, 'folder');
      if (failure) throw fail(failure.kind, failure, { ...failure, detail: `MKCOL ${path}` });
    }
    return path;
  } finally {
    answer.dispose();
  }
}

/** No status says what became of it. */
function isUntold({ kind }: Failure): boolean {
  return kind === 'interrupted' || kind === 'timeout' || kind === 'malformed-response' || kind === 'offline';
}

function parentOf(path: string): string {
  return path.replace(/[^/]*\/?$/, '');
}

function taken(status: number, detail?: string): FailureError {
  return fail(
    'conflict',
    told('There is such a folder already ({status}). Retinue changed nothing there. Choose another name.', {
      status,
    }),
    { status, ...(detail === undefined ? {} : { detail }) },
  );
}

/**
 * All that the request speaks of is there, and yet it is 404: request filtering of IIS 7 and URLScan answer so to names
 * with `+` and `%` (reference 1.3).
 */
function filtered({ status = 404, detail }: Failure): FailureError {
  return fail(
    'unsupported',
    told(
      'A filter in front of the server refuses this name ({status}). Retinue changed nothing. Choose a name without + and %.',
      { status },
    ),
    { status, ...(detail === undefined ? {} : { detail }) },
  );
}

function parentGone({ status, detail }: Failure): FailureError {
  return fail(
    'not-found',
    told(
      'The folder that should hold this one is no longer there ({status}). Retinue changed nothing and looks through the mailbox again. Choose another folder.',
      { status: status ?? 409 },
    ),
    { ...(status === undefined ? {} : { status }), ...(detail === undefined ? {} : { detail }) },
  );
}
