import { groupBy } from '../../shared/group-by.ts';
import { isForServer, isPlacing } from './placed.ts';
import type { FolderId, MessageRow, TaskRow } from './tables.ts';

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
