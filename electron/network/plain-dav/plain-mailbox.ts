import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';
import { collectionPath, identityPath, lastSegment, requestPath } from '../dav/href.ts';
import type { Clock } from '../clock.ts';
import { options } from '../dav/options.ts';
import type { Dialect } from '../dialect.ts';
import { failureOf } from '../failure-of.ts';
import { createFolder, type FolderRoom, moveFolder, removeFolder } from '../folder-desk.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { fetchFile } from './body.ts';
import type { LocalFlags } from './flags.ts';
import { readHeader } from './header.ts';
import { createListingHistory } from './history.ts';
import { moveFiles, removeFiles } from './move-files.ts';
import { createListings } from './listings.ts';
import { isMarked, type Member, type MemberMarks, type Members } from './members.ts';
import { pageOf } from './page.ts';
import { setMarks } from './set-marks.ts';
import { roleByName } from './roles.ts';
import { type MarksOf, walkTree } from './tree.ts';

/** RFC 4918 knows no search, and RFC 5323 (DASL) is next to nowhere. */
const NO_SEARCH = told(
  'This server keeps files and cannot search in them. Retinue searches what is on this computer.',
);

/** Where the folders are: the collection that the person named. */
export function plainRoot(url: string): string {
  return collectionPath(requestPath(new URL(url).pathname));
}

/**
 * A mailbox on a server that holds .eml files: a collection is a folder, a file a message. What a folder holds is
 * known from the last walk through the tree, so that a page costs the headers of its messages and nothing else.
 */
