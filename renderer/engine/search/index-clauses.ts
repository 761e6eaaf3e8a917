import { assertNever } from '../../../shared/errors.ts';
import { foldersNamed } from '../../../shared/mail/search-folders.ts';
import type { SearchClause } from '../../../shared/mail/search-query.ts';
import { searchRows } from '../../../shared/mail/search-words.ts';
import type { TreeFolder } from '../../../shared/mail/folder-tree.ts';
import type { IndexClause } from './search-index.ts';

/** Clauses as the index takes them; `known`: the addresses of people whom one knows. Words without a letter or a digit ask for nothing and are left out. */
export function indexClauses(
  folders: readonly TreeFolder[],
  clauses: readonly SearchClause[],
  known: readonly string[],
): readonly IndexClause[] {
  return clauses.flatMap(({ term, not }): readonly IndexClause[] => {
    switch (term.kind) {
      case 'words': {
        const rows = searchRows(term.text, term.phrase);
        const terms = rows.map((words) => ({ kind: 'row' as const, words, where: term.where }));
        return terms.length === 0 ? [] : [{ term: { kind: 'all', terms }, not }];
      }
      case 'from-known':
        return [{ term: { kind: 'sent-by', addresses: known }, not }];
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
