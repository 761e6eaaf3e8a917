import type { NetworkContract } from '../../../shared/contracts/network.ts';
import { FailureError } from '../../../shared/errors.ts';
import type { Folder } from '../../../shared/mail/types.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import type { FakeNetwork } from './fake-network.ts';

type FolderCalls = Pick<
  Handlers<NetworkContract>['calls'],
  'folder.create' | 'folder.move' | 'folder.remove'
>;
const ROOT = '/exchange/alex';

/** Changes of the scripted mailbox's folders, as a server makes them. */
export function folderCalls(
  network: FakeNetwork,
  begin: (method: string, what: string) => Promise<void>,
): FolderCalls {
  const placeIn = (parent: string | null, name: string) => {
    const path = `${parent?.replace(/\/$/, '') ?? ROOT}/${name}`;
    return { path, href: `${path}/` };
  };
  return {
    async 'folder.create'({ parent, name, again }) {
      await begin('folder.create', `${parent ?? ''} ${name}`);
      const place = placeIn(parent, name);
      if (network.folders.has(place.href)) {
        if (!again) throw taken();
        return place;
      }
      const parentPath = parent?.replace(/\/$/, '') ?? null;
      const empty = { role: 'none', total: 0, unread: 0, contentTag: null } as const;
      network.folders.set(place.href, { folder: { ...place, parentPath, name, ...empty }, rows: [] });
      return place;
    },
    async 'folder.move'({ folder, parent, name, anyName }) {
      await begin('folder.move', `${folder} ${parent ?? ''} ${name}`);
      let place = placeIn(parent, name);
      if (!network.folders.has(folder) && network.folders.has(place.href)) return place;
      for (let nth = 2; anyName && network.folders.has(place.href); nth += 1)
        place = placeIn(parent, `${name} ${nth}`);
      if (network.folders.has(place.href)) throw taken();
      for (const [href, { folder: old, rows }] of within(network, folder)) {
        const moved = (text: string) => place.path + text.slice(folder.length - 1);
        const isTop = href === folder;
        const after: Folder = {
          ...old,
          path: moved(old.path),
          href: `${moved(old.path)}/`,
          name: isTop ? (place.path.split('/').pop() ?? name) : old.name,
          parentPath: isTop ? (parent?.replace(/\/$/, '') ?? null) : moved(old.parentPath ?? ''),
        };
        network.folders.delete(href);
        const there = rows.map((row) => ({ ...row, href: after.href + (row.href.split('/').pop() ?? '') }));
        network.folders.set(after.href, { folder: after, rows: there });
      }
      return place;
    },
    async 'folder.remove'({ folder }) {
      await begin('folder.remove', folder);
      for (const [href] of within(network, folder)) network.folders.delete(href);
      return null;
    },
  };
}

function within({ folders }: FakeNetwork, folder: string) {
  const found = [...folders].filter(([href]) => href.startsWith(folder));
  if (found.length > 0) return found;
  throw new FailureError({ kind: 'not-found', sentence: 'It is gone (404).', status: 404 });
}

function taken(): FailureError {
  return new FailureError({
    kind: 'conflict',
    sentence: 'There is such a folder already (405).',
    status: 405,
  });
}
