import { type Failure, retryOf } from '../../shared/errors.ts';
import { BACKOFF, backoffMs } from '../../shared/retry/backoff.ts';
import type { FolderRow, MessageRow, TaskRow } from '../store/tables.ts';
import { detailOf, engineFailure, isAccountWide } from './engine-log.ts';
import { groupBy } from '../../shared/group-by.ts';
import { FLAGS_A_CALL } from './limits.ts';
import type { SyncDeps } from './sync-deps.ts';

/** The remote half of what the person did. */
export interface TaskPusher {
  /** Sends what waits and may be tried now. Failures that concern the whole account are thrown. */
  push(): Promise<void>;
  /** Something new waits. */
  notice(): void;
  /** The person asked for everything to be tried: also what was put aside. */
  retryAll(): void;
  /** When `push` has something to do: a time in ms, or null. */
  dueAt(): number | null;
}

/** One wish of a message, with all its earlier tasks, which it supersedes. */
interface Wish {
  readonly task: TaskRow;
  readonly row: MessageRow;
  readonly folder: FolderRow;
  readonly supersedes: readonly number[];
}

/** Begins with whatever an earlier run left waiting. */
export function createTaskPusher(deps: SyncDeps): TaskPusher {
  let due: number | null = 0;
  let failures = 0;
  /** Tasks that only the person can set going again (no rights); they stay and are shown as waiting. */
  const aside = new Set<number>();

  const later = (failure: Failure) => {
    const ms = backoffMs(BACKOFF.background, failures, deps.random, failure.retryAfterMs);
    due = deps.clock.now() + ms;
    failures += 1;
  };

  const settle = async (wish: Wish, failure: Failure | null) => {
    if (failure === null) return deps.writer.settle(wish.supersedes, []);
    switch (retryOf(failure.kind)) {
      case 'automatic':
        return later(failure);
      case 'after-user':
        for (const id of wish.supersedes) aside.add(id);
        return deps.log(problem(deps.accountId, 'A change waits', failure));
      case 'never':
        await deps.writer.settle(wish.supersedes, [wish.row.folderId]);
        return deps.log(problem(deps.accountId, 'A change was given up', failure));
    }
  };

  const send = async (planned: readonly Wish[]) => {
    const standing = await deps.writer.markTried(planned.map((wish) => idOf(wish.task)));
    const wishes = planned.filter((wish) => standing.has(idOf(wish.task)));
    const [first] = wishes;
    if (!first) return;
    const failed = await ask(deps, first, wishes);
    for (const wish of wishes) await settle(wish, failed(wish));
  };

  return {
    async push() {
      due = null;
      try {
        const { wishes, orphans } = await waitingWishes(deps, aside);
        if (orphans.length > 0) await deps.writer.settle(orphans, []);
        for (const group of groups(wishes)) await send(group);
        if (due === null) failures = 0;
      } catch (thrown) {
        due = 0;
        throw thrown;
      }
    },
    notice() {
      due = 0;
    },
    retryAll() {
      aside.clear();
      due = 0;
    },
    dueAt: () => due,
  };
}

/** One call for many messages. Answers what failed for each; failures of the whole account are thrown. */
async function ask(
  deps: SyncDeps,
  { folder, task }: Wish,
  wishes: readonly Wish[],
): Promise<(wish: Wish) => Failure | null> {
  const items = wishes.map(({ row }) => ({ href: row.href, permanentUrl: row.permanentUrl }));
  const args = { accountId: deps.accountId, folder: folder.href, items, read: task.read };
  try {
    const results = await deps.network.call('flags.read', args, { signal: deps.signal });
    const failed = new Map(results.map((result) => [result.href, result.failure]));
    return (wish) => failed.get(wish.row.href) ?? null;
  } catch (thrown) {
    const failure = engineFailure(thrown);
    if (isAccountWide(failure)) throw thrown;
    return () => failure;
  }
}

/** The last wish of each message; tasks whose message or folder is gone are orphans. */
async function waitingWishes(
  deps: SyncDeps,
  aside: ReadonlySet<number>,
): Promise<{ readonly wishes: readonly Wish[]; readonly orphans: readonly number[] }> {
  const waiting = (await deps.database.tasks.orderBy('id').toArray()).filter(
    (task) => task.accountId === deps.accountId && !aside.has(idOf(task)),
  );
  const byMessage = groupBy(waiting, (task) => task.messageId);
  const rows = await deps.database.messages.bulkGet([...byMessage.keys()]);
  const folders = await deps.database.folders.where('accountId').equals(deps.accountId).toArray();
  const wishes: Wish[] = [];
  const orphans: number[] = [];
  for (const [index, tasks] of [...byMessage.values()].entries()) {
    const row = rows[index];
    const folder = row && folders.find((candidate) => candidate.id === row.folderId);
    const task = tasks.at(-1);
    if (row && folder && task) wishes.push({ task, row, folder, supersedes: tasks.map(idOf) });
    else orphans.push(...tasks.map(idOf));
  }
  return { wishes, orphans };
}

function groups(wishes: readonly Wish[]): readonly (readonly Wish[])[] {
  const byCall = groupBy(wishes, (wish) => `${wish.task.read}|${wish.folder.id}`);
  return [...byCall.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / FLAGS_A_CALL) }, (_, index) =>
      all.slice(index * FLAGS_A_CALL, (index + 1) * FLAGS_A_CALL),
    ),
  );
}

function idOf(task: TaskRow): number {
  return task.id as number;
}

function problem(accountId: string, title: string, failure: Failure) {
  const { sentence } = failure;
  return { accountId, level: 'warning' as const, title, sentence, detail: detailOf(failure) };
}
