import { fail, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { cleanFolderName, folderNameFault } from '../../../shared/mail/folder-name.ts';
import { flagState } from '../../../shared/mail/follow-up.ts';
import type { StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import type { Folder, Mark, MessageHeader } from '../../../shared/mail/types.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { Dialect } from '../dialect.ts';
import { INTO_ITSELF, SPECIAL_FOLDER } from '../../../shared/mail/folder-words.ts';
import { LIMITS } from '../limits.ts';
import { fetchFile } from '../plain-dav/body.ts';
import { readHeader } from '../plain-dav/header.ts';
import { createListingHistory } from '../plain-dav/history.ts';
import { isMarked, type Member, type Members } from '../plain-dav/members.ts';
import { pageOf } from '../plain-dav/page.ts';
import { roleByName } from '../plain-dav/roles.ts';
import { tagOf } from '../plain-dav/tree.ts';
import type { Session } from '../session.ts';
import { failureOf } from '../failure-of.ts';
import type { LocalStore, StoredMessage } from './local-store.ts';

const DELETED = '/Deleted Items';
const NO_SEARCH = told('This mailbox is on this computer, and Retinue has searched all of it already.');
const NOT_HERE = told(
  'This message is no longer in its folder on this computer. Another program may have moved it. Retinue changed nothing.',
);
const TAKEN = told('There is a folder of this name already. Retinue changed nothing. Choose another name.');

/** A mailbox in a folder of this computer's disk, in the words of all mailboxes. `session` reads its files. */
export function createLocalMailbox(store: LocalStore): (session: Session) => Dialect {
  const history = createListingHistory();
  const marksOf = ({ marks }: Member) => marks;
  const membersOf = async (folder: string): Promise<Members> => {
    const path = identityPath(folder);
    if (!(await store.hasFolder(path))) throw fail('not-found', GONE);
    const messages = (await store.messages(path)).map(toMember);
    return { folders: [], messages: messages.sort(newestFirst) };
  };
  /** `name`, else "name 2" and so on where that is as good; null: taken. */
  const freeName = async (parent: string, name: string, anyName: boolean): Promise<string | null> => {
    const names = [name, ...Array.from({ length: LIMITS.plainNames - 1 }, (_, nth) => `${name} ${nth + 2}`)];
    for (const each of anyName ? names : [name])
      if (!(await store.hasFolder(`${parent}/${each}`))) return `${parent}/${each}`;
    return null;
  };

  return (session) => ({
    async info() {
      // What is deleted here is deleted nowhere else: it goes to a folder first.
      const tops = await store.folders('');
      if (!tops.some((name) => isSpecial(`/${name}`))) await store.makeFolder(DELETED);
      return {
        server: '',
        rootPath: '/',
        capabilities: { enumerateAttachments: false, contentTags: true, noSearch: NO_SEARCH },
      };
    },
    async *folders(signal) {
      const waiting = [''];
      for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift())
        for (const name of await store.folders(parent)) {
          signal.throwIfAborted();
          const path = `${parent}/${name}`;
          waiting.push(path);
          if (await store.hasFolder(path)) yield [folderOf(parent, name, await membersOf(path))];
        }
      return null;
    },
    async *page(folder, from, rows, signal) {
      const { messages } = await membersOf(folder);
      const { wanted, next } = pageOf(messages, from, rows);
      yield* headersOf(session, wanted, signal);
      return { total: messages.length, next };
    },
    async *changes(folder, since, signal) {
      const members = await membersOf(folder);
      const path = identityPath(folder);
      const found = since === null ? null : history.since(path, since, members, marksOf);
      const isKnown = found !== null && found.changed.length <= LIMITS.changeRows;
      const mark = history.keep(path, members, marksOf);
      if (!isKnown) return { known: false, mark };
      yield found.gone.map((key) => ({ kind: 'gone', key }));
      for await (const headers of headersOf(session, found.changed, signal))
        yield headers.map((message) => ({ kind: 'listed', message }));
      return { known: true, mark };
    },
    async count(folder, span) {
      const { messages } = await membersOf(folder);
      const isIn = (time: number) => time >= (span.from ?? -Infinity) && time < (span.before ?? Infinity);
      return span.from === null && span.before === null
        ? messages.length
        : messages.filter(({ modified }) => modified !== null && isIn(modified)).length;
    },
    async *identities(folder, which) {
      const { messages } = await membersOf(folder);
      const wanted = which === 'all' ? messages : messages.filter(({ marks }) => !marks.read);
      yield wanted.map(({ path, href }) => ({ key: path, href }));
      return null;
    },
    search() {
      throw fail('unsupported', NO_SEARCH);
    },
    // Its listing reads the header of every message and brings them.
    fields: (_folder, items) => Promise.resolve(items.map(() => null)),
    body: (request, signal) => fetchFile(session, request, signal),
    async *marked(folder) {
      const { messages } = await membersOf(folder);
      yield messages
        .map(({ path, marks: { read: _read, ...told } }) => ({ key: path, ...told }))
        .filter(isMarked);
      return null;
    },
    async setMark(_folder, items, mark) {
      return await each(items, async (href) => {
        if (!(await store.mark(identityPath(href), (marks) => marked(marks, mark))))
          throw fail('not-found', NOT_HERE);
      });
    },
    async move(_folder, items, target) {
      const into = identityPath(target);
      if (!(await store.hasFolder(into))) throw fail('not-found', GONE);
      const places = new Map<string, string>();
      const results = await each(items, async (href) => {
        const place = await store.move(identityPath(href), into);
        if (place === null) throw fail('not-found', NOT_HERE);
        places.set(href, hrefOf(place));
      });
      return results.map((result) => ({ ...result, newHref: places.get(result.href) ?? null }));
    },
    remove: (_folder, items) => each(items, (href) => store.remove(identityPath(href))),
    async createFolder(parent, name, again) {
      const path = `${identityPath(parent ?? '/')}/${named(name)}`;
      if (await store.hasFolder(path)) {
        if (again) return placeOf(path);
        throw fail('conflict', TAKEN);
      }
      await store.makeFolder(path);
      return placeOf(path);
    },
    async moveFolder(folder, { parent, name, anyName }) {
      const from = identityPath(folder);
      if (isSpecial(from)) throw fail('invalid-input', SPECIAL_FOLDER);
      const into = identityPath(parent ?? '/');
      if (`${into}/${named(name)}` === from) return placeOf(from);
      if (`${into}/`.startsWith(`${from}/`)) throw fail('invalid-input', INTO_ITSELF);
      const to = await freeName(into, named(name), anyName);
      if (to === null) throw fail('conflict', TAKEN);
      // It was moved before, and nobody heard of it.
      if (!(await store.hasFolder(from))) throw fail('not-found', GONE);
      await store.moveFolder(from, to);
      return placeOf(to);
    },
    async removeFolder(folder) {
      const path = identityPath(folder);
      if (isSpecial(path)) throw fail('invalid-input', SPECIAL_FOLDER);
      await store.removeFolder(path);
      return null;
    },
  });
}

const GONE = told(
  'This folder is no longer on this computer. Another program may have moved it. Retinue changed nothing.',
);

/** The path of an item, as it is asked for. */
export function hrefOf(path: string): string {
  return requestPath(path.split('/').map(encodeURIComponent).join('/'));
}

function placeOf(path: string) {
  return { path, href: `${hrefOf(path)}/` };
}

/** By its name, at the top: the folder for deleted messages alone, because nothing comes in or goes out here. */
function isSpecial(path: string): boolean {
  return path === '' || (path.lastIndexOf('/') === 0 && roleByName(path.slice(1)) === 'deleted');
}

function folderOf(parent: string, name: string, members: Members): Folder {
  const path = `${parent}/${name}`;
  return {
    ...placeOf(path),
    parentPath: parent === '' ? null : parent,
    name,
    role: isSpecial(path) ? 'deleted' : 'none',
    total: members.messages.length,
    unread: members.messages.filter(({ marks }) => !marks.read).length,
    contentTag: tagOf(members, ({ marks }) => marks),
  };
}

function toMember({ path, unique, size, time, marks }: StoredMessage): Member {
  const { read, flagged, followUp, categories } = marks;
  const told = { read, ...flagState(flagged, followUp), categories };
  const facts = { size: size ?? 0, modified: time, marks: told };
  // The name says the content: another content is another name.
  return { path, href: hrefOf(path), name: unique, etag: unique, ...facts };
}

function newestFirst(a: Member, b: Member): number {
  return (b.modified ?? 0) - (a.modified ?? 0) || (a.path < b.path ? -1 : 1);
}

function named(name: string): string {
  const clean = cleanFolderName(name);
  const fault = folderNameFault(clean, 'local');
  if (fault !== null) throw fail('invalid-input', fault);
  return clean;
}

function marked(marks: StoredMarks, mark: Mark): StoredMarks {
  switch (mark.kind) {
    case 'read':
      return { ...marks, read: mark.read };
    case 'flag': {
      const { followUp: _before, ...others } = marks;
      return { ...others, ...flagState(mark.flagged, mark.followUp) };
    }
    case 'categories':
      return { ...marks, categories: mark.categories };
  }
}

/** Every item has its own result. */
async function each(
  items: readonly { readonly href: string }[],
  work: (href: string) => Promise<void>,
): Promise<readonly { readonly href: string; readonly failure: ReturnType<typeof toFailure> | null }[]> {
  const results = [];
  for (const { href } of items) {
    const failure = await work(href).then(
      () => null,
      (thrown: unknown) => toFailure(thrown),
    );
    results.push({ href, failure });
  }
  return results;
}

async function* headersOf(
  session: Session,
  members: readonly Member[],
  signal: AbortSignal,
): AsyncGenerator<readonly MessageHeader[], void, void> {
  for (let at = 0; at < members.length; at += LIMITS.plainHeadersAtOnce) {
    const some = members.slice(at, at + LIMITS.plainHeadersAtOnce);
    const read = await Promise.all(some.map((member) => headerOf(session, member, signal)));
    yield read.filter((header) => header !== null);
  }
}

/** null: it went while the page was read. */
async function headerOf(
  session: Session,
  member: Member,
  signal: AbortSignal,
): Promise<MessageHeader | null> {
  try {
    return await readHeader(session, member, member.marks, signal);
  } catch (thrown) {
    if (failureOf(thrown)?.kind === 'not-found') return null;
    throw thrown;
  }
}
