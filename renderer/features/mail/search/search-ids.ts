import type { SavedSearch } from '../../../../shared/mail/saved-search.ts';

const BEGINNING = 'search:';

/** The id of a search's line in the folder tree. */
export function searchId({ id }: Pick<SavedSearch, 'id'>): string {
  return BEGINNING + id;
}

/** Whether a line of the tree is a search with a name. */
export function isSearchId(id: string): boolean {
  return id.startsWith(BEGINNING);
}
