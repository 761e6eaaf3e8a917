import { readFile } from 'node:fs/promises';
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

/** The categories of a folder's messages, by what their file names begin with. What cannot be read is said, and left there. */
export async function readCategories(
  directory: string,
  onProblem: (sentence: string) => void,
): Promise<Categories> {
  let text: string;
  try {
    text = await readFile(path.join(directory, FILE), 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return new Map();
    throw thrown;
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (read.success) return new Map(Object.entries(read.output.categories));
  onProblem(
    `The categories of ${path.basename(directory)} on this computer cannot be read. Retinue left the file (${FILE}) as it is; the messages are not touched.`,
  );
  return new Map();
}

/** Replaces them; messages without a category need no line. */
export async function writeCategories(directory: string, categories: Categories): Promise<void> {
  const some = [...categories].filter(([, names]) => names.length > 0);
  const text = JSON.stringify({ version: 1, categories: Object.fromEntries(some) });
  await replaceFile(directory, FILE, (handle) => handle.writeFile(text));
}
