import { readFile, rename } from 'node:fs/promises';
import * as v from 'valibot';
import { fail } from '../../shared/errors.ts';
import { type Told, told } from '../../shared/language/told.ts';
import { writeAtomically } from './write-atomically.ts';

/** A small file of settings: read once, written whole after each change. */
export interface StoredJson<T> {
  read(): Promise<{ readonly value: T | null; readonly problem: Told | null }>;
  write(value: T): Promise<void>;
}

/**
 * A JSON file of a known shape. null when there is none yet. A file that cannot be read is kept aside under another
 * name, never overwritten, and a sentence says so.
 */
export function storedJson<T>(
  file: string,
  schema: v.GenericSchema<unknown, T>,
  now: () => number,
): StoredJson<T> {
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return null;
        throw fail(
          'forbidden',
          told('Retinue may not read {file}. ({code})', { file, code: thrown.code ?? thrown.message }),
          {},
          thrown,
        );
      });
      if (text === null) return { value: null, problem: null };
      const result = v.safeParse(schema, parse(text));
      if (result.success) return { value: result.output, problem: null };
      const aside = `${file}.unreadable-${now()}`;
      await rename(file, aside);
      return {
        value: null,
        problem: told('{file} could not be read. Retinue kept it as {aside} and began a new one.', {
          file,
          aside,
        }),
      };
    },
    write: (value) => writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no schema accepts it: the caller then keeps the file aside
  }
}
