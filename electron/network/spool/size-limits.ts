import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../replace-file.ts';

/** The smallest message that each server has refused for its size, learnt from its own 413. */
export interface SizeLimits {
  /** Bytes; null where none was refused. */
  refusedAt(origin: string): number | null;
  learn(origin: string, bytes: number): Promise<void>;
}

const schema = v.record(v.string(), v.pipe(v.number(), v.minValue(1)));
const FILE = 'size-limits.json';

/** Kept in the spool's folder. A file that cannot be read counts as nothing learnt: the server says it again. */
export async function openSizeLimits(folder: string): Promise<SizeLimits> {
  const known = new Map(Object.entries(await readKnown(path.join(folder, FILE))));
  return {
    refusedAt: (origin) => known.get(origin) ?? null,
    async learn(origin, bytes) {
      if (bytes >= (known.get(origin) ?? Infinity)) return;
      known.set(origin, bytes);
      const text = JSON.stringify(Object.fromEntries(known));
      await replaceFile(folder, FILE, (handle) => handle.writeFile(text));
    },
  };
}

async function readKnown(file: string): Promise<Readonly<Record<string, number>>> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.output : {};
  } catch {
    // Not there, or cut off by a crash.
    return {};
  }
}
