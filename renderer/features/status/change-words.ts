import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { isComplete } from '../../../shared/mail/follow-up.ts';
import { listOf } from '../../components/format/text.ts';
import type { WaitingChange, WaitingFolderChange } from '../../store/reader.ts';
import type { FolderRow } from '../../store/tables.ts';

/** What a change that waits will do, in plain words. */
export function changeWords(change: WaitingChange, folders: readonly FolderRow[], say: Say): string {
  const { task, from } = change;
  const nameOf = (id: string) =>
    folders.find((folder) => folder.id === id)?.name ?? say('a folder that is gone');
  switch (task.kind) {
    case 'move':
      return isReturn(change)
        ? say('Put back into {to}, if it had left already', { to: nameOf(task.to) })
        : say('Move from {from} to {to}', { from: nameOf(from), to: nameOf(task.to) });
    case 'remove':
      return say('Delete for good, from {from}', { from: nameOf(from) });
    case 'read':
      return task.read ? say('Mark as read') : say('Mark as unread');
    case 'flag':
      if (isComplete(task)) return say('Mark as complete');
      return task.flagged ? say('Flag') : say('Remove the flag');
    case 'categories':
      return categoryWords(task, say);
    default:
      return assertNever(task);
  }
}

/** The message goes back to where it was, because the server may have moved it: there is nothing to withdraw. */
export function isReturn({ task, from }: WaitingChange): boolean {
  return task.kind === 'move' && task.to === from;
}

function categoryWords(
  task: { readonly before: readonly string[]; readonly categories: readonly string[] },
  say: Say,
): string {
  const added = listOf(
    task.categories.filter((name) => !task.before.includes(name)),
    say,
  );
  const removed = listOf(
    task.before.filter((name) => !task.categories.includes(name)),
    say,
  );
  if (added && removed) return say('Put into {added}; take out of {removed}', { added, removed });
  if (added) return say('Put into {added}', { added });
  return removed ? say('Take out of {removed}', { removed }) : say('Keep its categories');
}

/** The same of a folder. `folders`: those that are shown. */
export function folderChangeWords(
  { task, from }: WaitingFolderChange,
  folders: readonly FolderRow[],
  say: Say,
): string {
  const placeOf = (parent: string | null) =>
    parent === null
      ? say('the top of the mailbox')
      : (folders.find(({ id }) => id === parent)?.name ?? say('a folder that is gone'));
  if (task.kind === 'remove') return say('Delete the folder for good, with all that is in it');
  if (from === null) return say('Make the folder in {place}', { place: placeOf(task.parent) });
  const { name } = from;
  const isRenamed = name !== task.name;
  if (from.parent === task.parent) return isRenamed ? say('Rename the folder {name}', { name }) : '';
  const places = { from: placeOf(from.parent), to: placeOf(task.parent) };
  return isRenamed
    ? say('Move the folder from {from} to {to}, and rename {name}', { ...places, name })
    : say('Move the folder from {from} to {to}', places);
}
