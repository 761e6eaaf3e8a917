import { useEffect, useState } from 'react';
import type { BrowsedFolder, BrowsedLevel } from '../../../../shared/contracts/roots.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useServices } from '../../../hooks/services.ts';

type Answer =
  | { readonly state: 'failed'; readonly failure: Failure }
  | ({ readonly state: 'known' } & BrowsedLevel);
/** One level of the public tree as far as it is known. */
export type Level = { readonly state: 'asking' } | (Answer & { readonly isAsking: boolean });

/** Walks through the public folders of an account, a level at a time; `path` is the way from the top. */
export function useLevels(accountId: string) {
  const { engine } = useServices();
  const [path, setPath] = useState<readonly BrowsedFolder[]>([]);
  const [told, setTold] = useState<{ readonly of: string; readonly level: Answer } | null>(null);
  const [from, setFrom] = useState(0);
  const folder = path.at(-1)?.href ?? null;
  const of = `${accountId} ${folder ?? ''}`;

  useEffect(() => {
    const abort = new AbortController();
    const tell = (next: (before: readonly BrowsedFolder[]) => Answer) => {
      if (abort.signal.aborted) return;
      setTold((before) => {
        const isMore = from > 0 && before?.of === of && before.level.state === 'known';
        return { of, level: next(isMore && before.level.state === 'known' ? before.level.folders : []) };
      });
    };
    engine.call('roots.browse', { accountId, folder, from }, { signal: abort.signal }).then(
      ({ folders, next }) => tell((before) => ({ state: 'known', folders: [...before, ...folders], next })),
      (thrown: unknown) => tell(() => ({ state: 'failed', failure: toFailure(thrown) })),
    );
    return () => abort.abort();
  }, [engine, accountId, folder, from, of]);

  const go = (next: readonly BrowsedFolder[]) => {
    setFrom(0);
    setTold(null);
    setPath(next);
  };
  const level: Level =
    told?.of === of
      ? { ...told.level, isAsking: told.level.state === 'known' && told.level.next === from && from > 0 }
      : { state: 'asking' };
  return {
    path,
    level,
    enter: (into: BrowsedFolder) => go([...path, into]),
    up: () => go(path.slice(0, -1)),
    restart: () => go([]),
    more: () => {
      if (told?.level.state === 'known' && told.level.next !== null) setFrom(told.level.next);
    },
  };
}
