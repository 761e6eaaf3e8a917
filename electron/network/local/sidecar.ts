import { randomUUID } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Told } from '../../../shared/language/told.ts';
import { replaceFile } from '../replace-file.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';

/** A file beside the messages of a folder, for what a Maildir's names have no room for. No folder is called so: see `directoryName`. */
export interface Sidecar<T extends v.GenericSchema> {
  readonly file: string;
  readonly schema: T;
}

/** What it says; null where there is none. `onUnreadable` is told of a file that says something else. */
export async function readSidecar<T extends v.GenericSchema>(
  directory: string,
  { file: name, schema }: Sidecar<T>,
  onUnreadable: (file: string) => void | Promise<void>,
): Promise<v.InferOutput<T> | null> {
  const file = path.join(directory, name);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (read.success) return read.output;
  await onUnreadable(file);
  return null;
}

/** Replaces all that it says. */
export async function writeSidecar<T extends v.GenericSchema>(
  directory: string,
  { file }: Sidecar<T>,
  said: v.InferInput<T>,
): Promise<void> {
  const text = JSON.stringify(said);
  await replaceFile(directory, file, (handle) => handle.writeFile(text));
}

/** Puts a file that cannot be read aside, so that nothing is ever written over it, and says so. */
export function putAside(
  onProblem: (problem: Told) => void,
  problem: (aside: string) => Told,
): (file: string) => Promise<void> {
  return async (file) => {
    const aside = `${file}.unreadable-${randomUUID()}`;
    await rename(file, aside);
    onProblem(problem(aside));
  };
}
