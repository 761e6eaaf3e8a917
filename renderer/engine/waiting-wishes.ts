import { groupBy } from '../../shared/group-by.ts';
import { unmadeFolders } from '../store/folder-tasks.ts';
import { isForServer, isPlacing } from '../store/placed.ts';
import type { FolderId, FolderRow, MessageRow, TaskRow } from '../store/tables.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told } from '../../shared/language/told.ts';
import { detailed, titled } from './engine-log.ts';

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
  const unmade = await unmadeFolders(database, accountId);
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
    // A folder that the server does not have yet is made first.
    else if (task?.kind === 'move' && unmade.has(task.to)) continue;
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

/** A folder is gone with changes that wait: messages on their way into it are put back, marks in it are lost. */
export async function tellLostChanges(deps: SyncDeps, folderId: FolderId): Promise<void> {
  const { accountId, database, log, writer } = deps;
  const waiting = (await database.tasks.orderBy('id').toArray()).filter(isForServer);
  const line = { accountId, level: 'warning', ...titled(told('A change was given up')) } as const;
  const coming = new Set(
    waiting.flatMap((task) => (task.kind === 'move' && task.to === folderId ? [task.messageId] : [])),
  );
  // The first change of several is the one that the server has not carried out.
  for (const id of coming) {
    const first = waiting.find((task) => isPlacing(task) && task.messageId === id);
    if (first && isPlacing(first)) await writer.placeGivenUp(first, true);
  }
  if (coming.size > 0)
    await log({
      ...line,
      ...told(
        'The folder into which {count, plural, one {# message} other {# messages}} should go is no longer there. Retinue left them where they were. Choose another folder.',
        { count: coming.size },
      ),
      ...detailed(told('folder gone, {count} waiting', { count: coming.size })),
    });
  const marks = new Set(waiting.filter((task) => !isPlacing(task)).map(({ messageId }) => messageId));
  const rows = await database.messages.bulkGet([...marks]);
  const lost = rows.filter((row) => row?.folderId === folderId).length;
  if (lost > 0)
    await log({
      ...line,
      ...told(
        'The folder of {count, plural, one {# message} other {# messages}} with changes that waited is no longer there. Retinue could not make these changes and looks through the mailbox again. If another program renamed the folder, make them again there.',
        { count: lost },
      ),
      ...detailed(told('folder gone, {count} waiting', { count: lost })),
    });
}
