import type { FolderId, FolderRow } from '../store/tables.ts';
import { folderIdOf } from '../store/rows.ts';
import { engineFailure } from './engine-log.ts';
import { createFolderWork } from './folder-work.ts';
import { POLL_JITTER, POLL_MS } from './limits.ts';
import { collect } from './network-link.ts';
import type { Prefetch } from './prefetch.ts';
import { createPusher } from './push-folders.ts';
import { tellLostChanges } from './waiting-wishes.ts';
import type { SyncDeps } from './sync-deps.ts';
import { createWaker } from './waker.ts';

/** One account's work: a single line of steps, so that no two of them ever write against each other. */
export interface Session {
  /** Looks at everything now; resolves when the changed folders were looked at, or when that failed. */
  syncNow(): Promise<void>;
  /** Something waits for the server. */
  tasksWait(): void;
  /** The network may be there again: a wait after a failure is cut short. */
  retry(): void;
  /** Resolves when the last step has ended. The signal of the deps must have been aborted. */
  readonly ended: Promise<void>;
}

/** A store that cannot even take the account's state has no place to report to: it is tried again after this. */
const UNWRITABLE_MS = 30_000;

/** Starts the account's loop: folder list, then what is most urgent, until the next poll; after a failure a rest. */
export function startSession(deps: SyncDeps, prefetch: Prefetch, watched: () => FolderId | null): Session {
  const { clock, signal, state } = deps;
  const waker = createWaker(clock, signal);
  const tasks = createPusher(deps);
  const work = createFolderWork(deps, watched);
  let server: string | null = null;
  let pollAt = 0;
  let listedAt = 0;
  const looking: (() => void)[] = [];

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
    pollAt = listedAt + POLL_MS * (1 + POLL_JITTER * (2 * deps.random() - 1));
    const { accountId } = deps;
    await deps.writer.followTimeZone(clock.timeZone()); // the computer may have travelled
    const { items } = await collect(deps.network.stream('folders.list', { accountId }, { signal }));
    const listed = items.map(
      (folder): FolderRow => ({
        ...folder,
        accountId,
        id: folderIdOf(accountId, folder.path),
      }),
    );
    for (const gone of await deps.writer.folders(accountId, items)) {
      await tellLostChanges(deps, gone);
      await deps.writer.dropFolder(gone);
    }
    await work.plan(listed);
  };

  /** From one poll to the next. */
  const cycle = async () => {
    if (server === null) {
      await state.connecting();
      server = (await deps.network.call('account.open', { accountId: deps.accountId }, { signal })).server;
    }
    await list();
    await state.online(server);
    while (!signal.aborted && !pollDue()) await step();
  };

  const step = async () => {
    if (tasksDue()) {
      // What moved has another address now: it is listed at once.
      if (await tasks.push()) pollAt = 0;
      return;
    }
    if (await work.refreshStep()) return;
    looked();
    if (await work.listPages(() => pollDue() || tasksDue())) return;
    await state.settled();
    while (!pollDue() && !tasksDue() && (await prefetch.one()));
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
        const ms = await state.failed(engineFailure(thrown)).catch(() => UNWRITABLE_MS);
        looked();
        await waker.wait(ms, ['now']);
      }
    }
    looked();
  };

  return {
    syncNow: () =>
      new Promise((resolve) => {
        looking.push(resolve);
        pollAt = 0;
        tasks.retryAll();
        work.sick.forgive();
        waker.wake('now');
      }),
    tasksWait() {
      tasks.notice();
      waker.wake('work');
    },
    retry() {
      pollAt = 0;
      waker.wake('now');
    },
    ended: run(),
  };
}
