import type { AccountInfo } from '../../shared/contracts/network.ts';
import { fail } from '../../shared/errors.ts';
import type { Root } from '../../shared/mail/roots.ts';
import type { FolderId, FolderRow } from '../store/tables.ts';
import { folderIdOf } from '../store/rows.ts';
import { detailed, engineFailure, titled } from './engine-log.ts';
import { createContactsWork } from './contacts.ts';
import { createFolderNews } from './folder-news.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { createFiler } from './filer.ts';
import { createFolderWork } from './folder-work.ts';
import { POLL_JITTER, POLL_MS, REST_A_LOOK, TOLD_POLL_MS } from './limits.ts';
import { collect } from './network-link.ts';
import { createOutside } from './outside.ts';
import type { Prefetch } from './prefetch.ts';
import { createRelist } from './relist.ts';
import { createPusher } from './push-folders.ts';
import { tellLostChanges } from './waiting-wishes.ts';
import type { SyncDeps } from './sync-deps.ts';
import { createWaker } from './waker.ts';
import { createWanted } from './wanted.ts';
import { told } from '../../shared/language/told.ts';

/** One account's work: a single line of steps, so that no two of them ever write against each other. */
export interface Session {
  /** Looks at everything now; resolves when the changed folders were looked at, or when that failed. */
  syncNow(): Promise<void>;
  /** The person looks at contacts: they are asked about now. */
  contactsNow(): void;
  /** Something waits for the server. */
  tasksWait(): void;
  /**
   * Forgets the account's mail and begins anew. Rejects where the server does not answer: what is here is all there is
   * to read then.
   */
  rebuild(): Promise<void>;
  /** There may be something to do that no server told of. */
  lookAround(): void;
  /** The person looks at another folder. */
  watch(): void;
  /** The network may be there again: a wait after a failure is cut short. */
  retry(): void;
  /** Resolves when the last step has ended. The signal of the deps must have been aborted. */
  readonly ended: Promise<void>;
}

/** A store that cannot even take the account's state has no place to report to: it is tried again after this. */
const UNWRITABLE_MS = 30_000;

