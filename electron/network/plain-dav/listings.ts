import { identityPath } from '../dav/href.ts';
import { propfind } from '../dav/propfind.ts';
import { syncCollection } from '../dav/sync-collection.ts';
import { P, textOf } from '../exchange/properties.ts';
import { failureOf } from '../failure-of.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { ASKED, createMembers, listCollection, type Members } from './members.ts';
import { createStamps, STAMP, stampOf } from './stamps.ts';

/**
 * How collections are listed again and again: where the server tells what changed since a token (RFC 6578), by that; where
 * its collections have stamps that can be believed, only when those are others; else whole. The token lies with the listing that it speaks of, in memory: what is stored elsewhere is compared with the
 * listing, so that a change cannot be lost between the two, and a process that begins anew lists whole.
 */
export interface Listings {
  list(session: Session, href: string, signal: AbortSignal): Promise<Members>;
  /** Marks of messages in it were set by us. */
  marked(href: string): void;
}

interface Synced {
  readonly token: string;
  readonly members: Members;
  /** Since it was listed whole. */
  readonly times: number;
}

export function createListings(clock: Clock): Listings {
  const stamps = createStamps(clock);
  const synced = new Map<string, Synced>();
  /** Known by the first collection that was listed: null until then. */
  let offers: boolean | null = null;
  /** New tokens that it did not take back, in a row. */
  let refusals = 0;

  const whole = async (session: Session, href: string, signal: AbortSignal) => {
    const began = clock.now();
    const { members, own } = await listCollection(session, href, signal);
    offers ??= own !== null && Boolean(textOf(own, P.syncToken));
    stamps.listed(identityPath(href), own && stampOf(own), members, began);
    return members;
  };
  /** null: something came or went, or nobody knows. */
  const unchanged = async (session: Session, href: string, signal: AbortSignal) => {
    const known = stamps.believed(identityPath(href));
    if (!known) return null;
    const { response } = await propfind(session, href, STAMP, 'folder', signal);
    return stampOf(response.found) === known.stamp ? known.members : null;
  };
  /** A token that comes with a listing may be newer than what that lists, so it is asked for before. */
  const begin = async (session: Session, href: string, signal: AbortSignal): Promise<Synced | null> => {
    const { response } = await propfind(session, href, [P.syncToken], 'folder', signal);
    const token = textOf(response.found, P.syncToken)?.trim() ?? '';
    return token === '' ? null : { token, members: await whole(session, href, signal), times: 0 };
  };
  /** null: the server does not take the token, or the question. */
  const goOn = async (session: Session, href: string, before: Synced, signal: AbortSignal) => {
    try {
      const { rows, token } = await syncCollection(session, href, ASKED, before.token, signal);
      const members = createMembers(identityPath(href), before.members);
      for (const row of rows) members.add(row);
      refusals = 0;
      return { token, members: rows.length === 0 ? before.members : members.all(), times: before.times + 1 };
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      // One that was taken before is forgotten some day; that says nothing of the others.
      if (before.times === 0) refusals += 1;
      if (refusals >= LIMITS.syncRefusals) offers = false;
      return null;
    }
  };

  return {
    async list(session, href, signal) {
      if (offers !== true)
        return (await unchanged(session, href, signal)) ?? (await whole(session, href, signal));
      const path = identityPath(href);
      const known = synced.get(path);
      // A server need not tell of properties (section 3.5.1), and marks are some: now and then all is listed.
      const isFresh = known !== undefined && known.times < LIMITS.plainWholeWalks;
      const found =
        (isFresh && (await goOn(session, href, known, signal))) || (await begin(session, href, signal));
      if (found) synced.set(path, found);
      else synced.delete(path);
      return found ? found.members : await whole(session, href, signal);
    },
    marked: (href) => stamps.forget(identityPath(href)),
  };
}

/** 403 or 409 with valid-sync-token, 507, or whatever else a server says that does not take the question. */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 405, 409, 410, 412, 415, 422, 500, 501, 507]);

function isRefusal(thrown: unknown): boolean {
  const failure = failureOf(thrown);
  return failure?.kind === 'malformed-response' || REFUSALS.has(failure?.status ?? 0);
}
