import type { Told } from '../../../shared/language/told.ts';
import type {
  BodyResult,
  FlagResult,
  FolderNews,
  NetworkContract,
  StreamedBody,
} from '../../../shared/contracts/network.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { FailureError, type Failure } from '../../../shared/errors.ts';
import type { Folder, FoldersEnd, MessageHeader } from '../../../shared/mail/types.ts';
import type { Transport } from '../../../shared/rpc/protocol.ts';
import { type Handlers, serve, type Server } from '../../../shared/rpc/server.ts';
import { portPair } from '../../helpers/port-pair.ts';
import { folderCalls } from './fake-folders.ts';
import { page } from './fake-page.ts';

/** A scripted mailbox behind the network contract: the tests change it, and say which calls fail. */
export interface FakeNetwork {
  readonly folders: Map<string, { folder: Folder; rows: MessageHeader[] }>;
  readonly bodies: Map<string, BodyResult>;
  /** What a pass over a message tells, by address. */
  readonly streams: Map<string, readonly StreamedBody[]>;
  readonly files: Map<string, Uint8Array>;
  /** The journals of outgoing messages. */
  readonly steps: Map<string, readonly Step[]>;
  readonly problems: Told[];
  tellProblems(): void;
  /** Tells every port of these outgoing messages. */
  tellOutgoing(list: readonly OutgoingView[]): void;
  /** Every call that arrived: `method folder from`. */
  readonly calls: string[];
  /** What the list of folders ends with. */
  foldersEnd: FoldersEnd;
  /** Throw here to fail a call; awaited before it answers. */
  before: (method: string, folder: string) => void | Promise<void>;
  flagResult: (href: string) => Failure | null;
  /** What the server tells of a folder by itself; refused unless a test says otherwise. */
  news: (folder: string, signal: AbortSignal) => AsyncGenerator<readonly FolderNews[], null, void>;
  /** A new port to it; the old one stays open until closed. */
  connect(): Transport;
}

export function message(n: number, more: Partial<MessageHeader> = {}): MessageHeader {
  return {
    key: `/m/${n}`,
    href: `/exchange/alex/Inbox/${n}.EML`,
    permanentUrl: `/m/${n}`,
    subject: `Subject ${n}`,
    from: '"Ada" <ada@example.com>',
    to: 'alex@example.com',
    date: Date.UTC(2026, 0, 1) + n * 3_600_000,
    size: 1000 + n,
    read: n % 3 !== 0,
    flagged: false,
    categories: [],
    hasAttachment: false,
    messageId: `<${n}@example.com>`,
    preview: '',
    ...more,
  };
}

export function fakeNetwork(): FakeNetwork {
  const servers: Server<NetworkContract>[] = [];
  const network: FakeNetwork = {
    folders: new Map(),
    foldersEnd: null,
    bodies: new Map(),
    streams: new Map(),
    files: new Map(),
    steps: new Map(),
    problems: [],
    tellProblems() {
      for (const server of servers) server.event('problems', null);
    },
    tellOutgoing(list) {
      for (const server of servers) server.event('outgoing', { list });
    },
    calls: [],
    before: () => {},
    flagResult: () => null,
    async *news() {
      yield [];
      return failWith({ kind: 'unsupported' });
    },
    connect() {
      const { left, right } = portPair();
      servers.push(serve<NetworkContract>(right, handlers(network), (_method, args) => args));
      return left;
    },
  };
  return network;
}

/** Adds a folder; counts follow its rows. */
export function addFolder(
  network: FakeNetwork,
  name: string,
  rows: MessageHeader[],
  role: Folder['role'] = 'none',
  below = '/exchange/alex',
): void {
  const path = `${below}/${name}`;
  const folder: Folder = {
    path,
    href: `${path}/`,
    parentPath: null,
    name,
    role,
    total: 0,
    unread: 0,
    contentTag: null,
  };
  network.folders.set(folder.href, { folder, rows });
}

export function failWith(failure: Partial<Failure> & Pick<Failure, 'kind'>): never {
  throw new FailureError({ sentence: `It failed (${failure.kind}).`, ...failure });
}

const GONE: Failure = { kind: 'not-found', sentence: 'It is gone (404).', status: 404 };