/** Starts the account's loop: folder list, then what is most urgent, until the next poll; after a failure a rest. */
export function startSession(
  deps: SyncDeps,
  prefetch: Prefetch,
  watched: () => FolderId | null,
  roots: () => readonly Root[] = () => [],
  filing: () => Filing | null = () => null,
): Session {
  const { clock, signal, state } = deps;
  const waker = createWaker(clock, signal);
  const tasks = createPusher(deps);
  const work = createFolderWork(deps, watched);
  const relist = createRelist(deps);
  const contacts = createContactsWork(deps);
  const filer = createFiler(deps, filing);
  let server: AccountInfo | null = null;
  let pollAt = 0;
  let listedAt = 0;
  let isCutTold = false;
  const looking: (() => void)[] = [];
  const rebuilding = createWanted();
  let folders: readonly FolderRow[] = [];
  const pollSoon = (at: number) => {
    pollAt = Math.min(pollAt, at);
    waker.wake('work');
  };
  const news = createFolderNews(deps, {
    changed: () => pollSoon(0),
    lost: () => pollSoon(listedAt + POLL_MS),
  });
  const outside = createOutside(deps, watched, roots);
  const follow = () => {
    const own = folders.filter(({ root }) => root === undefined);
    const followed = own.filter(({ id, role }) => role === 'inbox' || id === watched());
    news.follow(followed.map(({ href }) => href));
  };

  const looked = () => {
    for (const resolve of looking.splice(0)) resolve();
  };
  /** A clock that was set back must not put the next poll off until it has caught up. */
  const pollDue = () => clock.now() >= pollAt || clock.now() < listedAt;
  const tasksDue = () => {
    const due = tasks.dueAt();
    return due !== null && clock.now() >= due;
  };

  const list = async () => {
    listedAt = clock.now();
    const pollMs = news.works() && !outside.isWatched() ? TOLD_POLL_MS : POLL_MS;
    const due = listedAt + pollMs * (1 + POLL_JITTER * (2 * deps.random() - 1));
    pollAt = due;
    const { accountId } = deps;
    await deps.writer.followTimeZone(clock.timeZone()); // the computer may have travelled
    const { items, end } = await collect(deps.network.stream('folders.list', { accountId }, { signal }));
    const rested = clock.now() + REST_A_LOOK * (clock.now() - listedAt);
    // Somebody may have asked for the next look meanwhile.
    if (pollAt === due) pollAt = Math.max(due, Math.min(rested, listedAt + TOLD_POLL_MS));
    const listed = items.map(
      (folder): FolderRow => ({
        ...folder,
        accountId,
        id: folderIdOf(accountId, folder.path),
      }),
    );
    await refuseWithoutInbox(deps, listed);
    if (end && !isCutTold) await deps.log(tooManyFolders(accountId, end.cutAt));
    isCutTold = end !== null;
    const others = await outside.list();
    const missing = await deps.writer.folders(accountId, [...items, ...others]);
    // A list that was cut does not say what is gone, nor does a root that did not answer.
    const gone = end ? [] : await outside.reallyGone(missing);
    // What comes back from one folder that is gone may come back into another: none is dropped before all were asked.
    for (const id of gone) await tellLostChanges(deps, id);
    for (const id of gone) await deps.writer.dropFolder(id);
    folders = [...listed, ...(await outside.opened(others))];
    follow();
    await work.plan(folders);
  };

  /** From one poll to the next. */
  const cycle = async () => {
    if (server === null) {
      await state.connecting();
      server = await deps.network.call('account.open', { accountId: deps.accountId }, { signal });
    }
    await list();
    await state.online(server);
    if (await rebuilding.run(() => deps.writer.forgetMail(deps.accountId))) {
      work.reset();
      await list();
    }
    while (!signal.aborted && !pollDue()) await step();
  };

  const step = async () => {
    if (await filer.run()) tasks.notice();
    if (tasksDue()) {
      // What moved has another address now: it is listed at once.
      if (await tasks.push()) pollAt = 0;
      return;
    }
    if (await work.refreshStep()) return;
    looked();
    if (await work.listPages(() => pollDue() || tasksDue())) return;
    await state.settled();
    await contacts.look();
    let isFetched = false;
    while (!pollDue() && !tasksDue() && ((await relist.one()) || (await prefetch.one()))) isFetched = true;
    if (isFetched) await state.settled();
    if (pollDue() || tasksDue()) return;
    const next = Math.min(pollAt, tasks.dueAt() ?? Number.POSITIVE_INFINITY);
    await waker.wait(next - clock.now(), ['now', 'work']);
  };

  const run = async () => {
    while (!signal.aborted) {
      try {
        await cycle();
      } catch (thrown) {
        if (signal.aborted) break;
        server = null;
        pollAt = 0;
        work.reset();
        rebuilding.refuse(thrown);
        const ms = await state.failed(engineFailure(thrown)).catch(() => UNWRITABLE_MS);
        looked();
        await waker.wait(ms, ['now']);
      }
    }
    looked();
    rebuilding.refuse(fail('cancelled', told('Stopped, as you asked.')));
  };

  return {
    syncNow: () =>
      new Promise((resolve) => {
        looking.push(resolve);
        pollAt = 0;
        tasks.retryAll();
        work.sick.forgive();
        outside.forgive();
        waker.wake('now');
      }),
    contactsNow() {
      contacts.soon();
      waker.wake('work');
    },
    tasksWait() {
      tasks.notice();
      waker.wake('work');
    },
    rebuild: () => {
      const done = rebuilding.want();
      pollAt = 0;
      waker.wake('now');
      return done;
    },
    lookAround: () => waker.wake('work'),
    watch() {
      follow();
      if (outside.isUnopened()) pollSoon(0);
      else if (!news.works()) pollSoon(listedAt + POLL_MS);
    },
    retry() {
      pollAt = 0;
      waker.wake('now');
    },
    ended: run(),
  };
}

/** A mailbox never loses its Inbox: a list without it is not whole, and would drop what is here. */
async function refuseWithoutInbox(
  { accountId, database }: SyncDeps,
  listed: readonly FolderRow[],
): Promise<void> {
  if (listed.some(({ role }) => role === 'inbox')) return;
  const known = await database.folders.where('accountId').equals(accountId).toArray();
  if (!known.some(({ role }) => role === 'inbox')) return;
  throw fail(
    'malformed-response',
    told(
      'The server sent a list of folders without the Inbox. Retinue left the mailbox here as it was and asks again later. If this stays, look at the mailbox with a browser.',
    ),
  );
}

function tooManyFolders(accountId: string, cutAt: number) {
  return {
    accountId,
    level: 'warning',
    ...titled(told('There are more folders')),
    ...told(
      'The server has more than {cutAt} folders. Retinue looks at the first {cutAt} and leaves the others alone. Give the address of a folder further down to see what is in there.',
      { cutAt: String(cutAt) },
    ),
    ...detailed(told('folders, cut at {cutAt}', { cutAt })),
  } as const;
}
