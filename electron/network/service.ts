import { randomBytes } from 'node:crypto';
import type { NetworkAccount, SmtpSignIn } from '../../shared/contracts/control.ts';
import type { AccountForm, CheckReport } from '../../shared/contracts/main.ts';
import type { NetworkContract } from '../../shared/contracts/network.ts';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import type { Mailbox } from '../../shared/mail/compose/draft.ts';
import type { Random } from '../../shared/retry/backoff.ts';
import type { Transport } from '../../shared/rpc/protocol.ts';
import { type Handlers, serve, type Server } from '../../shared/rpc/server.ts';
import { createAccounts, promptAccounts } from './accounts.ts';
import { createBounceWatch, type ReportRef } from './bounces/watch.ts';
import { checkAccount } from './check.ts';
import { checkArguments } from './check-arguments.ts';
import type { Clock } from './clock.ts';
import { identityPath, requestPath } from './dav/href.ts';
import type { HttpTransport } from './dav/transport.ts';
import { buildMessage } from './compose/build-message.ts';
import { createDraftCalls } from './drafts/draft-calls.ts';
import { openServerCopies } from './drafts/server-copies.ts';
import { type Drafts, openDrafts } from './drafts/drafts.ts';
import { createCards } from './people/cards.ts';
import { createPeopleCalls } from './people/people-calls.ts';
import { findPeople } from './exchange/find-people.ts';
import { createIdentityLearner } from './exchange/identity.ts';
import { createFileCalls } from './file-calls.ts';
import type { Files } from './files.ts';
import { createInout } from './inout/inout-calls.ts';
import { openLocalStore } from './local/local-store.ts';
import type { RequestLog } from './log.ts';
import { mayHoldFiles } from './message-stream/holds-files.ts';
import { createMessageReaders } from './message-stream/readers.ts';
import { tellMessage } from './message-stream/tell-message.ts';
import { createFindings } from './findings/findings.ts';
import { probe } from './health/probe.ts';
import { openRequestFile } from './health/request-file.ts';
import { createRequestHistory } from './health/request-log.ts';
import { createMoods } from './resilience/moods.ts';
import { createPauses } from './resilience/pauses.ts';
import { createRateLimit } from './resilience/rate-limit.ts';
import { createSignatureCalls } from './smime/signature-calls.ts';
import { checkSending } from './smtp/check.ts';
import { smtpOrigin } from '../../shared/mail/smtp.ts';
import { createOutsideCalls } from './outside-calls.ts';
import { createRootCalls } from './root-calls.ts';
import { exportEntry } from './spool/export.ts';
import { KEPT_MS } from './spool/is-over.ts';
import { openOutbox } from './spool/outbox.ts';
import { openShelf } from './transfers/shelf.ts';
import { openTransfers } from './transfers/transfers.ts';
import { createVouched } from './vouched.ts';

export interface NetworkServiceOptions {
  readonly transport: HttpTransport;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RequestLog;
  /** Where drafts lie. */
  readonly drafts: string;
  /** An account said whose mailbox it is; asked for with `identityWanted`. */
  readonly onIdentity?: (accountId: string, mailbox: Mailbox) => void;
  /** A folder has another path from now on; may be told twice. */
  readonly onFolderMoved?: (accountId: string, from: string, to: string) => void;
  /** A message was taken back and is this draft now. */
  readonly onDraftBack?: (draftId: string) => void;
  /** Something that a person should know and that no answer stands for. */
  readonly onProblem: (sentence: string) => void;
  /** Where read flags are kept that a server does not keep; in memory only where it is not said. */
  readonly flags?: string;
  /** Where the address book of this computer lies; none where it is not said. */
  readonly people?: string;
  /** Where the request log is kept over restarts; in memory only where it is not said. */
  readonly health?: string;
  /** Where the mail on this computer is kept; there is none where it is not said. */
  readonly local?: string;
  /** Where outgoing messages are kept until they are proven sent. */
  readonly spool: string;
  /** Certificates of authorities that servers for sending may have besides those that Node knows, in PEM. */
  readonly trusted?: readonly string[];
}
/** The network process without its process: used unchanged by the utility process, the tests and the command line. */
export interface NetworkService {
  readonly handlers: Handlers<NetworkContract>;
  /** Main's account list, with passwords. Engines that are connected are told the ids. */
  setAccounts(accounts: readonly NetworkAccount[]): void;
  /** A person chose this file or folder: whoever has the token may have it read, or written into, once. */
  vouch(token: string, path: string): void;
  check(form: AccountForm, signal: AbortSignal): Promise<CheckReport>;
  /** Tries a server that is to send, without sending. */
  checkSending(server: SmtpSignIn, signal: AbortSignal): Promise<CheckReport>;
  /** Serves the contract over an engine's port until the port closes. */
  connect(port: Transport): void;
  /** Cancels everything under way; unfinished downloads go on at the next start. */
  stop(): Promise<void>;
}

