import * as v from 'valibot';
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { createInTurn } from '../../../shared/in-turn.ts';
import { replaceFile } from '../replace-file.ts';
import { codeOf, diskFailure } from '../transfer/part/disk-faults.ts';
import type { Member } from './members.ts';

/**
 * The read flags of an account whose server keeps none (PROPPATCH refused). They exist here only, so they lie in a
 * file of their own: the database can be deleted without losing them.
 */
export interface LocalFlags {
  /** The server has refused to keep them. */
  readonly isNeeded: () => boolean;
  need(): Promise<void>;
  readonly isRead: (message: Member) => boolean;
  set(paths: readonly string[], read: boolean): Promise<void>;
  /** Messages that are elsewhere now keep theirs: pairs of the path before and after. */
  moved(paths: readonly (readonly [string, string])[]): Promise<void>;
}

const NONE = { needed: false, read: [] };
const stored = v.object({ version: v.literal(1), needed: v.boolean(), read: v.array(v.string()) });

/**
 * Reads the file where there is one; a broken one is put aside, and `onProblem` is told. Rejects where the disk does not
 * let it be read. Without a folder they last as long as the process.
 */
export async function openLocalFlags(
  folder: string | undefined,
  account: string,
  onProblem: (sentence: string) => void,
): Promise<LocalFlags> {
  const name = `${account}.json`;
  const before = folder === undefined ? NONE : await load(path.join(folder, name), onProblem);
  const read = new Set(before.read);
  let needed = before.needed;
  const inTurn = createInTurn();
  const store = () =>
    inTurn(async () => {
      if (folder === undefined) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await replaceFile(folder, name, async (handle) => {
        await handle.writeFile(JSON.stringify({ version: 1, needed, read: [...read] }));
      });
    });
  return {
    isNeeded: () => needed,
    async need() {
      if (needed) return;
      needed = true;
      await store();
    },
    isRead: (message) => (needed ? read.has(message.path) : (message.read ?? false)),
    async set(paths, isRead) {
      for (const each of paths) {
        if (isRead) read.add(each);
        else read.delete(each);
      }
      await store();
    },
    async moved(paths) {
      const ours = paths.filter(([from]) => read.delete(from));
      for (const [, to] of ours) read.add(to);
      if (ours.length > 0) await store();
    },
  };
}

async function load(
  file: string,
  onProblem: (sentence: string) => void,
): Promise<Pick<v.InferOutput<typeof stored>, 'needed' | 'read'>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return NONE;
    throw diskFailure(thrown, file);
  }
  try {
    return v.parse(stored, JSON.parse(text));
  } catch {
    await rename(file, `${file}.broken`);
    onProblem(
      `The read flags in ${file} cannot be read. Retinue put the file aside as ${path.basename(file)}.broken and begins with none; the messages are not touched.`,
    );
    return NONE;
  }
}
