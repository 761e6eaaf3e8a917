import { toFailure } from '../../shared/errors.ts';
import type { Category } from '../../shared/mail/categories.ts';
import type { StoredJson } from './stored-json.ts';

/** The categories that the person has made, with their colours: a setting of this computer, of all accounts. */
export interface Categories {
  list(): readonly Category[];
  set(list: readonly Category[]): Promise<void>;
}

/** Reads them; what cannot be read is told, and the list begins empty. */
export async function openCategories(
  file: StoredJson<readonly Category[]>,
  onProblem: (sentence: string) => void,
): Promise<Categories> {
  const { value, problem } = await file
    .read()
    .catch((thrown: unknown) => ({ value: null, problem: toFailure(thrown).sentence }));
  if (problem !== null) onProblem(problem);
  let known = value ?? [];
  return {
    list: () => known,
    async set(list) {
      const byName = new Map(list.map((each) => [each.name, each]));
      const next = [...byName.values()];
      await file.write(next);
      known = next;
    },
  };
}
