import { FIRST_PAGE } from '../../shared/mail/types.ts';
import { landedFolders } from '../store/placed.ts';
import type { CursorRow, FolderId, FolderRow } from '../store/tables.ts';
import { type OpenPass, runFirstPass } from './first-pass.ts';
import { differs, type Seen, seenOf } from './plan.ts';
import { type FolderMemories, refreshFolder } from './refresh.ts';
import { createSickFolders, type SickFolders } from './sick-folders.ts';
import type { SyncDeps } from './sync-deps.ts';

/** What has to be done in an account's folders, found out from each new folder list. */
export interface FolderWork {
  /** Takes a new folder list (as the server told it) over into the store, and plans. */
  plan(listed: readonly FolderRow[]): Promise<void>;
  /** One step on a folder that changed; false when there is none. */
  refreshStep(): Promise<boolean>;
  /** First passes until all are complete or `pause` says so; false when there was nothing to list. */
  listPages(pause: () => boolean): Promise<boolean>;
  /** Forgets what was under way: after a failed write the cursors in the store are the truth. */
  reset(): void;
  readonly sick: SickFolders;
}

/** `watched` is the folder that the person looks at. */
export function createFolderWork(deps: SyncDeps, watched: () => FolderId | null): FolderWork {
  const open = new Map<FolderId, OpenPass>();
  const refreshes = new Map<FolderId, AsyncGenerator<void, void, void>>();
  const memories: FolderMemories = new Map();
  const lastListed = new Map<FolderId, Seen>();
  const sick = createSickFolders(deps);
  let folders: ReadonlyMap<FolderId, FolderRow> = new Map();

  const preferred = () => {
    const inbox = [...folders.values()].find((folder) => folder.role === 'inbox')?.id;
    return [watched(), inbox].filter((id) => id !== null && id !== undefined);
  };

  const planOne = async (folder: FolderRow, cursor: CursorRow | undefined, hasLanded: boolean) => {
    const now = seenOf(folder);
    const before = lastListed.get(folder.id) ?? null;
    lastListed.set(folder.id, now);
    if (sick.resting(folder.id)) return;
    const complete = cursor !== undefined && cursor.next === null;
    if (!complete && !open.has(folder.id)) open.set(folder.id, await openPass(deps, folder, cursor));
    // A pass that has not begun starts at the top anyway; one under way does not see what arrives above it, nor what
    // arrived before it was taken up again.
    const underWay = open.get(folder.id)?.untouched === false;
    // What stands in for a moved message stands in until it was looked for.
    const changed = complete ? hasLanded || differs(cursor.seen, now) : underWay && differs(before, now);
    if (changed) refreshes.set(folder.id, refreshFolder(deps, folder, complete, memories));
  };

  return {
    sick,
    reset() {
      open.clear();
      refreshes.clear();
      lastListed.clear();
    },
    async plan(listed) {
      folders = new Map(listed.map((folder) => [folder.id, folder]));
      for (const id of [...open.keys(), ...refreshes.keys()]) {
        if (folders.has(id)) continue;
        open.delete(id);
        refreshes.delete(id);
      }
      const cursors = await deps.database.cursors.bulkGet(listed.map((folder) => folder.id));
      const landed = await landedFolders(deps.database);
      for (const [index, folder] of listed.entries())
        await planOne(folder, cursors[index], landed.has(folder.id));
    },

    async refreshStep() {
      const id = preferred().find((wanted) => refreshes.has(wanted)) ?? refreshes.keys().next().value;
      const steps = id === undefined ? undefined : refreshes.get(id);
      if (id === undefined || !steps) return false;
      try {
        const { done } = await steps.next();
        if (!done) return true;
        sick.healthy(id);
      } catch (thrown) {
        await sick.took(id, folders.get(id)?.name ?? '', thrown);
      }
      refreshes.delete(id);
      return true;
    },

    async listPages(pause) {
      if (open.size === 0) return false;
      await runFirstPass(deps, {
        open,
        preferred,
        pause,
        sick: (id, thrown) => sick.took(id, folders.get(id)?.name ?? '', thrown),
      });
      return true;
    },
  };
}

async function openPass(deps: SyncDeps, folder: FolderRow, cursor: CursorRow | undefined): Promise<OpenPass> {
  if (!cursor?.next)
    return { folder, next: FIRST_PAGE, untouched: true, done: 0, seen: seenOf(folder), mark: null };
  // Begun in an earlier run: what the folder said then is not known, so it is compared once more when complete.
  const done = await deps.writer.count(folder.id);
  return { folder, next: cursor.next, untouched: false, done, seen: null, mark: cursor.mark ?? null };
}
