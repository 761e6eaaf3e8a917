import type { Clock } from '../clock.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { P, textOf } from '../exchange/properties.ts';
import { LIMITS } from '../limits.ts';
import type { Members } from './members.ts';

/** What a collection says of itself that is another when a member comes or goes, on servers that keep files. */
export const STAMP = [P.lastModified, P.etag];

/** null: the server says nothing of the kind. */
export function stampOf(found: DavResponse['found']): string | null {
  const parts = STAMP.map((property) => textOf(found, property)?.trim() ?? '');
  return parts.some((part) => part !== '') ? parts.join(' ') : null;
}

/**
 * Which collections need no listing while their stamp is the same. No standard says that a stamp tells of members (RFC
 * 4918 leaves getlastmodified of a collection to the server), so a server has to show it first: members that came or went
 * together with another stamp. One that once kept its stamp although they did is believed no more.
 */
export interface Stamps {
  /** What the collection held when it was listed last, which holds as long as its stamp is this one; null: list it. */
  believed(path: string): { readonly stamp: string; readonly members: Members } | null;
  /** It was listed; `began`: the time when that was asked for. */
  listed(path: string, stamp: string | null, members: Members, began: number): void;
  /** We changed something in it that its stamp does not tell. */
  forget(path: string): void;
}

interface Stamped {
  readonly stamp: string;
  /** When the stamp was seen first. */
  readonly since: number;
  readonly members: Members;
  readonly listedAt: number;
  /** The stamp is older than the listing by more than the second that it counts in: what came later shows in it. */
  readonly isSettled: boolean;
}

export function createStamps(clock: Clock): Stamps {
  const stamped = new Map<string, Stamped>();
  let belief: 'none yet' | 'shown' | 'lost' = 'none yet';
  const judge = (before: Stamped, stamp: string, members: Members) => {
    if (!differ(before.members, members)) return;
    if (before.stamp !== stamp && belief === 'none yet') belief = 'shown';
    if (before.stamp === stamp && before.isSettled) belief = 'lost';
  };
  return {
    believed(path) {
      const known = stamped.get(path);
      if (belief !== 'shown' || !known?.isSettled) return null;
      // Small ones are listed for the price of the question, and marks of other clients are seen at once there.
      const isSmall = known.members.messages.length < LIMITS.plainSmall;
      const isOld = Math.abs(clock.now() - known.listedAt) > LIMITS.plainWholeMs;
      return isSmall || isOld ? null : known;
    },
    listed(path, stamp, members, began) {
      const before = stamped.get(path);
      if (stamp === null) return void stamped.delete(path);
      if (before) judge(before, stamp, members);
      const since = before?.stamp === stamp ? before.since : clock.now();
      const isSettled = began - since >= LIMITS.plainStampMs;
      stamped.set(path, { stamp, since, members, listedAt: began, isSettled });
    },
    forget: (path) => void stamped.delete(path),
  };
}

/** Whether something came or went in between. */
function differ(before: Members, now: Members): boolean {
  const names = ({ folders, messages }: Members) =>
    new Set([...folders, ...messages].map(({ path }) => path));
  const [old, young] = [names(before), names(now)];
  return old.size !== young.size || [...old].some((path) => !young.has(path));
}
