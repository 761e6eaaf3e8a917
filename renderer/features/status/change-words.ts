import { assertNever } from '../../../shared/errors.ts';
import { isComplete } from '../../../shared/mail/follow-up.ts';
import type { WaitingChange, WaitingFolderChange } from '../../store/reader.ts';
import type { FolderRow } from '../../store/tables.ts';

/** What a change that waits will do, in plain words. */
export function changeWords(change: WaitingChange, folders: readonly FolderRow[]): string {
  const { task, from } = change;
  const nameOf = (id: string) => folders.find((folder) => folder.id === id)?.name ?? 'a folder that is gone';
  switch (task.kind) {
    case 'move':
      return isReturn(change)
        ? `Put back into ${nameOf(task.to)}, if it had left already`
        : `Move from ${nameOf(from)} to ${nameOf(task.to)}`;
    case 'remove':
      return `Delete for good, from ${nameOf(from)}`;
    case 'read':
      return task.read ? 'Mark as read' : 'Mark as unread';
    case 'flag':
      return isComplete(task) ? 'Mark as complete' : task.flagged ? 'Flag' : 'Remove the flag';
    case 'categories':
      return categoryWords(task);
    default:
      return assertNever(task);
  }
}

/** The message goes back to where it was, because the server may have moved it: there is nothing to withdraw. */
export function isReturn({ task, from }: WaitingChange): boolean {
  return task.kind === 'move' && task.to === from;
}

function categoryWords(task: { readonly before: readonly string[]; readonly categories: readonly string[] }) {
  const added = task.categories.filter((name) => !task.before.includes(name));
  const removed = task.before.filter((name) => !task.categories.includes(name));
  const parts = [
    ...(added.length > 0 ? [`put into ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`take out of ${removed.join(', ')}`] : []),
  ].join('; ');
  return parts === '' ? 'Keep its categories' : `${parts.charAt(0).toUpperCase()}${parts.slice(1)}`;
}

/** The same of a folder. `folders`: those that are shown. */
export function folderChangeWords(
  { task, from }: WaitingFolderChange,
  folders: readonly FolderRow[],
): string {
  const placeOf = (parent: string | null) =>
    parent === null
      ? 'the top of the mailbox'
      : (folders.find(({ id }) => id === parent)?.name ?? 'a folder that is gone');
  if (task.kind === 'remove') return 'Delete the folder for good, with all that is in it';
  if (from === null) return `Make the folder in ${placeOf(task.parent)}`;
  const isMoved = from.parent !== task.parent;
  const moved = isMoved ? `Move the folder from ${placeOf(from.parent)} to ${placeOf(task.parent)}` : '';
  if (from.name === task.name) return moved;
  return isMoved ? `${moved}, and rename ${from.name}` : `Rename the folder ${from.name}`;
}
