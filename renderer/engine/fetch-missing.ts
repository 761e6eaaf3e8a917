import type { PageCursor } from '../../shared/mail/types.ts';
import { messageIdOf } from '../store/rows.ts';
import type { FolderRow } from '../store/tables.ts';
import { PAGE_ROWS } from './limits.ts';
import { fetchPage } from './listing.ts';
import type { SyncDeps } from './sync-deps.ts';

/**
 * Lists from a place in a folder until everything missing was found, or mail is older than `oldest` (ms; null: to the
 * end); what is never listed is left in the set.
 */
export async function* fetchMissing(
  deps: SyncDeps,
  folder: FolderRow,
  missing: Set<string>,
  start: PageCursor,
  oldest: number | null,
): AsyncGenerator<void, void, void> {
  let from: PageCursor | null = start;
  while (from && missing.size > 0) {
    const page = await fetchPage(deps, folder, from, PAGE_ROWS, deps.signal);
    await deps.writer.page(folder.id, page.rows, null);
    for (const row of page.rows) missing.delete(messageIdOf(deps.accountId, row.key));
    const last = page.rows.at(-1)?.date ?? null;
    from = page.rows.length === 0 && page.next?.phase === from.phase ? null : page.next;
    yield;
    if (oldest !== null && last !== null && last < oldest) return;
  }
}
