import { randomUUID } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../replace-file.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';

/** Beside the messages of a folder, because a Maildir's names have no room for it. No folder is called so: see `directoryName`. */
const FILE = '.retinue-categories.json';
const schema = v.object({
  version: v.literal(1),
  categories: v.record(v.string(), v.array(v.string())),
});

export type Categories = ReadonlyMap<string, readonly string[]>;

/** The categories of a folder's messages, by what their file names begin with. `onUnreadable` is told of a file that says something else. */
export async function readCategories(
  directory: string,
  onUnreadable: (file: string) => void | Promise<void>,
): Promise<Categories> {
  const file = path.join(directory, FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return new Map();
    throw thrown;
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (read.success) return new Map(Object.entries(read.output.categories));
  await onUnreadable(file);
  return new Map();
}

/** Puts a file that cannot be read aside, so that nothing is ever written over it, and says so. */
export function putAside(onProblem: (sentence: string) => void): (file: string) => Promise<void> {
  return async (file) => {
    const aside = `${file}.unreadable-${randomUUID()}`;
    await rename(file, aside);
    onProblem(
      `The categories of messages on this computer could not be read. Retinue kept them as ${aside} and began a new file; the messages are not touched.`,
    );
  };
}

/** Replaces them; messages without a category need no line. */
export async function writeCategories(directory: string, categories: Categories): Promise<void> {
  const some = [...categories].filter(([, names]) => names.length > 0);
  const text = JSON.stringify({ version: 1, categories: Object.fromEntries(some) });
  await replaceFile(directory, FILE, (handle) => handle.writeFile(text));
}
