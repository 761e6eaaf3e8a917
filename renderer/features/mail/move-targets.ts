import { labelsIn } from '../../../shared/mail/folder-tree.ts';
import { storeOf } from '../../../shared/mail/roots.ts';
import type { FolderRow } from '../../store/tables.ts';
import type { Place } from './deletions.ts';

/** A folder that messages can go to, with those that it is in: "Projects / Brattøra". */
export interface MoveTarget {
  readonly folder: FolderRow;
  readonly label: string;
}

/** The other folders of a mailbox (or the public ones, where the messages are there) that have every word of a text in their names; those whose own name begins with it first. */
export function moveTargets(folders: readonly FolderRow[], from: Place, text: string): readonly MoveTarget[] {
  const here = folders.find(({ id }) => id === from.id);
  const store = here ? storeOf(here) : '';
  const own = folders.filter((each) => each.accountId === from.accountId && storeOf(each) === store);
  const labelOf = labelsIn(own);
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const begins = ({ folder }: MoveTarget) => (folder.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return own
    .filter(({ id }) => id !== from.id)
    .map((folder) => ({ folder, label: labelOf(folder) }))
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
    .sort((a, b) => begins(a) - begins(b) || a.label.localeCompare(b.label, undefined, { numeric: true }));
}
