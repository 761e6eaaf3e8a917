import * as v from 'valibot';
import { mkdir, readFile, rename as renameFile } from 'node:fs/promises';
import path from 'node:path';
import { told, type Told } from '../../../shared/language/told.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { flagState, type FollowUp, followUpSchema } from '../../../shared/mail/follow-up.ts';
import type { Mark } from '../../../shared/mail/types.ts';
import { replaceFile } from '../replace-file.ts';
import { codeOf, diskFailure } from '../transfer/part/disk-faults.ts';
import type { Member, MemberMarks } from './members.ts';

/**
 * The read flags, flags and categories of an account whose server keeps none (PROPPATCH refused). They exist here only,
 * so they lie in a file of their own: the database can be deleted without losing them.
 */
export interface LocalFlags {
  /** The server has refused to keep them. */
  readonly isNeeded: () => boolean;
  need(): Promise<void>;
  readonly marksOf: (message: Member) => MemberMarks;
  set(paths: readonly string[], mark: Mark): Promise<void>;
  /** Messages that are elsewhere now keep theirs: pairs of the path before and after. */
  moved(paths: readonly (readonly [string, string])[]): Promise<void>;
  /** What is in a folder, however deep, keeps its own where the folder goes; null: it is removed with them. */
  folderMoved(from: string, to: string | null): Promise<void>;
}

const names = v.array(v.string());
const stored = v.object({
  version: v.literal(1),
  needed: v.boolean(),
  read: names,
  flagged: v.optional(names, []),
  followUps: v.optional(v.array(v.tuple([v.string(), followUpSchema])), []),
  categories: v.optional(v.array(v.tuple([v.string(), names])), []),
});
type Stored = v.InferOutput<typeof stored>;
const NONE: Stored = { version: 1, needed: false, read: [], flagged: [], followUps: [], categories: [] };

/**
 * Reads the file where there is one; a broken one is put aside, and `onProblem` is told. Rejects where the disk does not
 * let it be read. Without a folder they last as long as the process.
 */
export async function openLocalFlags(
  folder: string | undefined,
  account: string,
  onProblem: (problem: Told) => void,
): Promise<LocalFlags> {
  const name = `${account}.json`;
  const before = folder === undefined ? NONE : await load(path.join(folder, name), onProblem);
  const read = new Set(before.read);
  const flagged = new Set(before.flagged);
  const followUps = new Map<string, FollowUp>(before.followUps);
  const categories = new Map<string, readonly string[]>(before.categories);
  let needed = before.needed;
  const inTurn = createInTurn();
  const store = () =>
    inTurn(async () => {
      if (folder === undefined) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const flags = { flagged: [...flagged], followUps: [...followUps] };
      const lists = { read: [...read], ...flags, categories: [...categories] };
      await replaceFile(folder, name, async (handle) => {
        await handle.writeFile(JSON.stringify({ version: 1, needed, ...lists }));
      });
    });
  const follow = (from: string, to: string | null) => {
    if (read.delete(from) && to !== null) read.add(to);
    if (flagged.delete(from) && to !== null) flagged.add(to);
    rename(followUps, from, to);
    rename(categories, from, to);
  };
  const ours = () => new Set([...read, ...flagged, ...followUps.keys(), ...categories.keys()]);
  return {
    isNeeded: () => needed,
    async need() {
      if (needed) return;
      needed = true;
      await store();
    },
    marksOf: ({ path: at, marks }) =>
      needed
        ? {
            read: read.has(at),
            ...flagState(flagged.has(at), followUps.get(at)),
            categories: categories.get(at) ?? [],
          }
        : marks,
    async set(paths, mark) {
      for (const each of paths) {
        if (mark.kind === 'read') put(read, each, mark.read);
        else if (mark.kind === 'flag') {
          put(flagged, each, mark.flagged);
          if (mark.followUp) followUps.set(each, mark.followUp);
          else followUps.delete(each);
        } else if (mark.categories.length > 0) categories.set(each, mark.categories);
        else categories.delete(each);
      }
      await store();
    },
    async moved(paths) {
      const known = ours();
      const some = paths.filter(([from]) => known.has(from));
      for (const [from, to] of some) follow(from, to);
      if (some.length > 0) await store();
    },
    async folderMoved(from, to) {
      const inside = [...ours()].filter((each) => each.startsWith(`${from}/`));
      if (from === to || inside.length === 0) return;
      for (const each of inside) follow(each, to === null ? null : to + each.slice(from.length));
      await store();
    },
  };
}

function put(set: Set<string>, path: string, isIn: boolean): void {
  if (isIn) set.add(path);
  else set.delete(path);
}

function rename<T>(map: Map<string, T>, from: string, to: string | null): void {
  const kept = map.get(from);
  if (kept !== undefined && to !== null) map.set(to, kept);
  map.delete(from);
}

async function load(file: string, onProblem: (problem: Told) => void): Promise<Stored> {
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
    await renameFile(file, `${file}.broken`);
    onProblem(
      told(
        'The read flags, flags and categories in {file} cannot be read. Retinue put the file aside as {aside} and begins with none; the messages are not touched.',
        { file, aside: `${path.basename(file)}.broken` },
      ),
    );
    return NONE;
  }
}
