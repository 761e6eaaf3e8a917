import { toFailure } from '../../shared/errors.ts';
import { createInTurn } from '../../shared/in-turn.ts';
import type { StoredJson } from './stored-json.ts';
import { type Told } from '../../shared/language/told.ts';

/** A list that a person has made: a setting of this computer, of all accounts, in a file and not in the window's cache. */
export interface KeptList<T> {
  list(): readonly T[];
  /** Replaces it; resolves when it is on disk. What could not be written is not in the list either. */
  set(list: readonly T[]): Promise<void>;
}

/** The same of one value. */
export interface KeptValue<T> {
  readonly value: () => T;
  readonly set: (value: T) => Promise<void>;
}

/** Reads a list; what cannot be read is told, and it begins empty. */
export async function openKeptList<T>(
  file: StoredJson<T[]>,
  onProblem: (problem: Told) => void,
): Promise<KeptList<T>> {
  const { value, set } = await openKeptValue<T[]>(file, [], onProblem);
  return { list: value, set: (list) => set([...list]) };
}

/** Reads a value; what cannot be read is told, and it begins as `first`. */
export async function openKeptValue<T>(
  file: StoredJson<T>,
  first: T,
  onProblem: (problem: Told) => void,
): Promise<KeptValue<T>> {
  const { value, problem } = await file
    .read()
    .catch((thrown: unknown) => ({ value: null, problem: toFailure(thrown) }));
  if (problem !== null) onProblem(problem);
  let held = value ?? first;
  const inTurn = createInTurn();
  return {
    value: () => held,
    set: (next) =>
      inTurn(async () => {
        await file.write(next);
        held = next;
      }),
  };
}
