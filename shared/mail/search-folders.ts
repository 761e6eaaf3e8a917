import { linesIn, type TreeFolder } from './folder-tree.ts';
import type { SearchClause } from './search-query.ts';
import { searchWords } from './search-words.ts';

/**
 * Ids of the folders that `in:` names: by the beginning of the name, or by all names on the way, as in
 * "Projects/Brattøra". Case and accents do not count. A text without a letter or a digit is compared as it is.
 */
export function foldersNamed(folders: readonly TreeFolder[], asked: string): readonly string[] {
  const text = asked.trim().replace(/^\//, '');
  const plain = (name: string) => searchWords(name).join(' ');
  const isPlain = plain(text) !== '';
  const wanted = isPlain ? plain(text) : text;
  const lineOf = linesIn(folders);
  const isNamed = (folder: TreeFolder) => {
    if (wanted === '') return false;
    const names = lineOf(folder).map(({ name }) => (isPlain ? plain(name) : name));
    return (names.at(-1) ?? '').startsWith(wanted) || names.join(isPlain ? ' ' : '/') === wanted;
  };
  return folders.filter(isNamed).map(({ id }) => id);
}

/** Ids of the folders in which all clauses with `in:` allow to look. */
export function inFolders(
  folders: readonly TreeFolder[],
  clauses: readonly SearchClause[],
): ReadonlySet<string> {
  const allowed = new Set(folders.map(({ id }) => id));
  for (const { term, not } of clauses) {
    if (term.kind !== 'in') continue;
    const named = new Set(foldersNamed(folders, term.folder));
    for (const id of allowed) if (named.has(id) === not) allowed.delete(id);
  }
  return allowed;
}
