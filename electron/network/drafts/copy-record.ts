import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { createInTurn } from '../../../shared/in-turn.ts';
import { replaceFile } from '../replace-file.ts';

const item = v.object({ accountId: v.string(), path: v.string(), etag: v.string() });
const schema = v.object({
  /** By draft. */
  copies: v.record(v.string(), item),
  /** Of drafts that are sent or discarded: still to be removed from the server. */
  leftovers: v.array(item),
});
/** An item in a server's Drafts folder that this Retinue put there. */
export type CopyItem = Readonly<v.InferOutput<typeof item>>;
type Kept = Readonly<v.InferOutput<typeof schema>>;

/** Which items of the servers are copies of drafts. On disk, so that each is removed when its draft is gone. */
export interface CopyRecord {
  get(draftId: string): CopyItem | undefined;
  set(draftId: string, item: CopyItem): Promise<void>;
  /** The draft is gone: its copy becomes a leftover. */
  drop(draftId: string): Promise<void>;
  leftovers(): readonly CopyItem[];
  removed(item: CopyItem): Promise<void>;
}

const FILE = 'server-copies.json';

/** Opens the record. One that cannot be read counts as empty: then a copy stays on the server, where a person sees it. */
export async function openCopyRecord(folder: string): Promise<CopyRecord> {
  let kept = await readKept(path.join(folder, FILE));
  const inTurn = createInTurn();
  const store = (change: (before: Kept) => Kept) =>
    inTurn(async () => {
      const next = change(kept);
      await replaceFile(folder, FILE, (handle) => handle.writeFile(JSON.stringify(next)));
      kept = next;
    });
  return {
    get: (draftId) => (Object.hasOwn(kept.copies, draftId) ? kept.copies[draftId] : undefined),
    set: (draftId, copy) => store((before) => ({ ...before, copies: { ...before.copies, [draftId]: copy } })),
    async drop(draftId) {
      if (!Object.hasOwn(kept.copies, draftId)) return;
      await store(({ copies, leftovers }) => {
        const { [draftId]: copy, ...others } = copies;
        return { copies: others, leftovers: copy ? [...leftovers, copy] : leftovers };
      });
    },
    leftovers: () => kept.leftovers,
    removed: (copy) =>
      store((before) => ({
        ...before,
        leftovers: before.leftovers.filter((each) => each.path !== copy.path),
      })),
  };
}

async function readKept(file: string): Promise<Kept> {
  const none: Kept = { copies: {}, leftovers: [] };
  try {
    const parsed = v.safeParse(schema, JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.output : none;
  } catch {
    return none; // there is none yet, or a crash cut it off
  }
}
