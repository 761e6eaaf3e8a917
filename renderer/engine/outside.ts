import type { Root } from '../../shared/mail/roots.ts';
import { landedFolders } from '../store/placed.ts';
import { folderIdOf } from '../store/rows.ts';
import type { FolderId, FolderRow, ListedFolder } from '../store/tables.ts';
import { collect } from './network-link.ts';
import { createSickFolders } from './sick-folders.ts';
import type { SyncDeps } from './sync-deps.ts';

/** Folders outside of an account's mailbox: other users' and public ones. They come last, and cost nothing until they are opened. */
export interface Outside {
  /** All of them, as their servers list them. A root that does not answer is left out, told of once, and rests. */
  list(): Promise<readonly ListedFolder[]>;
  /** Of ids that were not listed, those whose root was: they are gone, or not wanted any more. */
  reallyGone(missing: readonly FolderId[]): Promise<readonly FolderId[]>;
  /** Those whose messages are listed: the person has opened them, now or before, or moved something there. */
  opened(listed: readonly ListedFolder[]): Promise<readonly FolderRow[]>;
  /** The person looks at one of them: its server tells nothing of it, so it is asked as often as without notifications. */
  isWatched(): boolean;
  /** The person looks at one whose messages are not listed yet. */
  isUnopened(): boolean;
  /** The person asked: those that rest are tried again. */
  forgive(): void;
}

/** Begins knowing nothing; `roots` may change at any time. */
export function createOutside(
  deps: SyncDeps,
  watched: () => FolderId | null,
  roots: () => readonly Root[],
): Outside {
  const { accountId, network, database, signal } = deps;
  const sick = createSickFolders(deps);
  let silent: ReadonlySet<string> = new Set();
  let known: ReadonlySet<FolderId> = new Set();
  let isListed: ReadonlySet<FolderId> = new Set();
  const idOf = (path: string) => folderIdOf(accountId, path);
  const isKnown = () => known.has(watched() ?? '');

  const listOne = async ({
    path,
    href,
    whole,
    name,
    owner,
  }: Root): Promise<readonly ListedFolder[] | null> => {
    if (sick.resting(idOf(path))) return null;
    try {
      const args = { accountId, root: { path, href, whole } };
      const { items } = await collect(network.stream('roots.list', args, { signal }));
      sick.healthy(idOf(path));
      return items.map((folder) =>
        folder.path === path ? { ...folder, name, root: path } : { ...folder, root: path },
      );
    } catch (thrown) {
      await sick.took(idOf(path), owner === '' ? name : `${name}, ${owner}`, thrown);
      return null;
    }
  };

  return {
    async list() {
      const all: ListedFolder[] = [];
      const without = new Set<string>();
      for (const root of roots()) {
        const listed = await listOne(root);
        if (listed === null) without.add(root.path);
        // A folder and the mailbox that it is in may both be roots.
        const seen = new Set(all.map(({ path }) => path));
        all.push(...(listed ?? []).filter(({ path }) => !seen.has(path)));
      }
      silent = without;
      known = new Set(all.map(({ path }) => idOf(path)));
      return all;
    },
    async reallyGone(missing) {
      const rows = await database.folders.bulkGet([...missing]);
      return missing.filter((_, nth) => !silent.has(rows[nth]?.root ?? ''));
    },
    async opened(listed) {
      const rows = listed.map((folder) => ({ ...folder, accountId, id: idOf(folder.path) }));
      const cursors = await database.cursors.bulkGet(rows.map(({ id }) => id));
      const landed = await landedFolders(database);
      const open = rows.filter(
        ({ id }, nth) => cursors[nth] !== undefined || id === watched() || landed.has(id),
      );
      isListed = new Set(open.map(({ id }) => id));
      return open;
    },
    isWatched: isKnown,
    isUnopened: () => isKnown() && !isListed.has(watched() ?? ''),
    forgive: () => sick.forgive(),
  };
}
