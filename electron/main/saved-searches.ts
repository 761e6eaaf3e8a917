import { createInTurn } from '../../shared/in-turn.ts';
import type { SavedSearch } from '../../shared/mail/saved-search.ts';
import type { StoredJson } from './stored-json.ts';

export interface SavedSearches {
  list(): readonly SavedSearch[];
  /** Replaces them; resolves when they are on disk. */
  set(list: readonly SavedSearch[]): Promise<void>;
}

/** The searches that were given a name: of a person's making, so in a file and not in the window's cache. */
export async function openSavedSearches(
  file: StoredJson<SavedSearch[]>,
  onProblem: (sentence: string) => void,
): Promise<SavedSearches> {
  const { value, problem } = await file.read();
  if (problem !== null) onProblem(problem);
  let held: readonly SavedSearch[] = value ?? [];
  const inTurn = createInTurn();
  return {
    list: () => held,
    set: (list) =>
      inTurn(async () => {
        await file.write([...list]);
        held = list;
      }),
  };
}
