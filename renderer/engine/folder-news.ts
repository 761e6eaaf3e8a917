import { detailOf, engineFailure, titled } from './engine-log.ts';
import { NEWS_REST_MOST_MS, NEWS_REST_MS } from './limits.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told, toldOf } from '../../shared/language/told.ts';

/** What the server tells of some folders by itself, while it does. */
export interface FolderNews {
  /** From now on these folders, by their addresses, and no others. */
  follow(folders: readonly string[]): void;
  /** Whether the server tells of all of them. */
  works(): boolean;
}
export interface NewsHeard {
  changed(): void;
  /** The server does not tell any more: it has to be asked as often as before. */
  lost(): void;
}

/** Listens to one account. Where the server refuses or falls silent it is asked again after a rest that grows. */
export function createFolderNews(deps: SyncDeps, heard: NewsHeard): FolderNews {
  const { accountId, clock, network, signal } = deps;
  const open = new Map<string, { readonly abort: AbortController; isWatched: boolean }>();
  let restMs = NEWS_REST_MS;
  let restUntil = 0;

  /** Several streams break at once where the line does: that is one failure. */
  const rest = (thrown: unknown) => {
    const failure = engineFailure(thrown);
    if (failure.kind === 'paused' || clock.now() < restUntil) return;
    restUntil = clock.now() + restMs;
    restMs = Math.min(NEWS_REST_MOST_MS, restMs * 2);
    if (failure.kind === 'unsupported') return; // Nothing is wrong there.
    void deps.log({
      level: 'info',
      accountId,
      ...titled(told('Notifications rest')),
      ...toldOf(failure),
      detail: detailOf(failure),
    });
  };
  const listen = async (folder: string) => {
    const abort = new AbortController();
    const one = { abort, isWatched: false };
    open.set(folder, one);
    const until = AbortSignal.any([abort.signal, signal]);
    try {
      for await (const batch of network.stream('folders.news', { accountId, folder }, { signal: until })) {
        if (batch.some(({ what }) => what === 'changed')) heard.changed();
        if (batch.every(({ what }) => what === 'changed')) continue;
        one.isWatched = true;
        restMs = NEWS_REST_MS;
      }
    } catch (thrown) {
      if (until.aborted) return;
      rest(thrown);
    }
    if (open.get(folder) === one) open.delete(folder);
    if (!until.aborted && one.isWatched) heard.lost();
  };

  return {
    follow(folders) {
      for (const [folder, { abort }] of open) {
        if (folders.includes(folder)) continue;
        open.delete(folder);
        abort.abort();
      }
      if (clock.now() < restUntil) return;
      for (const folder of folders) if (!open.has(folder)) void listen(folder);
    },
    works: () => open.size > 0 && [...open.values()].every(({ isWatched }) => isWatched),
  };
}
