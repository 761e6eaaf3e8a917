import * as v from 'valibot';
import { told, type Told } from '../../../shared/language/told.ts';
import { putAside as aside, readSidecar, writeSidecar } from './sidecar.ts';

const SIDECAR = {
  file: '.retinue-categories.json',
  schema: v.object({
    version: v.literal(1),
    categories: v.record(v.string(), v.array(v.string())),
  }),
};

export type Categories = ReadonlyMap<string, readonly string[]>;

/** The categories of a folder's messages, by what their file names begin with. `onUnreadable` is told of a file that says something else. */
export async function readCategories(
  directory: string,
  onUnreadable: (file: string) => void | Promise<void>,
): Promise<Categories> {
  const said = await readSidecar(directory, SIDECAR, onUnreadable);
  return new Map(Object.entries(said?.categories ?? {}));
}

/** Puts a file that cannot be read aside, so that nothing is ever written over it, and says so. */
export function putAside(onProblem: (problem: Told) => void): (file: string) => Promise<void> {
  return aside(onProblem, (file) =>
    told(
      'The categories of messages on this computer could not be read. Retinue kept them as {file} and began a new file; the messages are not touched.',
      { file },
    ),
  );
}

/** Replaces them; messages without a category need no line. */
export async function writeCategories(directory: string, categories: Categories): Promise<void> {
  const some = [...categories]
    .filter(([, names]) => names.length > 0)
    .map(([name, names]) => [name, [...names]]);
  await writeSidecar(directory, SIDECAR, { version: 1, categories: Object.fromEntries(some) });
}
