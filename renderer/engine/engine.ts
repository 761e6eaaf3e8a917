import type {
  EngineAccount,
  EngineContract,
  SearchQuery,
  SearchResult,
} from '../../shared/contracts/engine.ts';
import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import { fail } from '../../shared/errors.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { localDay } from '../../shared/local-days.ts';
import { completed, flagState } from '../../shared/mail/follow-up.ts';
import { movedId } from '../../shared/mail/folder-path.ts';
import { createInTurn } from '../../shared/in-turn.ts';
import type { Random } from '../../shared/retry/backoff.ts';
import type { Handlers } from '../../shared/rpc/server.ts';
import type { RetinueDatabase } from '../store/database.ts';
import { accountIdOf, LOCAL } from '../store/rows.ts';
import type { FolderId } from '../store/tables.ts';
import { openWriter, type Writer } from '../store/writer.ts';
import { arrangeList } from './arrange-list.ts';
import { createAccountState } from './account-state.ts';
import { createBodies } from './bodies.ts';
import type { Clock } from './clock.ts';
import { detailOf, engineFailure, type EngineLog, titled } from './engine-log.ts';
import { createContactDesk } from './contact-desk.ts';
import { createExportDesk } from './export-desk.ts';
import { createFilingDesk } from './filing-desk.ts';
import { createFolderDesk } from './folder-desk.ts';
import { createListMirror } from './list-mirror.ts';
import { loadImages } from './load-images.ts';
import { createMessageDesk } from './message-desk.ts';
import { logReminderFault } from './reminder-fault.ts';
import { createMoveDesk } from './move-desk.ts';
import type { NetworkLink } from './network-link.ts';
import { createPrefetch } from './prefetch.ts';
import { NO_SEARCH } from './search/no-search.ts';
import { createServerSearch } from './server-search.ts';
import { type Session, startSession } from './session.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told, toldOf, type Told } from '../../shared/language/told.ts';

export interface EngineDeps {
  readonly network: NetworkLink;
  readonly database: RetinueDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EngineLog;
  /** Absent where this computer cannot keep an index; the rest works without. */
  readonly search?: Search;
}

/** What looks for messages on this computer. */
export interface Search {
  find(query: SearchQuery): Promise<SearchResult>;
}

export interface Engine {
  /** What the window may ask; `serve` takes it as it is. */
  readonly handlers: Handlers<EngineContract>;
  /** The computer has a network again: waits after a failure are cut short. */
  retry(): void;
  /** Stops all work and resolves when the last step has ended; the database stays open. */
  stop(): Promise<void>;
}

interface Running {
  readonly session: Session;
  readonly abort: AbortController;
}

