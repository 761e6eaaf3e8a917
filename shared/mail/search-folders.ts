import type { SearchClause } from './search-query.ts';
import type { Folder } from './types.ts';

type FolderFacts = Pick<Folder, 'path' | 'parentPath' | 'name'> & { readonly id: string };

/** Ids of the folders of one account in which `in:` allows to look: the beginning of a name, or the whole path. */
export function inFolders(
  folders: readonly FolderFacts[],
  clauses: readonly SearchClause[],
): ReadonlySet<string> {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]));
  const wholePath = (folder: FolderFacts, depth = 0): string => {
    const parent = folder.parentPath === null ? undefined : byPath.get(folder.parentPath);
    return parent && depth < 50 ? `${wholePath(parent, depth + 1)}/${folder.name}` : folder.name;
  };
  const matches = (folder: FolderFacts) =>
    clauses.every(({ term, not }) => {
      if (term.kind !== 'in') return true;
      const wanted = folded(term.folder);
      return (folded(folder.name).startsWith(wanted) || folded(wholePath(folder)) === wanted) !== not;
    });
  return new Set(folders.filter(matches).map(({ id }) => id));
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
}