export function createPlainMailbox(
  root: string,
  flagsOf: () => Promise<LocalFlags>,
  clock: Clock,
): (session: Session) => Dialect {
  const source = createListings(clock);
  let listings = new Map<string, Members>();
  const history = createListingHistory();
  const membersOf = async (session: Session, folder: string, signal: AbortSignal): Promise<Members> => {
    const path = identityPath(folder);
    const known = listings.get(path);
    if (known) return known;
    const members = await source.list(session, requestPath(folder), signal);
    listings.set(path, members);
    return members;
  };

  /** Messages that we changed since the last walk: their ETags may be others now. */
  const changed = new Set<string>();
  /** The ETag that the last listing gave a message, by its path. */
  const etagOf = (folder: string) => {
    const known = listings.get(identityPath(folder))?.messages ?? [];
    const etags = new Map(known.map(({ path, etag }) => [path, etag]));
    return (href: string) =>
      changed.has(identityPath(href)) ? null : (etags.get(identityPath(href)) ?? null);
  };

  /** As the walk through the tree sees them: by their names, at the top. */
  const isSpecial = (path: string) =>
    identityPath(path).replace(/\/[^/]*$/, '') === identityPath(root) &&
    roleByName(lastSegment(path)) !== 'none';
  const mine = { dialect: 'plain', root, isSpecial, isFiltered: false } as const;
  const roomOf = (session: Session): FolderRoom => ({ ...mine, session });

  return (session) => ({
    async info(signal) {
      const { server } = await options(session, root, signal);
      const name = server === '' ? 'WebDAV' : `WebDAV (${server.slice(0, 60)})`;
      const capabilities = { enumerateAttachments: false, contentTags: true, noSearch: NO_SEARCH };
      return { server: name, rootPath: root, capabilities };
    },
    async *folders(signal) {
      const { marksOf } = await flagsOf();
      const fresh = new Map<string, Members>();
      const walk = walkTree(session, root, source, marksOf, signal);
      for (;;) {
        const { done, value } = await walk.next();
        if (done) {
          listings = fresh;
          changed.clear();
          return value;
        }
        if (value.members) fresh.set(value.folder.path, value.members);
        yield [value.folder];
      }
    },
    async *page(folder, from, rows, signal) {
      const { marksOf } = await flagsOf();
      const { messages } = await membersOf(session, folder, signal);
      const { wanted, next } = pageOf(messages, from, rows);
      yield* headersOf(session, wanted, marksOf, signal);
      return { total: messages.length, next };
    },
    async *changes(folder, since, signal) {
      const { marksOf } = await flagsOf();
      const members = await membersOf(session, folder, signal);
      const path = identityPath(folder);
      const found = since === null ? null : history.since(path, since, members, marksOf);
      // A flood of files comes page by page, so that what came stays where the line breaks.
      const isKnown = found !== null && found.changed.length <= LIMITS.changeRows;
      const mark = history.keep(path, members, marksOf);
      if (!isKnown) return { known: false, mark };
      yield found.gone.map((key) => ({ kind: 'gone', key }));
      for await (const headers of headersOf(session, found.changed, marksOf, signal))
        yield headers.map((message) => ({ kind: 'listed', message }));
      return { known: true, mark };
    },
    // Counting is listing here, and a listing is what every walk makes anyway.
    count: () => Promise.resolve(null),
    async *identities(folder, which, signal) {
      const { marksOf } = await flagsOf();
      const { messages } = await membersOf(session, folder, signal);
      const wanted = which === 'all' ? messages : messages.filter((each) => !marksOf(each).read);
      yield wanted.map(({ path, href }) => ({ key: path, href }));
      return null;
    },
    search() {
      throw fail('unsupported', NO_SEARCH);
    },
    // Its listing reads the header of every message and brings them.
    fields: (_folder, items) => Promise.resolve(items.map(() => null)),
    body: (request, signal) => fetchFile(session, request, signal),
    async *marked(folder, signal) {
      const { marksOf } = await flagsOf();
      const { messages } = await membersOf(session, folder, signal);
      const all = messages.map((each) => ({ key: each.path, ...marksOf(each) }));
      yield all.filter(isMarked).map(({ read: _read, ...told }) => told);
      return null;
    },
    async setMark(folder, items, mark, signal) {
      source.marked(folder);
      for (const { href } of items) changed.add(identityPath(href));
      return await setMarks(session, await flagsOf(), items, mark, signal);
    },
    async move(folder, items, target, signal) {
      const etag = etagOf(folder);
      // Whatever comes of it, what these folders hold is asked again.
      for (const each of [folder, target]) listings.delete(identityPath(each));
      const results = await moveFiles(session, { items, target, etag }, signal);
      const moved = results.flatMap(({ href, newHref }) =>
        newHref === null ? [] : [[identityPath(href), identityPath(newHref)] as const],
      );
      await (await flagsOf()).moved(moved);
      return results;
    },
    async remove(folder, items, signal) {
      const etag = etagOf(folder);
      listings.delete(identityPath(folder));
      return await removeFiles(session, { items, etag }, signal);
    },
    createFolder: async (parent, name, again, signal) =>
      await createFolder(roomOf(session), parent, name, again, signal),
    async moveFolder(folder, move, signal) {
      // Whatever comes of it, what the folders hold is asked again.
      listings.clear();
      const place = await moveFolder(roomOf(session), folder, move, signal);
      await (await flagsOf()).folderMoved(identityPath(folder), place.path);
      return place;
    },
    async removeFolder(folder, signal) {
      listings.clear();
      await removeFolder(roomOf(session), folder, signal);
      // Another folder of this name would have them otherwise.
      await (await flagsOf()).folderMoved(identityPath(folder), null);
      return null;
    },
  });
}

async function* headersOf(
  session: Session,
  members: readonly Member[],
  marksOf: MarksOf,
  signal: AbortSignal,
): AsyncGenerator<readonly MessageHeader[], void, void> {
  for (let at = 0; at < members.length; at += LIMITS.plainHeadersAtOnce) {
    const some = members.slice(at, at + LIMITS.plainHeadersAtOnce);
    const read = await Promise.all(some.map((each) => headerOf(session, each, marksOf(each), signal)));
    yield read.filter((each) => each !== null);
  }
}

/** null: it went while the page was read, and the next walk sees that. */
async function headerOf(session: Session, member: Member, marks: MemberMarks, signal: AbortSignal) {
  try {
    return await readHeader(session, member, marks, signal);
  } catch (thrown) {
    if (failureOf(thrown)?.kind === 'not-found') return null;
    throw thrown;
  }
}
