import { Dexie } from 'dexie';
import { PORT_BYTES_LIMIT } from '../../shared/contracts/network.ts';
import type { Keep } from '../../shared/mail/keep.ts';
import type { MessageId, MessageRow } from '../store/tables.ts';
import type { Bodies } from './bodies.ts';
import { engineFailure, isAccountWide } from './engine-log.ts';
import { createKeeper } from './keeper.ts';
import { PREFETCH_BYTES, PREFETCH_COUNT } from './limits.ts';
import type { SyncDeps } from './sync-deps.ts';

/** Fetches bodies while nothing else is to be done, so that the newest mail can be read offline. */
export interface Prefetch {
  /** Fetches one body; false when there is none to fetch. */
  one(): Promise<boolean>;
}

/**
 * Small messages among the newest of the Inbox, then what is in folders that are kept; one at a time, newest first. What
 * failed once is left alone.
 */
export function createPrefetch(deps: SyncDeps, bodies: Bodies, keeps: () => readonly Keep[]): Prefetch {
  const failed = new Set<MessageId>();
  const keeper = createKeeper(deps, keeps);

  const next = async (): Promise<MessageRow | undefined> => {
    const owned = await deps.database.folders.where('accountId').equals(deps.accountId).toArray();
    const inbox = owned.find((folder) => folder.role === 'inbox');
    if (!inbox) return undefined;
    const rows = await deps.database.messages
      .where('[folderId+nd]')
      .between([inbox.id, Dexie.minKey], [inbox.id, Dexie.maxKey])
      .limit(PREFETCH_COUNT)
      .toArray();
    const ids = rows.map((row) => row.id);
    const here = new Set(await deps.database.bodies.where('messageId').anyOf(ids).primaryKeys());
    return rows.find(
      (row) => row.size < PREFETCH_BYTES && !row.fault && !here.has(row.id) && !failed.has(row.id),
    );
  };

  return {
    async one() {
      if (bodies.busy()) return false;
      const row = (await next()) ?? (await keeper.next(failed));
      if (!row) return false;
      try {
        if (row.size > PORT_BYTES_LIMIT) await bodies.fetchWhole(row, deps.signal);
        else await bodies.fetch(row, { signal: deps.signal });
      } catch (thrown) {
        if (isAccountWide(engineFailure(thrown))) throw thrown;
        failed.add(row.id); // the person is told when they open it; nothing waits for it
      }
      return true;
    },
  };
}
