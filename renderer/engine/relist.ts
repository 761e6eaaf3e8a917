import type { PageCursor } from '../../shared/mail/types.ts';
import type { FolderId } from '../store/tables.ts';
import { engineFailure, isAccountWide } from './engine-log.ts';
import { fetchPage } from './listing.ts';
import { PAGE_ROWS } from './limits.ts';
import type { SyncDeps } from './sync-deps.ts';

/** Lists folders once more whose rows are from before threads were kept, while nothing else is to be done. */
export interface Relist {
  /** One page; false when there is nothing left to list, or what is left failed. */
  one(): Promise<boolean>;
}

/** How far it has come is stored after each page: cut short, a page is listed twice. What failed waits for the next start. */
export function createRelist(deps: SyncDeps): Relist {
  const { database, writer, accountId, signal } = deps;
  const failed = new Set<FolderId>();
  return {
    async one() {
      const waiting = await database.relists.where('folderId').startsWith(`${accountId}|`).toArray();
      const entry = waiting.find(({ folderId }) => !failed.has(folderId));
      if (!entry) return false;
      const { folderId, next: from } = entry;
      const folder = await database.folders.get(folderId);
      if (!folder) {
        await writer.relisted(folderId, null);
        return true;
      }
      try {
        const { rows, next } = await fetchPage(deps, folder, from, PAGE_ROWS, signal);
        await writer.page(folderId, rows, null);
        await writer.relisted(folderId, next && isFurther(from, next) ? next : null);
      } catch (thrown) {
        if (isAccountWide(engineFailure(thrown))) throw thrown;
        failed.add(folderId);
      }
      return true;
    },
  };
}

/** A server that points at the same page again would be asked for ever. */
function isFurther(from: PageCursor, next: PageCursor): boolean {
  return next.before !== from.before || next.skip !== from.skip || next.phase !== from.phase;
}