/** Makes the service. Resolves when it knows what the last run left unfinished. */
export async function openNetworkService(given: NetworkServiceOptions): Promise<NetworkService> {
  const { files, clock } = given;
  const file = given.health ? await openRequestFile(given.health, clock, given.onProblem) : null;
  const history = createRequestHistory(file?.before);
  const pauses = createPauses();
  const moods = createMoods(clock, pauses);
  const limit = createRateLimit(clock);
  const options: NetworkServiceOptions = {
    ...given,
    log(record) {
      history.note(record);
      file?.note(record);
      given.log(record);
    },
  };
  const local = given.local === undefined ? null : openLocalStore(given.local, given.onProblem);
  const accounts = createAccounts({ ...options, pauses, local });
  /** For what a person looks at: nobody waits in front of a server that is paused. */
  const prompt = promptAccounts(accounts);
  const servers = new Set<Server<NetworkContract>>();
  /** Messages that go on when nobody looks at them: somebody asked for all of them. */
  const wantedWhole = new Set<string>();
  const readers = createMessageReaders(files, () => `retinue-${newFileId()}-`);
  const transfers = await openTransfers({
    ...options,
    readers,
    accounts,
    limit,
    moods,
    pauses,
    shelf: openShelf(files.folder, options.onProblem),
    newId: newFileId,
    onChange: (list) => {
      for (const server of servers) server.event('transfers', { list });
    },
  });

  let drafts: Drafts | null = null;
  /** What drafts make of the messages that were taken back or are gone: it writes, so stopping waits for it. */
  let followed: Promise<unknown> = Promise.resolve();
  const outbox = await openOutbox({
    ...options,
    folder: options.spool,
    keepMs: KEPT_MS,
    accounts,
    moods,
    pauses,
    limit,
    onChange: (list) => {
      for (const server of servers) server.event('outgoing', { list });
      followed = Promise.all([followed, drafts?.follow(list)]);
    },
  });
  const bounces = createBounceWatch({ accounts, outbox, onProblem: options.onProblem });
  let known: readonly NetworkAccount[] = [];
  const limitOf = (accountId: string) =>
    accounts.ids().includes(accountId) ? outbox.limitOf(accounts.get(accountId).sending.origin) : null;
  const learntLimits = () => {
    const senders = known.flatMap(({ smtp }) => (smtp ? [smtpOrigin(smtp)] : []));
    const origins = new Set([...accounts.ids().map((id) => accounts.origin(id)), ...senders]);
    return [...origins].flatMap((origin) => {
      const bytes = outbox.limitOf(origin);
      return bytes === null ? [] : [{ origin, bytes }];
    });
  };
  const accountOf = (id: string) => {
    const account = known.find((each) => each.id === id);
    if (account) return { id, url: account.url, user: account.user };
    throw fail(
      'invalid-input',
      told(
        'The account of this message is not set up any more. Retinue keeps it as a draft. Choose another account in From.',
      ),
    );
  };
  const requests = () => history.after(0);
  const findings = createFindings({ accounts: prompt, outbox, clock, requests, accountOf, limitOf });
  let isOpen = false;
  const opened = await openDrafts({
    root: options.drafts,
    sending: { outbox, build: buildMessage, limitOf },
    clock,
    newId: newFileId,
    // What was taken back before the start is opened with the other drafts.
    onBack: (id) => isOpen && options.onDraftBack?.(id),
    onProblem: options.onProblem,
    accountOf,
  });
  drafts = opened;
  isOpen = true;
  const identities = createIdentityLearner(options.onIdentity ?? (() => undefined));
  const copies = await openServerCopies({
    ...options,
    root: options.drafts,
    accounts,
    moods,
    limit,
    build: buildMessage,
    newId: newFileId,
    onChange: (list) => {
      for (const server of servers) server.event('copies', { list });
    },
  });
  const vouched = createVouched();
  const draftCalls = createDraftCalls(opened, files, copies, limitOf, vouched);
  const inout = createInout({ ...options, accounts: prompt, local, vouched, transfers, newId: newFileId });

  /** Throws 'paused' where nothing can be asked. */
  const reachable = (accountId: string) => {
    const pause = pauses.of(accounts.origin(accountId));
    if (pause.isOn()) throw pause.failure();
    return prompt.get(accountId);
  };

  const roots = createRootCalls(prompt);
  const people = createPeopleCalls(accounts, given.people ? createCards(given.people, newFileId) : null);
  const handlers: Handlers<NetworkContract> = {
    calls: {
      ...draftCalls,
      ...inout.calls,
      ...createFileCalls(files),
      ...roots.calls,
      ...createOutsideCalls(options, pauses),
      ...createSignatureCalls(clock, given.trusted ?? []),
      ...people.calls,
      async 'account.open'({ accountId }, { signal }) {
        const account = prompt.get(accountId);
        const info = await account.mailbox().info(signal);
        if (account.dialect !== 'exchange') return info;
        const found = await account.discovery(signal);
        if (known.some(({ id, identityWanted }) => id === accountId && identityWanted === true))
          identities.learn(accountId, accounts.get(accountId).session, found);
        return info;
      },
      async 'message.body'({ accountId, item, size }, { signal, progress }) {
        const mailbox = prompt.get(accountId).mailbox();
        const body = await mailbox.body({ item, size, onProgress: progress }, signal);
        if (body.kind !== 'mime' || !mayHoldFiles(body.bytes)) return body;
        const taken = await readers.read(newFileId(), body.bytes);
        return taken.files.some(({ named }) => named) ? { kind: 'streamed', ...taken } : body;
      },
      'flags.mark'({ accountId, folder, items, mark }, { signal }) {
        return prompt.get(accountId).mailbox().setMark(folder, items, mark, signal);
      },
      async 'messages.count'({ accountId, folder, span }, { signal }) {
        return { count: await prompt.get(accountId).mailbox().count(folder, span, signal) };
      },
      'messages.move'({ accountId, folder, items, target }, { signal }) {
        return prompt.get(accountId).mailbox().move(folder, items, target, signal);
      },
      'messages.remove'({ accountId, folder, items }, { signal }) {
        return prompt.get(accountId).mailbox().remove(folder, items, signal);
      },
      async 'folder.create'({ accountId, parent, name, again, path }, { signal }) {
        const place = await prompt.get(accountId).mailbox().createFolder(parent, name, again, signal);
        options.onFolderMoved?.(accountId, path, place.path);
        return place;
      },
      async 'folder.move'({ accountId, folder, ...move }, { signal }) {
        const place = await prompt.get(accountId).mailbox().moveFolder(folder, move, signal);
        options.onFolderMoved?.(accountId, identityPath(requestPath(folder)), place.path);
        return place;
      },
      'folder.remove'({ accountId, folder }, { signal }) {
        return prompt.get(accountId).mailbox().removeFolder(folder, signal);
      },
      'transfer.start': (wanted) => transfers.start({ ...wanted, kind: 'attachment' }),
      'transfer.wait': ({ id }, { signal }) => transfers.wait(id, signal),
      'transfer.pause': ({ id }) => transfers.pause(id).then(() => null),
      'transfer.resume': ({ id }) => transfers.resume(id).then(() => null),
      'transfer.cancel': ({ id }) => transfers.cancel(id).then(() => null),
      'transfer.restart': ({ id }) => transfers.restart(id).then(() => null),
      async 'transfers.attend'({ owner }) {
        transfers.attend(owner);
        return null;
      },
      async 'transfers.limit'({ bytesPerSecond }) {
        transfers.limit(bytesPerSecond);
        return null;
      },
      'transfers.clear': () => transfers.clear().then(() => null),
      async 'outgoing.command'({ id, command }) {
        await outbox.command(id, command);
        return null;
      },
      'outgoing.steps': async ({ id }) => outbox.steps(id),
      async 'people.find'({ accountId, text }, { signal }) {
        const account = prompt.get(accountId);
        if (account.dialect !== 'exchange') return [];
        const { root } = await account.discovery(signal);
        const people = await findPeople(account.session, root, { DN: text }, signal);
        return people.slice(0, 20).map(({ name, address }) => ({ name, address }));
      },
      'outgoing.parts': ({ id }) => outbox.parts(id),
      'outgoing.replace': ({ id, kept }) => outbox.replace(id, kept).then(() => null),
      'outgoing.export': ({ id, ...wanted }) =>
        exportEntry(outbox.entry(id), wanted, { files, newId: newFileId, requests }),
      'findings.look': ({ accountId }, { signal }) => findings.look(accountId, signal),
      'findings.act': async ({ accountId, id, act }, { signal }) => ({
        ...(await findings.act(accountId, id, act, signal)),
      }),
      async 'health.look'({ after }) {
        return { requests: history.after(after), moods: moods.facts(), limits: learntLimits() };
      },
      async 'health.test'({ accountId }, { signal }) {
        const account = reachable(accountId);
        return await probe(account, moods.of(account.session.origin, 'exchange'), clock, signal);
      },
    },
    streams: {
      ...roots.streams,
      ...people.streams,
      async *'folders.list'({ accountId }, { signal }) {
        return yield* prompt.get(accountId).mailbox().folders(signal);
      },
      async *'folders.news'({ accountId, folder }, { signal }) {
        const { news } = prompt.get(accountId);
        if (!news)
          throw fail(
            'unsupported',
            told('This server does not tell of changes. Retinue asks it now and then.'),
          );
        return yield* news.follow(folder, signal);
      },
      async *'message.stream'({ accountId, item, size, owner, name, keep }, { signal }) {
        reachable(accountId);
        const attachment = { href: item.href, name, size };
        const { id } = await transfers.start({ accountId, owner, kind: 'message', item, attachment });
        if (keep) wantedWhole.add(id);
        try {
          return yield* tellMessage(readers, id, transfers.wait(id, signal), clock);
        } finally {
          if (signal.aborted && !wantedWhole.has(id)) await transfers.pause(id);
        }
      },
      async *'messages.page'({ accountId, folder, from, rows }, { signal }) {
        const onReport = (report: ReportRef) => bounces.see(accountId, report);
        return yield* prompt.get(accountId).mailbox().page(folder, from, rows, signal, onReport);
      },
      async *'messages.changes'({ accountId, folder, since }, { signal }) {
        const onReport = (report: ReportRef) => bounces.see(accountId, report);
        return yield* prompt.get(accountId).mailbox().changes(folder, since, signal, onReport);
      },
      async *'messages.search'({ accountId, ...query }, { signal }) {
        return yield* reachable(accountId).mailbox().search(query, signal);
      },
      async *'messages.unread'({ accountId, folder }, { signal }) {
        return yield* prompt.get(accountId).mailbox().identities(folder, 'unread', signal);
      },
      async *'messages.marked'({ accountId, folder }, { signal }) {
        return yield* prompt.get(accountId).mailbox().marked(folder, signal);
      },
      async *'messages.identities'({ accountId, folder, span }, { signal }) {
        return yield* prompt.get(accountId).mailbox().identities(folder, 'all', signal, span);
      },
    },
  };

  return {
    handlers,
    vouch: (token, path) => vouched.vouch(token, path),
    setAccounts(list) {
      known = list;
      accounts.set(list);
      const paused = list.filter((account) => account.paused === true);
      pauses.set(
        paused.map(({ id }) => accounts.origin(id)),
        list.some(({ offline }) => offline === true),
      );
      for (const server of servers) server.event('accounts', { ids: accounts.ids() });
      void transfers.accountsChanged();
      outbox.accountsChanged();
      copies.accountsChanged();
    },
    check: (form, signal) => checkAccount({ ...options, pauses }, form, signal),
    checkSending: (server, signal) => checkSending({ ...server, ca: given.trusted ?? [] }, clock, signal),
    connect(port) {
      const server = serve<NetworkContract>(port, handlers, checkArguments);
      servers.add(server);
      port.onClose(() => servers.delete(server));
      server.event('accounts', { ids: accounts.ids() });
      server.event('transfers', { list: transfers.list() });
      server.event('outgoing', { list: outbox.list() });
      server.event('copies', { list: copies.list() });
    },
    async stop() {
      for (const server of servers) server.close();
      servers.clear();
      identities.stop();
      await inout.stop();
      await Promise.all([transfers.stop(), bounces.stop(), copies.stop()]);
      await outbox.stop();
      await followed;
      await file?.stop();
    },
  };
}

/** 32 hex digits: the id of a file that this process keeps. */
export function newFileId(): string {
  return randomBytes(16).toString('hex');
}
