import type { Reply } from '../http/reply.ts';
import type { Target } from '../store/locate.ts';
import type { TargetState } from './entry.ts';

/** What is known of a request when it is over. */
export interface Facts {
  readonly method: string;
  /** Null where the verb did not run to its end. */
  readonly reply: Reply | null;
  readonly toSubmission: boolean;
  /** The target as it is now. */
  readonly target: Target | null;
  readonly after: TargetState | null;
  /** What was sent: 0 for a status line that was not. */
  readonly status: number;
  readonly sentBytes: number;
  /** The connection ended before the answer did. */
  readonly isCut: boolean;
}

/** What is true on the server now, in a few words: "Stored, 9,122,911 bytes"; "Delivered to 5, reply dropped". */
export function truthOf(facts: Facts): string {
  const { reply, status, isCut, sentBytes } = facts;
  const words = reply?.truth ?? (reply?.committed === true ? done(facts) : undone(facts));
  if (!isCut) return words;
  if (status === 0) return reply === null ? words : `${words}, reply dropped`;
  return `${words}, cut after ${amount(sentBytes)}`;
}

/** The verb changed the store. */
function done({ method, after }: Facts): string {
  switch (method) {
    case 'PUT':
      return `Stored, ${exact(after?.size ?? 0)}`;
    case 'DELETE':
    case 'BDELETE':
      return 'Deleted';
    case 'MOVE':
    case 'BMOVE':
      return 'Moved';
    case 'COPY':
    case 'BCOPY':
      return 'Copied';
    case 'MKCOL':
      return 'Folder made';
    case 'PROPPATCH':
    case 'BPROPPATCH':
      return 'Properties changed';
    case 'LOCK':
      return 'Locked';
    case 'UNLOCK':
      return 'Unlocked';
    default:
      return 'Changed';
  }
}

/** The store is as it was: how is that. */
function undone(facts: Facts): string {
  const { method, target, after, toSubmission, status } = facts;
  if (toSubmission) return 'Nothing delivered';
  switch (target?.kind) {
    case undefined:
      return 'No such place';
    case 'submission':
      return 'Nothing delivered';
    case 'missing':
      return method === 'PUT' || method === 'MKCOL' || method === 'PROPPATCH' ? 'Not stored' : 'Not there';
    case 'folder':
      return `Intact, ${messages(after?.size ?? 0)}`;
    case 'item':
      if (target.item.draft && method !== 'GET') return 'Draft still there';
      return (status === 206 && part(facts)) || `Intact, ${amount(after?.size ?? 0)}`;
    case 'attachment':
      return (status === 206 && part(facts)) || `Intact, ${amount(after?.size ?? 0)}`;
  }
}

/** "Bytes 22.0–34.0 MB"; null where the answer does not say one range. */
function part({ reply }: Facts): string | null {
  const given = Object.entries(reply?.headers ?? {}).find(([name]) => /^content-range$/i.test(name))?.[1];
  const found = /^bytes (\d+)-(\d+)/.exec(String(given));
  if (!found) return null;
  const [first, last] = [Number(found[1]), Number(found[2])];
  return last < MEGA ? `Bytes ${first}–${last}` : `Bytes ${mega(first)}–${mega(last + 1)} MB`;
}

const MEGA = 1_000_000;

function mega(bytes: number): string {
  return (bytes / MEGA).toFixed(1);
}

function amount(bytes: number): string {
  return bytes < MEGA ? exact(bytes) : `${mega(bytes)} MB`;
}

function exact(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en-US')} bytes`;
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count.toLocaleString('en-US')} messages`;
}
