import { CHANGE_MARK_CHARS, type ChangesEnd, type MessageChange } from '../../../shared/contracts/changes.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { propfind } from '../dav/propfind.ts';
import { replicate, type ReplicaPage } from '../dav/replicate.ts';
import type { RowRange } from '../dav/search.ts';
import { failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import type { Capabilities } from './capabilities.ts';
import { HEADER, readHeader } from './messages.ts';
import { P, textOf } from './properties.ts';
import { MESSAGES } from './rows.ts';
import { selectSql } from './sql.ts';

/**
 * A collblob is good for this FROM and WHERE alone, byte for byte: whoever changes them gives the marks another number.
 * The folder stands in a mark, because FROM does not name it.
 */
const CHANGES = selectSql({ select: [...HEADER, P.replUid], depth: 'shallow', where: MESSAGES });
const MARK = 'collblob-1';

/**
 * What changed in a folder since a mark, by the replication namespace (reference 3.14). A collblob that the server does
 * not know any more, or of which it talks nonsense, is replaced by a new one, and the end says that changes are not
 * known. That the server has none is found out once.
 */
export async function* listChanges(
  session: Session,
  capabilities: Capabilities,
  folder: string,
  since: string | null,
  signal: AbortSignal,
  onReport: (report: MessageHeader) => void = () => undefined,
): AsyncGenerator<readonly MessageChange[], ChangesEnd, void> {
  const path = requestPath(folder);
  const ask: Ask = (collblob, range) => taken(replicate(session, path, CHANGES, collblob, range, signal));
  const mark = `${MARK} ${path}\n`;
  if (since?.startsWith(mark) && capabilities.replication) {
    const naming = createNaming(session, path, signal);
    const reached = yield* tell(ask, since.slice(mark.length), naming, onReport);
    if (reached.kind === 'all') return { known: true, mark: within(mark + reached.collblob) };
    if (reached.kind === 'otherwise-named') capabilities.replication = false;
  }
  if (!capabilities.replication) return { known: false, mark: null };
  const now = await ask('', null);
  if (now === 'never') capabilities.replication = false;
  return { known: false, mark: typeof now === 'string' ? null : within(mark + now.collblob) };
}

type Ask = (collblob: string, range: RowRange | null) => Promise<Taken>;
type Reached =
  | { readonly kind: 'all'; readonly collblob: string }
  | { readonly kind: 'unknown' | 'otherwise-named' };

/** The changes in as many answers as they take; each is asked for with the collblob of the one before. */
async function* tell(
  ask: Ask,
  since: string,
  naming: Naming,
  onReport: (report: MessageHeader) => void,
): AsyncGenerator<readonly MessageChange[], Reached, void> {
  let collblob = since;
  for (let first = 0; ; ) {
    const page = await ask(collblob, { first, count: LIMITS.changeRows });
    if (typeof page === 'string') return { kind: 'unknown' };
    const { rows, total } = page;
    const changes = await read(rows, naming, onReport);
    if (!changes) return { kind: 'otherwise-named' };
    for (let at = 0; at < changes.length; at += LIMITS.batchRows)
      yield changes.slice(at, at + LIMITS.batchRows);
    first += rows.length;
    ({ collblob } = page);
    if (total === null ? rows.length < LIMITS.changeRows : first >= total) return { kind: 'all', collblob };
    if (rows.length === 0) return { kind: 'unknown' };
  }
}

/** One that is too long to be kept is as good as none. */
function within(mark: string): string | null {
  return mark.length > CHANGE_MARK_CHARS ? null : mark;
}

/** An answer, or: the server does not know such questions; it does not take this one. */
type Taken = ReplicaPage | 'never' | 'not-now';
const NEVER: ReadonlySet<number> = new Set([400, 405, 415, 422, 501]);
const NOT_NOW: ReadonlySet<number> = new Set([403, 409, 410, 412, 500]);

/** What is wrong with the line, or with the server as a whole, rejects. */
async function taken(page: Promise<ReplicaPage | null>): Promise<Taken> {
  try {
    return (await page) ?? 'never';
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (NEVER.has(failure?.status ?? 0)) return 'never';
    if (failure?.kind === 'malformed-response' || NOT_NOW.has(failure?.status ?? 0)) return 'not-now';
    throw thrown;
  }
}

/** The key of a message that is gone, of which only the repl-uid is sure. */
interface Naming {
  /** False: the server makes permanent URLs otherwise, and nothing can be said of what is gone. */
  learn(key: string, uid: string): boolean;
  keyOf(uid: string): Promise<string | null>;
}

/**
 * A permanent URL is made of its folder's, and of the same GUID and counter as the repl-uid (reference 1.4). Each row
 * that has both proves it; where what is gone comes alone, the folder is asked for its own.
 */
function createNaming(session: Session, path: string, signal: AbortSignal): Naming {
  let prefix: string | null = null;
  return {
    learn(key, uid) {
      const tail = tailOf(uid);
      if (tail === null || !key.endsWith(`/${tail}`)) return false;
      prefix = key.slice(0, -tail.length);
      return true;
    },
    async keyOf(uid) {
      const tail = tailOf(uid);
      if (tail === null) return null;
      if (prefix === null) {
        const { response } = await propfind(session, path, [P.permanentUrl], 'folder', signal);
        const own = textOf(response.found, P.permanentUrl);
        if (own) prefix = `${identityPath(own)}/`;
      }
      return prefix === null ? null : prefix + tail;
    },
  };
}

/** `rid:` and 44 digits: the replica's GUID and a counter, which a permanent URL has without its zeros. */
function tailOf(uid: string): string | null {
  const [, guid, counter] = /^rid:([0-9a-f]{32})0*([0-9a-f]+)$/i.exec(uid.trim()) ?? [];
  return guid === undefined || counter === undefined ? null : `${guid}-${counter}`;
}

/** null where something in it cannot be told apart: then all has to be compared. */
async function read(
  rows: readonly DavResponse[],
  naming: Naming,
  onReport: (report: MessageHeader) => void,
): Promise<readonly MessageChange[] | null> {
  const changes: MessageChange[] = [];
  for (const row of rows.filter(({ gone }) => !gone)) {
    const message = readHeader(row, onReport);
    if (!naming.learn(message.key, textOf(row.found, P.replUid) ?? '')) return null;
    changes.push({ kind: 'listed', message });
  }
  for (const row of rows.filter(({ gone }) => gone)) {
    const key = await naming.keyOf(textOf(row.found, P.replUid) ?? '');
    if (key === null) return null;
    changes.push({ kind: 'gone', key });
  }
  return changes;
}
