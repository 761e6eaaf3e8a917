import { assertNever } from '../../../shared/errors.ts';
import type { SearchClause } from '../../../shared/mail/search-query.ts';
import { searchRows, searchWords } from '../../../shared/mail/search-words.ts';
import type { FolderRow } from '../../store/tables.ts';
import type { IndexClause } from './search-index.ts';

/** Clauses as the index takes them. Words without a letter or a digit ask for nothing and are left out. */
export function indexClauses(
  folders: readonly Pick<FolderRow, 'id' | 'name' | 'path'>[],
  clauses: readonly SearchClause[],
): readonly IndexClause[] {
  return clauses.flatMap(({ term, not }): readonly IndexClause[] => {
    switch (term.kind) {
      case 'words': {
        const rows = searchRows(term.text, term.phrase);
        const terms = rows.map((words) => ({ kind: 'row' as const, words, where: term.where }));
        return terms.length === 0 ? [] : [{ term: { kind: 'all', terms }, not }];
      }
      case 'in':
        return [{ term: { kind: 'in', folderIds: foldersNamed(folders, term.folder) }, not }];
      case 'before':
      case 'after':
      case 'larger':
      case 'smaller':
      case 'is':
      case 'has-attachment':
        return [{ term, not }];
      default:
        return assertNever(term);
    }
  });
}

function foldersNamed(
  folders: readonly Pick<FolderRow, 'id' | 'name' | 'path'>[],
  asked: string,
): readonly string[] {
  const plain = (text: string) => searchWords(text).join(' ');
  const wanted = plain(asked);
  const isPath = (path: string) => path.replace(/^\//, '') === asked.replace(/^\//, '');
  const named = folders.filter(
    ({ name, path }) => isPath(path) || (wanted !== '' && plain(name).startsWith(wanted)),
  );
  return named.map(({ id }) => id);
}
