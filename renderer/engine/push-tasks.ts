import { type Failure, type FailureKind, type Retry, retryOf } from '../../shared/errors.ts';
import { groupBy } from '../../shared/group-by.ts';
import { BACKOFF, backoffMs } from '../../shared/retry/backoff.ts';
import { marksIn } from '../store/marks.ts';
import { isPlacing } from '../store/placed.ts';
import type { FolderId, PlaceTask } from '../store/tables.ts';
import { type Answered, askServer } from './ask-server.ts';
import { detailed, detailOf, titled } from './engine-log.ts';
import { ITEMS_A_CALL } from './limits.ts';
import type { SyncDeps } from './sync-deps.ts';
import { idOf, waitingWishes, type Wish } from './waiting-wishes.ts';
import { told, toldOf } from '../../shared/language/told.ts';

/** The remote half of what the person did. */
export interface TaskPusher {
  /**
   * Sends what waits and may be tried now. True when messages are in another place now. Failures that concern the whole
   * account are thrown.
   */
  push(): Promise<boolean>;
  /** Something new waits. */
  notice(): void;
  /** The person asked for everything to be tried: also what was put aside. */
  retryAll(): void;
  /** When `push` has something to do: a time in ms, or null. */
  dueAt(): number | null;
}

/** Begins with whatever an earlier run left waiting. */
export function createTaskPusher(deps: SyncDeps): TaskPusher {
  let due: number | null = 0;
  let failures = 0;
  /** Tasks that only the person can set going again (no rights); they stay and are shown as waiting. */
  const aside = new Set<number>();
  /** Folders of others that take no read marks: each opened message tries one, and once is told enough. */
  const unmarkable = new Set<FolderId>();

  const later = (failure: Failure) => {
    const ms = backoffMs(BACKOFF.background, failures, deps.random, failure.retryAfterMs);
    due = deps.clock.now() + ms;
    failures += 1;
  };

  const settle = async (wish: Wish, failure: Failure) => {
    switch (retryOfWish(wish, failure.kind)) {
      case 'automatic':
        return later(failure);
      case 'after-user':
        for (const id of wish.supersedes) aside.add(id);
        return;
      case 'never':
        if (isPlacing(wish.task)) await deps.writer.placeGivenUp(wish.task, failure.kind !== 'not-found');
        else await deps.writer.settle(wish.supersedes, [wish.row.folderId]);
    }
  };

  /** Remembers a wish that was given up; true where its person is to be told. */
  const noteGivenUp = ({ task, row, folder }: Wish, kind: FailureKind): boolean => {
    if (task.kind !== 'read' || folder?.root === undefined || kind !== 'forbidden') return true;
    const isNew = !unmarkable.has(row.folderId);
    unmarkable.add(row.folderId);
    return isNew;
  };
  /** True when messages moved. */
  const send = async (planned: readonly Wish[]): Promise<boolean> => {
    const standing = await deps.writer.markTried(planned.map((wish) => idOf(wish.task)));
    const wishes = planned.filter((wish) => standing.has(idOf(wish.task)));
    if (wishes.length === 0) return false;
    const answered = await askServer(deps, wishes);
    const done = wishes.filter((wish) => answered(wish).failure === null);
    const marks = done.filter(({ task }) => !isPlacing(task)).flatMap(({ supersedes }) => supersedes);
    if (marks.length > 0) await deps.writer.settle(marks, []);
    const places = done.flatMap((wish) => placeOf(wish, answered(wish)));
    if (places.length > 0) await deps.writer.placesDone(places);
    const failed: Refused[] = [];
    for (const wish of wishes) {
      const { failure } = answered(wish);
      if (!failure) continue;
      const retry = retryOfWish(wish, failure.kind);
      if (retry !== 'never' || noteGivenUp(wish, failure.kind)) failed.push({ failure, retry });
      await settle(wish, failure);
    }
    await tell(deps, failed);
    return places.length > 0 || wishes.some(({ task }) => isPlacing(task) && failed.length > 0);
  };

  return {
    async push() {
      due = null;
      let isMoved = false;
      try {
        // A message may have several changes: each round takes the next one of each.
        for (let before = Number.POSITIVE_INFINITY; due === null; ) {
          const { wishes, orphans, count } = await waitingWishes(deps, aside);
          if (orphans.length > 0) await deps.writer.settle(orphans, []);
          if (wishes.length === 0 || count >= before) break;
          before = count;
          for (const group of groups(wishes)) isMoved = (await send(group)) || isMoved;
        }
        if (due === null) failures = 0;
        return isMoved;
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

/**
 * An answer that cannot be read (cut short, a network's sign-in page) does not say whether the change was made. Asking
 * again finds that out: a mark is the same when it is set twice, and what has moved is found where it went.
 */
function retryOfChange(kind: FailureKind): Retry {
  return kind === 'malformed-response' ? 'automatic' : retryOf(kind);
}

/** Rights in a folder of somebody else are theirs to give: what they refuse would only wait for ever. */
function retryOfWish({ folder, target }: Wish, kind: FailureKind): Retry {
  const isOutside = folder?.root !== undefined || target?.root !== undefined;
  return kind === 'forbidden' && isOutside ? 'never' : retryOfChange(kind);
}

function placeOf(
  { task }: Wish,
  { newHref }: Answered,
): readonly { task: PlaceTask; newHref: string | null }[] {
  return isPlacing(task) ? [{ task, newHref }] : [];
}

function groups(wishes: readonly Wish[]): readonly (readonly Wish[])[] {
  const byCall = groupBy(wishes, ({ task, folder, target }) =>
    [task.kind, isPlacing(task) ? target?.id : JSON.stringify(marksIn(task)), folder?.id].join('|'),
  );
  return [...byCall.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / ITEMS_A_CALL) }, (_, index) =>
      all.slice(index * ITEMS_A_CALL, (index + 1) * ITEMS_A_CALL),
    ),
  );
}

interface Refused {
  readonly failure: Failure;
  readonly retry: Retry;
}

/** One line for what many messages have in common. What is tried again by itself is not worth one. */
async function tell(deps: SyncDeps, refused: readonly Refused[]): Promise<void> {
  const worth = refused.filter(({ retry }) => retry !== 'automatic');
  for (const [, same] of groupBy(worth, ({ failure }) => failure.sentence)) {
    const [first] = same;
    if (!first) continue;
    const { failure, retry } = first;
    const title = retry === 'after-user' ? told('A change waits') : told('A change was given up');
    const detail =
      same.length === 1
        ? { detail: detailOf(failure) }
        : detailed(told('{code} ({count} messages)', { code: detailOf(failure), count: same.length }));
    await deps.log({
      accountId: deps.accountId,
      level: 'warning',
      ...titled(title),
      ...toldOf(failure),
      ...detail,
    });
  }
}
