import { groupBy } from '../../shared/group-by.ts';
import { isForServer, isPlacing } from './placed.ts';
import type { FolderId, FolderRow, FolderSpot, FolderTask, MessageRow, TaskRow } from './tables.ts';

/** What waits for a server, as the person made it: several moves of one message are one, and so are several wishes for one mark. */
export interface Change {
  /** The last wish. Its id names the change. */
  readonly task: TaskRow;
  /** Where the message was before the first one. */
  readonly from: FolderId;
}
/** A change with its message as it is here. */
export interface WaitingChange extends Change {
  readonly row: MessageRow;
}

/** The changes that wait, in the order in which they were made. `tasks`: by id. */
export function changesOf(tasks: readonly TaskRow[]): readonly Change[] {
  const byWish = groupBy(
    tasks.filter(isForServer),
    (task) => `${isPlacing(task) ? 'place' : task.kind} ${task.messageId}`,
  );
  return [...byWish.values()].flatMap((same) => {
    const [first, last] = [same[0], same.at(-1)];
    return first && last ? [{ task: last, from: first.folderId }] : [];
  });
}

/** What waits for a server about a folder: its making with what was done to it since, its moves as one, or its removal. */
export interface FolderChange {
  /** The last wish. Its id names the change. */
  readonly task: FolderTask;
  /** Where the folder was before the first one; null: it was not there. */
  readonly from: FolderSpot | null;
}
/** A change with its folder as it is here. */
export interface WaitingFolderChange extends FolderChange {
  readonly row: FolderRow;
}

/** The changes of folders that wait, in the order in which they were made. `tasks`: by id. */
export function folderChangesOf(tasks: readonly FolderTask[]): readonly FolderChange[] {
  const byFolder = groupBy(
    tasks,
    ({ kind, folderId }) => `${kind === 'remove' ? kind : 'place'} ${folderId}`,
  );
  return [...byFolder.values()].flatMap((same) => {
    const [first, last] = [same[0], same.at(-1)];
    return first && last ? [{ task: last, from: first.kind === 'move' ? first.before : null }] : [];
  });
}