function handlers(network: FakeNetwork): Handlers<NetworkContract> {
  const begin = async (method: string, folder: string) => {
    network.calls.push(`${method} ${folder}`.trim());
    await network.before(method, folder);
  };
  const rowsOf = (href: string): MessageHeader[] => {
    const found = network.folders.get(href);
    if (!found) failWith({ kind: 'not-found', status: 404 });
    return found.rows;
  };
  const acted = async (method: string, what: string): Promise<null> => {
    await begin(method, what);
    return null;
  };
  return {
    calls: {
      'contacts.save': () => failWith({ kind: 'unsupported' }),
      'contacts.read': () => failWith({ kind: 'unsupported' }),
      'contacts.remove': () => failWith({ kind: 'unsupported' }),
      'contacts.restore': () => failWith({ kind: 'unsupported' }),
      'cards.list': () => Promise.resolve([]),
      'cards.save': () => Promise.resolve({ key: '' }),
      'cards.add': () => Promise.resolve(null),
      'cards.remove': () => Promise.resolve(null),
      async 'account.open'() {
        await begin('account.open', '');
        const capabilities = { enumerateAttachments: true, contentTags: false, noSearch: null };
        return { server: 'Exchange 2003', rootPath: '/exchange/alex', capabilities };
      },
      async 'message.body'({ item }) {
        await begin('message.body', item.href);
        const body = network.bodies.get(item.href);
        if (!body) failWith({ kind: 'not-found', status: 404 });
        return body;
      },
      async 'flags.mark'({ folder, items, mark }): Promise<readonly FlagResult[]> {
        const { kind, ...value } = mark;
        await begin('flags.mark', `${folder} ${items.length} ${kind} ${Object.values(value).join()}`);
        return items.map(({ href }) => {
          const failure = network.flagResult(href);
          const rows = rowsOf(folder);
          const at = rows.findIndex((row) => row.href === href);
          if (!failure && rows[at]) rows[at] = { ...rows[at], ...value };
          return { href, failure };
        });
      },
      async 'transfer.start'({ attachment }) {
        await begin('transfer.start', attachment.name);
        return { id: 'ab'.repeat(8) };
      },
      async 'transfer.wait'({ id }) {
        await begin('transfer.wait', id);
        return { fileId: id, size: 5 };
      },
      'transfer.pause': ({ id }) => acted('transfer.pause', id),
      'transfer.resume': ({ id }) => acted('transfer.resume', id),
      'transfer.cancel': ({ id }) => acted('transfer.cancel', id),
      'transfer.restart': ({ id }) => acted('transfer.restart', id),
      'transfers.attend': ({ owner }) => acted('transfers.attend', owner ?? ''),
      'transfers.limit': ({ bytesPerSecond }) => acted('transfers.limit', String(bytesPerSecond)),
      'outgoing.command': ({ id, command }) => acted('outgoing.command', `${id} ${command}`),
      async 'outgoing.steps'({ id }) {
        await begin('outgoing.steps', id);
        return network.steps.get(id) ?? failWith({ kind: 'not-found' });
      },
      'problems.take': () => Promise.resolve(network.problems.splice(0)),
      'transfers.clear': () => acted('transfers.clear', ''),
      'outgoing.replace': ({ id, kept }) => acted('outgoing.replace', `${id} ${JSON.stringify(kept)}`),
      'mail.pause': ({ token }) => acted('mail.pause', token),
      async 'mail.import'({ tokens }) {
        await begin('mail.import', tokens.join(' '));
        return { added: 0, already: 0, deleted: 0, refused: [], others: 0, folders: [], ended: null };
      },
      async 'export.begin'({ form }) {
        await begin('export.begin', form);
        return { id: 'cd'.repeat(8), name: 'Out' };
      },
      'export.folder': ({ names }) => acted('export.folder', names.join('/')),
      'export.put': ({ names, message, bytes }) =>
        acted('export.put', `${[...names, message.subject].join('/')} ${bytes ? 'here' : 'there'}`),
      'export.end': ({ keep }) => acted('export.end', String(keep)),
      async 'mail.one'({ message }) {
        await begin('mail.one', message.subject);
        return { fileId: 'ef'.repeat(16), size: 5 };
      },
      async 'mail.append'({ message, folder }) {
        await begin('mail.append', `${message.subject} ${folder}`);
        return { isNew: true };
      },
      async 'mail.peek'() {
        await begin('mail.peek', '');
        return { fileId: 'ef'.repeat(16), size: 5, name: 'one.eml' };
      },
      'file.forget': ({ fileId }) => acted('file.forget', fileId),
      async 'findings.look'({ accountId }) {
        await begin('findings.look', accountId);
        return [];
      },
      async 'findings.act'({ accountId, id, act }) {
        await begin('findings.act', `${accountId} ${id} ${act}`);
        return { sentence: 'Done.' };
      },
      async 'outgoing.parts'({ id }) {
        await begin('outgoing.parts', id);
        return { bytes: 0, parts: [], refusedAt: null };
      },
      async 'outgoing.export'({ id, what }) {
        await begin('outgoing.export', `${id} ${what}`);
        return { fileId: 'ab'.repeat(16), size: 5 };
      },
      async 'file.read'({ fileId, limit }) {
        await begin('file.read', fileId);
        const bytes = network.files.get(fileId);
        if (!bytes) failWith({ kind: 'not-found' });
        return { bytes: bytes.subarray(0, limit), size: bytes.byteLength };
      },
      async 'attachment.keep'({ name, bytes }) {
        await begin('attachment.keep', name);
        return { fileId: 'cd'.repeat(8), size: bytes.byteLength };
      },
      async 'health.look'() {
        return { requests: [], moods: [], limits: [] };
      },
      async 'health.test'({ accountId }) {
        await begin('health.test', accountId);
        return { kind: 'answered', status: 207, ms: 5 };
      },
      async 'messages.count'({ folder }) {
        await begin('messages.count', folder);
        return { count: null };
      },
      'messages.fields': async ({ items }) => items.map(() => null),
      async 'messages.move'({ folder, items, target }) {
        await begin('messages.move', `${folder} ${items.length} ${target}`);
        return items.map(({ href }) => {
          const failure = network.flagResult(href);
          const rows = rowsOf(folder);
          const at = rows.findIndex((row) => row.href === href);
          const [row] = failure || at < 0 ? [] : rows.splice(at, 1);
          if (!row) return { href, newHref: null, failure: failure ?? GONE };
          const newHref = target + (href.split('/').pop() ?? '');
          const key = `${row.key}'`;
          rowsOf(target).push({ ...row, key, permanentUrl: key, href: newHref });
          return { href, newHref, failure: null };
        });
      },
      async 'messages.remove'({ folder, items }) {
        await begin('messages.remove', `${folder} ${items.length}`);
        const rows = rowsOf(folder);
        for (const { href } of items) {
          const at = rows.findIndex((row) => row.href === href);
          if (at >= 0) rows.splice(at, 1);
        }
        return items.map(({ href }) => ({ href, failure: network.flagResult(href) }));
      },
      ...folderCalls(network, begin),
      'people.find': async () => [],
      'roots.browse': async () => ({ folders: [], next: null }),
      'roots.find': () => failWith({ kind: 'not-found' }),
      'draft.list': async () => [],
      'draft.open': () => failWith({ kind: 'not-found' }),
      'draft.save': async () => ({ savedAt: 0 }),
      'draft.attach': () => failWith({ kind: 'not-found' }),
      'draft.detach': () => acted('draft.detach', ''),
      'draft.picture': () => failWith({ kind: 'not-found' }),
      'draft.discard': () => acted('draft.discard', ''),
      'draft.limit': async () => ({ bytes: null }),
      'draft.send': () => acted('draft.send', ''),
      'signature.check': async () => null,
      'list.unsubscribe': async () => ({ status: 200, location: null }),
      async 'image.fetch'({ url }) {
        await begin('image.fetch', url);
        return { mimeType: 'image/png', bytes: Uint8Array.of(1, 2, 3) };
      },
    },
    streams: {
      async *'contacts.list'() {
        yield [];
        return { kind: 'none' };
      },
      async *'folders.list'() {
        await begin('folders.list', '');
        yield listed(network).filter(({ path }) => path.startsWith(OWN));
        return network.foldersEnd;
      },
      async *'roots.list'({ root }) {
        await begin('roots.list', root.href);
        const inside = listed(network).filter(({ path }) => `${path}/`.startsWith(`${root.path}/`));
        if (inside.length === 0) failWith({ kind: 'not-found', status: 404 });
        yield inside.filter(({ path }) => root.whole || path === root.path);
        return null;
      },
      async *'folders.news'({ folder }, { signal }) {
        return yield* network.news(folder, signal);
      },
      async *'messages.page'({ folder, from, rows }) {
        await begin('messages.page', `${folder} ${from.before ?? 'top'}`);
        const { items, end } = page(rowsOf(folder), from, rows);
        for (let at = 0; at < items.length; at += 100) yield items.slice(at, at + 100);
        return end;
      },
      async *'message.stream'({ item, keep }) {
        await begin('message.stream', `${item.href} ${keep ? 'keep' : 'look'}`);
        for (const body of network.streams.get(item.href) ?? []) {
          yield [body];
          await network.before('message.streamed', item.href);
        }
        return null;
      },
      async *'messages.search'({ folder, clauses, rows }) {
        await begin('messages.search', folder ?? '');
        const words = clauses.flatMap(({ term }) => (term.kind === 'words' ? [term.text] : []));
        const found = [...network.folders.values()].flatMap(({ folder: { path }, rows: all }) =>
          all
            .filter(({ subject }) => words.every((word) => subject.includes(word)))
            .map((message) => ({ folder: path, message })),
        );
        yield found.slice(0, rows);
        return { more: found.length > rows };
      },
      async *'messages.unread'({ folder }) {
        await begin('messages.unread', folder);
        yield rowsOf(folder).filter((row) => !row.read);
        return null;
      },
      async *'messages.marked'({ folder }) {
        await begin('messages.marked', folder);
        yield rowsOf(folder).filter(({ flagged, categories }) => flagged || categories.length > 0);
        return null;
      },
      // A server that keeps no marks.
      async *'messages.changes'() {
        yield [];
        return { known: false, mark: null };
      },
      async *'messages.identities'({ folder }) {
        await begin('messages.identities', folder);
        yield rowsOf(folder);
        return null;
      },
    },
  };
}

/** Where the account's own folders are. */
const OWN = '/exchange/alex/';

function listed({ folders }: FakeNetwork): readonly Folder[] {
  return [...folders.values()].map(({ folder, rows }) => ({
    ...folder,
    total: rows.length,
    // The public store does not count them.
    unread: folder.path.startsWith('/public/') ? null : rows.filter((row) => !row.read).length,
  }));
}
