import { labelsIn } from '../../../shared/mail/folder-tree.ts';
import { storeOf } from '../../../shared/mail/roots.ts';
import type { FolderRow } from '../../store/tables.ts';
import type { Place } from './deletions.ts';

/** A folder that messages can go to, with those that it is in: "Projects / Brattøra". */
export interface MoveTarget {
  readonly folder: FolderRow;
  readonly label: string;
  /** Messages went there lately. */
  readonly recent: boolean;
}

/**
 * The other folders of a mailbox (or the public ones, where the messages are there) that have every word of a text
 * somewhere in their path. Those whose own name begins with it come first, then those that were chosen lately.
 */
export function moveTargets(
  folders: readonly FolderRow[],
  from: Place,
  text: string,
  recent: readonly string[] = [],
): readonly MoveTarget[] {
  const own = foldersOf(folders, from);
  const labelOf = labelsIn(own);
  const wanted = fold(text);
  const words = wanted.split(/\s+/);
  const begins = ({ folder }: MoveTarget) => (wanted !== '' && fold(folder.name).startsWith(wanted) ? 0 : 1);
  const age = ({ folder }: MoveTarget) => {
    const at = recent.indexOf(folder.id);
    return at < 0 ? recent.length : at;
  };
  return own
    .filter(({ id }) => id !== from.id)
    .map((folder) => ({ folder, label: labelOf(folder), recent: recent.includes(folder.id) }))
    .filter(({ label }) => words.every((word) => fold(label).includes(word)))
    .sort(
      (a, b) =>
        begins(a) - begins(b) ||
        age(a) - age(b) ||
        a.label.localeCompare(b.label, undefined, { numeric: true }),
    );
}

/** A folder that could be made for messages. */
export interface NewTarget {
  readonly name: string;
  readonly parentId: string | null;
  /** With those that it will be in. */
  readonly label: string;
}

/**
 * The folder that a text names and that is not there: in the folder that stands before its last slash, else at the top.
 * null: it is there, or no folder can be made where the messages are.
 */
export function newTarget(folders: readonly FolderRow[], from: Place, text: string): NewTarget | null {
  const here = folders.find(({ id }) => id === from.id);
  if (here?.root !== undefined) return null;
  const own = foldersOf(folders, from);
  const labelOf = labelsIn(own);
  const labelled = (label: string) => own.find((folder) => fold(labelOf(folder)) === fold(label));
  const pieces = text.split('/').map((piece) => piece.trim());
  const wanted = pieces.join(' / ');
  const name = pieces.pop() ?? '';
  const parent = pieces.length > 0 ? labelled(pieces.join(' / ')) : undefined;
  if (name === '' || labelled(wanted) || (pieces.length > 0 && !parent)) return null;
  return { name, parentId: parent?.id ?? null, label: parent ? `${labelOf(parent)} / ${name}` : name };
}

/** Lately chosen folders that are kept in mind. */
const RECENT = 5;

export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, RECENT);
}

function foldersOf(folders: readonly FolderRow[], from: Place): readonly FolderRow[] {
  const here = folders.find(({ id }) => id === from.id);
  const store = here ? storeOf(here) : '';
  return folders.filter((each) => each.accountId === from.accountId && storeOf(each) === store);
}

/** Without accents: ø stays what it is, é is found by e. */
function fold(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
