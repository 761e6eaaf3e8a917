import { assertNever } from '../../../shared/errors.ts';
import type { WaitingChange } from '../../store/reader.ts';
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
      return task.flagged ? 'Flag' : 'Remove the flag';
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
