import { BACKOFF, backoffMs } from '../../shared/retry/backoff.ts';
import type { FolderId } from '../store/tables.ts';
import { detailOf, engineFailure, isAccountWide, titled } from './engine-log.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told, toldOf } from '../../shared/language/told.ts';

/** Folders that failed by themselves, each with its own clock: one sick folder never delays a healthy one. */
export interface SickFolders {
  /** True while a folder is to be left alone. */
  resting(folderId: FolderId): boolean;
  /** Takes the failure of a folder's step; throws on what concerns the whole account. */
  took(folderId: FolderId, name: string, thrown: unknown): Promise<void>;
  healthy(folderId: FolderId): void;
  /** The person asked: all are tried again. */
  forgive(): void;
}

/** No sick folder is asked again sooner than this. */
const REST_MS = 30_000;

/** Begins with every folder in good health. */
export function createSickFolders(deps: SyncDeps): SickFolders {
  const sick = new Map<
    FolderId,
    { readonly failures: number; readonly until: number; readonly cause: string }
  >();
  return {
    resting: (folderId) => (sick.get(folderId)?.until ?? 0) > deps.clock.now(),
    async took(folderId, name, thrown) {
      const failure = engineFailure(thrown);
      if (isAccountWide(failure)) throw thrown;
      const before = sick.get(folderId);
      const failures = (before?.failures ?? 0) + 1;
      const wait = REST_MS + backoffMs(BACKOFF.background, failures + 4, deps.random, failure.retryAfterMs);
      const cause = `${failure.kind} ${failure.status ?? ''}`;
      sick.set(folderId, { failures, until: deps.clock.now() + wait, cause });
      if (before?.cause === cause) return;
      await deps.log({
        accountId: deps.accountId,
        level: 'warning',
        ...titled(told('Folder “{name}” cannot be read', { name })),
        ...toldOf(failure),
        detail: detailOf(failure),
      });
    },
    healthy: (folderId) => void sick.delete(folderId),
    forgive: () => sick.clear(),
  };
}