/** Makes the engine: one session an account, and the desk that opens messages. Runs unchanged in plain Node. */
export function createEngine(deps: EngineDeps): Engine {
  const { network, database, clock } = deps;
  const writer = openWriter(database);
  const bodies = createBodies({ network, database, writer, clock });
  const desk = createMessageDesk({ network, bodies });
  const exports = createExportDesk({ network, database, bodies });
  const serverSearch = createServerSearch({ network, database, writer });
  const running = new Map<string, Running>();
  let known: ReadonlyMap<string, EngineAccount> = new Map();
  let watched: FolderId | null = null;
  let filing: Filing | null = null;
  let stopped = false;
  /** Changes of the account list. */
  const inTurn = createInTurn();

  const start = async ({ id }: EngineAccount) => {
    const abort = new AbortController();
    const sync = await syncDeps(deps, writer, id, abort.signal, () => watched, followFolder);
    const watchedHere = () => (watched !== null && accountIdOf(watched) === id ? watched : null);
    const session = startSession(
      sync,
      createPrefetch(sync, bodies, () => known.get(id)?.keeps ?? []),
      watchedHere,
      () => known.get(id)?.roots ?? [],
      () => filing,
    );
    running.set(id, { session, abort });
  };
  const end = async (id: string) => {
    const one = running.get(id);
    running.delete(id);
    one?.abort.abort();
    await one?.session.ended;
  };
  const setAccounts = async (accounts: readonly EngineAccount[]) => {
    if (stopped) return;
    await writer.followTimeZone(clock.timeZone());
    const rootsBefore = new Map([...known].map(([id, { roots }]) => [id, JSON.stringify(roots)]));
    known = new Map(accounts.map((account) => [account.id, account]));
    for (const id of running.keys()) if (!known.has(id)) await end(id);
    for (const id of await writer.storedAccounts()) if (!known.has(id)) await writer.removeAccount(id);
    for (const account of accounts) {
      const one = running.get(account.id);
      if (!one) await start(account);
      else if (rootsBefore.get(account.id) !== JSON.stringify(account.roots)) one.session.retry();
      else one.session.lookAround();
    }
  };
  const changed = (ids: Iterable<string>) => {
    for (const id of new Set([...ids].map(accountIdOf))) running.get(id)?.session.tasksWait();
  };
  const moves = createMoveDesk({
    writer,
    database,
    clock,
    changed,
    look: async (accountId) => await running.get(accountId)?.session.syncNow(),
  });
  const filingDesk = createFilingDesk({ database, moves });
  const sessionOf = (accountId: string): Session => {
    const one = running.get(accountId);
    if (one) return one.session;
    throw fail('not-found', told('This account is no longer there. Nothing was changed.'));
  };
  const folderDesk = createFolderDesk({
    writer,
    database,
    clock,
    dialectOf: (accountId) => known.get(accountId)?.dialect ?? 'exchange',
    changed: (accountId) => running.get(accountId)?.session.tasksWait(),
  });
  const followFolder = (from: FolderId, to: FolderId) => {
    folderDesk.moved(from, to);
    if (watched !== null) watched = movedId(watched, from, to);
  };
  const retry = () => {
    for (const { session } of running.values()) session.retry();
  };
  network.onAccounts(retry);
  const mirrorCards = async () =>
    await writer.contacts.replace(LOCAL, await network.call('cards.list', null), null);
  const mirrorFault = (title: Required<Told>) => (thrown: unknown) => {
    const failure = engineFailure(thrown);
    void deps.log({
      level: 'error',
      accountId: null,
      ...titled(title),
      ...toldOf(failure),
      detail: detailOf(failure),
    });
  };
  network.onTransfers(createListMirror(writer.transfers, mirrorFault(told('Downloads are not shown'))));
  const mirrorOutgoing = async (list: readonly OutgoingView[]) => {
    await writer.outgoing(list);
    await writer.meetings.takenBack(list);
  };
  network.onAccounts(() => void mirrorCards().catch(mirrorFault(told('Contacts are not shown'))));
  const logProblems = async () => {
    for (const problem of await network.call('problems.take', null))
      await deps.log({
        level: 'warning',
        accountId: null,
        ...titled(told('Something on this computer needs a look')),
        ...problem,
        detail: '',
      });
  };
  network.onProblems(
    () => void logProblems().catch(mirrorFault(told('Something on this computer needs a look'))),
  );
  network.onOutgoing(createListMirror(mirrorOutgoing, mirrorFault(told('The Outbox is not shown as it is'))));

  const handlers: Handlers<EngineContract> = {
    calls: {
      async 'accounts.set'({ accounts }) {
        await inTurn(() => setAccounts(accounts));
        return null;
      },
      async 'sync.now'({ accountId }) {
        const asked = [...running].filter(([id]) => accountId === undefined || id === accountId);
        await Promise.all(asked.map(([, { session }]) => session.syncNow()));
        return null;
      },
      'store.facts': ({ accountId }) => writer.facts(accountId),
      async 'store.verify'({ accountId }) {
        const report = await writer.verify(accountId);
        void running.get(accountId)?.session.syncNow();
        return report;
      },
      async 'store.rebuild'({ accountId }) {
        await sessionOf(accountId).rebuild();
        return null;
      },
      'roots.browse': (args, { signal }) => network.call('roots.browse', args, { signal }),
      'roots.find': (args, { signal }) => network.call('roots.find', args, { signal }),
      async 'folder.watch'({ folderId }) {
        watched = folderId;
        for (const { session } of running.values()) session.watch();
        return null;
      },
      async 'message.read'({ messageIds, read }) {
        await writer.mark(messageIds, () => ({ kind: 'read', read }), clock.now());
        changed(messageIds);
        return null;
      },
      'messages.read': ({ messageIds, read }) => moves.mark(messageIds, () => ({ kind: 'read', read })),
      'messages.flag': ({ messageIds, flagged, followUp }) =>
        moves.mark(messageIds, (row) => ({
          kind: 'flag',
          // A flag alone, given again, keeps its date.
          ...flagState(flagged, followUp ?? (row.flagged ? row.followUp : undefined)),
        })),
      'messages.complete': ({ messageIds }) => {
        const at = clock.now();
        return moves.mark(messageIds, (row) => ({ kind: 'flag', ...completed(row, at) }));
      },
      async 'reminders.failed'({ failure }) {
        await logReminderFault(deps.log, failure);
        return null;
      },
      async 'reminders.told'({ told }) {
        await writer.reminded(told);
        return null;
      },
      'messages.categories': ({ messageIds, add, remove }) =>
        moves.mark(messageIds, ({ categories }) => ({
          kind: 'categories',
          categories: [...new Set([...categories.filter((each) => !remove.includes(each)), ...add])],
        })),
      async 'filing.set'(args) {
        filing = args.filing;
        for (const { session } of running.values()) session.lookAround();
        return null;
      },
      'filing.preview': ({ folderId, filing: by }) => filingDesk.preview(folderId, by),
      'filing.apply': ({ items, filing: by }) => filingDesk.apply(items, by),
      'filing.fields': ({ messageId }) => filingDesk.fields(messageId),
      async 'search.find'(query) {
        if (!deps.search) throw fail('unsupported', NO_SEARCH);
        return await deps.search.find(query);
      },
      'list.arrange': (arrangement) => arrangeList(database, deps.search, arrangement, localDay(clock.now())),
      'search.server': (query, { signal }) => serverSearch(query, signal),
      'messages.move': ({ messageIds, folderId }) => moves.move(messageIds, folderId),
      'messages.remove': ({ messageIds }) => moves.remove(messageIds),
      'messages.undo': ({ step }) => moves.undo(step),
      'tasks.withdraw': ({ id }) => moves.withdraw(id),
      'folders.create': ({ accountId, parentId, name }) => folderDesk.create(accountId, parentId, name),
      'folders.place': ({ folderId, parentId, name }) => folderDesk.place(folderId, parentId, name),
      'folders.remove': ({ folderId, forGood }) => folderDesk.remove(folderId, forGood),
      'folders.withdraw': ({ id }) => folderDesk.withdraw(id),
      'folders.undo': ({ step }) => folderDesk.undo(step),
      'folders.now': async ({ folderId }) => ({ folderId: await folderDesk.now(folderId) }),
      'message.open': ({ messageId }, context) => desk.open(messageId, context),
      'message.whole': ({ messageId }, context) => desk.whole(messageId, context),
      'message.source': ({ messageId }, context) => desk.source(messageId, context),
      'attachment.fetch': (args, context) => desk.fetchAttachment(args, context),
      'attachment.read': (args, { signal }) => network.call('file.read', args, { signal }),
      'attachment.message': ({ fileId }, context) => desk.embedded(fileId, context),
      async 'transfer.act'({ id, act }) {
        await network.call(`transfer.${act}`, { id });
        return null;
      },
      'transfers.limit': (args) => network.call('transfers.limit', args),
      'transfers.clear': () => network.call('transfers.clear', null),
      'outgoing.command': (args) => network.call('outgoing.command', args),
      'outgoing.steps': (args, { signal }) => network.call('outgoing.steps', args, { signal }),
      'outgoing.parts': (args) => network.call('outgoing.parts', args),
      'outgoing.replace': (args) => network.call('outgoing.replace', args),
      'outgoing.export': (args) => network.call('outgoing.export', args),
      'file.forget': (args) => network.call('file.forget', args),
      'findings.look': (args, { signal }) => network.call('findings.look', args, { signal }),
      'found.read': (args, context) => desk.found(args, context),
      'findings.act': (args) => network.call('findings.act', args),
      'message.watch': ({ messageId }) => network.call('transfers.attend', { owner: messageId }),
      'images.load': ({ urls }, context) => loadImages(network, urls, context.signal),
      'list.unsubscribe': (args, { signal }) => network.call('list.unsubscribe', args, { signal }),
      'health.look': (args) => network.call('health.look', args),
      'health.test': (args, { signal }) => network.call('health.test', args, { signal }),
      'draft.attach': (args, { signal }) => network.call('draft.attach', args, { signal }),
      'draft.save': (args) => network.call('draft.save', args),
      async 'contacts.look'() {
        for (const { session } of running.values()) session.contactsNow();
        return null;
      },
      ...createContactDesk({
        network,
        writer: writer.contacts,
        soon: (accountId) => running.get(accountId)?.session.contactsNow(),
      }),
      async 'cards.save'(args) {
        const saved = await network.call('cards.save', args);
        await mirrorCards();
        return saved;
      },
      async 'cards.add'(args) {
        // What was written before a failure is shown all the same.
        await network.call('cards.add', args).finally(mirrorCards);
        return null;
      },
      async 'cards.remove'(args) {
        await network.call('cards.remove', args);
        await mirrorCards();
        return null;
      },
      'people.find': (args, { signal }) => network.call('people.find', args, { signal }),
      'draft.list': () => network.call('draft.list', null),
      'draft.send': (args) => network.call('draft.send', args),
      async 'meeting.answered'({ accountId, meeting, partstat, id }) {
        await writer.meetings.answered(accountId, meeting, { partstat, at: clock.now(), outgoingId: id });
        return null;
      },
      async 'mail.import'(args, { signal, progress }) {
        const report = await network.call('mail.import', args, { signal, onProgress: progress });
        retry();
        return report;
      },
      async 'mail.pause'(args) {
        exports.pause(args.token, args.paused);
        return await network.call('mail.pause', args);
      },
      'mail.export': (args, context) => exports.run(args, context),
      async 'messages.carry'(args, context) {
        const report = await exports.carry(args, context, (id) => moves.remove([id]));
        void running.get(accountIdOf(args.folderId))?.session.syncNow();
        return report;
      },
      'mail.file': (args, { signal }) => exports.file(args, signal),
      async 'mail.peek'(args, context) {
        const { fileId, name: fileName } = await network.call('mail.peek', args, { signal: context.signal });
        try {
          return { ...(await desk.embedded(fileId, context)), fileName };
        } finally {
          await network.call('file.forget', { fileId });
        }
      },
      async 'log.clear'() {
        await writer.clearLog();
        return null;
      },
    },
    streams: {},
  };

  return {
    handlers,
    retry,
    async stop() {
      stopped = true;
      await inTurn(() => Promise.all([...running.keys()].map(end)));
      network.close();
    },
  };
}

async function syncDeps(
  deps: EngineDeps,
  writer: Writer,
  accountId: string,
  signal: AbortSignal,
  watched: () => FolderId | null,
  folderMoved: SyncDeps['folderMoved'],
): Promise<SyncDeps> {
  const { network, database, clock, random, log } = deps;
  const isWatched = () => {
    const folderId = watched();
    return folderId !== null && accountIdOf(folderId) === accountId;
  };
  const state = createAccountState(
    { writer, clock, random, log, accountId, watched: isWatched },
    await database.accounts.get(accountId),
  );
  return { accountId, network, database, writer, clock, random, log, state, folderMoved, signal };
}
