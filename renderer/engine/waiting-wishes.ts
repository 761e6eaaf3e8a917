import { groupBy } from '../../shared/group-by.ts';
import { formatMessages } from './count-words.ts';
import { isForServer, isPlacing } from '../store/placed.ts';
import type { FolderId, FolderRow, MessageRow, TaskRow } from '../store/tables.ts';
import type { SyncDeps } from './sync-deps.ts';

/** The next change of a message, with the earlier tasks that it supersedes. */
export interface Wish {
  readonly task: TaskRow;
  readonly row: MessageRow;
  /** Where the server has the message; null where there is no such folder any more. */
  readonly folder: FolderRow | null;
  /** Where it goes, of a move; null where it does not move, or where that folder is gone. */
  readonly target: FolderRow | null;
  readonly supersedes: readonly number[];
}
export interface Waiting {
  readonly wishes: readonly Wish[];
  /** Tasks of messages that are gone. */
  readonly orphans: readonly number[];
  /** How many tasks wait in all, without those put aside. */
  readonly count: number;
}

/**
 * What the server should be asked next, one wish a message: its marks first, while it is where the server knows it;
 * then the first change of its place. Of several wishes for one mark the last counts. `aside` waits for the person.
 */
export async function waitingWishes(deps: SyncDeps, aside: ReadonlySet<number>): Promise<Waiting> {
  const { accountId, database } = deps;
  const all = await database.tasks.orderBy('id').toArray();
  const byMessage = groupBy(
    all.filter((task) => task.accountId === accountId && isForServer(task)),
    (task) => task.messageId,
  );
  const rows = await database.messages.bulkGet([...byMessage.keys()]);
  const folders = await database.folders.where('accountId').equals(accountId).toArray();
  const folder = (id: FolderId) => folders.find((each) => each.id === id) ?? null;
  const wishes: Wish[] = [];
  const orphans: number[] = [];
  for (const [nth, tasks] of [...byMessage.values()].entries()) {
    const row = rows[nth];
    const place = tasks.find(isPlacing);
    const open = tasks.filter((task) => !isPlacing(task) && !aside.has(idOf(task)));
    const marks = open.filter(({ kind }) => kind === open[0]?.kind);
    const there = row && folder(place?.folderId ?? row.folderId);
    const [task, supersedes] = marks.length > 0 ? [marks.at(-1), marks] : [place, place ? [place] : []];
    if (!row || (!there && !place)) orphans.push(...tasks.map(idOf));
    else if (task && !aside.has(idOf(task))) {
      const target = task.kind === 'move' ? folder(task.to) : null;
      wishes.push({ task, row, folder: there ?? null, target, supersedes: supersedes.map(idOf) });
    }
  }
  const waiting = [...byMessage.values()].flat().filter((task) => !aside.has(idOf(task)));
  return { wishes, orphans, count: waiting.length };
}

/** The number of a task that is stored. */
export function idOf(task: TaskRow): number {
  return task.id as number;
}

/** A folder is gone into which messages were on their way: they stay where the server has them. */
export async function tellLostTarget(deps: SyncDeps, folderId: FolderId): Promise<void> {
  const { accountId, database, log } = deps;
  const lost = await database.tasks
    .filter((task) => task.kind === 'move' && task.to === folderId && isForServer(task))
    .count();
  if (lost === 0) return;
  await log({
    accountId,
    level: 'warning',
    title: 'A change was given up',
    sentence: `The folder into which ${formatMessages(lost)} should go is no longer there. Retinue left them where they were. Choose another folder.`,
    detail: `folder gone, ${lost} waiting`,
  });
}
