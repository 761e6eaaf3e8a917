import { useEffect, useState } from 'react';
import type { BrowsedFolder, BrowsedLevel } from '../../../../shared/contracts/roots.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { useServices } from '../../../hooks/services.ts';

/** One level of the public tree as far as it is known. */
export type Level =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly sentence: string }
  | ({ readonly state: 'known'; readonly isAsking: boolean } & BrowsedLevel);

/** Walks through the public folders of an account, a level at a time; `path` is the way from the top. */
export function useLevels(accountId: string) {
  const { engine } = useServices();
  const [path, setPath] = useState<readonly BrowsedFolder[]>([]);
  const [level, setLevel] = useState<Level>({ state: 'asking' });
  const [wanted, setWanted] = useState(0);
  const folder = path.at(-1)?.href ?? null;

  useEffect(() => {
    const abort = new AbortController();
    setLevel((before) =>
      wanted > 0 && before.state === 'known' ? { ...before, isAsking: true } : { state: 'asking' },
    );
    engine.call('roots.browse', { accountId, folder, from: wanted }, { signal: abort.signal }).then(
      ({ folders, next }) => {
        if (abort.signal.aborted) return;
        setLevel((before) => ({
          state: 'known',
          isAsking: false,
          folders: wanted > 0 && before.state === 'known' ? [...before.folders, ...folders] : folders,
          next,
        }));
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) setLevel({ state: 'failed', sentence: toFailure(thrown).sentence });
      },
    );
    return () => abort.abort();
  }, [engine, accountId, folder, wanted]);

  const go = (next: readonly BrowsedFolder[]) => {
    setWanted(0);
    setPath(next);
  };
  return {
    path,
    level,
    enter: (into: BrowsedFolder) => go([...path, into]),
    up: () => go(path.slice(0, -1)),
    restart: () => go([]),
    more: () => level.state === 'known' && level.next !== null && setWanted(level.next),
  };
}
