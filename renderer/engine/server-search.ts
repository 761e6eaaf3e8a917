import type { ServerSearch, ServerSearchResult } from '../../shared/contracts/engine.ts';
import { fail } from '../../shared/errors.ts';
import { groupBy } from '../../shared/group-by.ts';
import { inFolders } from '../../shared/mail/search-folders.ts';
import type { ServerClause } from '../../shared/mail/search-query.ts';
import type { MessageHeader } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from '../store/database.ts';
import { folderIdOf, messageIdOf } from '../store/rows.ts';
import type { FolderRow, MessageId } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import { collect, type Network } from './network-link.ts';
import { told } from '../../shared/language/told.ts';

export interface ServerSearchDeps {
  readonly network: Network;
  readonly database: RetinueDatabase;
  readonly writer: Writer;
}

/** Rows that one search brings, over all folders that it looks into. */
const ROWS = 200;

/**
 * Asks servers to search, one search at a time: the next one ends the one before. What is found is put into the store,
 * so that the list shows it like everything else.
 */
export function createServerSearch({ network, database, writer }: ServerSearchDeps) {
  let before = new AbortController();

  const store = async (
    accountId: string,
    folders: readonly FolderRow[],
    found: Found,
  ): Promise<MessageId[]> => {
    // Other rows lie in folders that hold no mail, such as a calendar, or that were not seen yet.
    const known = new Set(folders.map(({ id }) => id));
    const byFolder = groupBy(found.items, ({ folder }) => folderIdOf(accountId, folder));
    for (const [folderId, some] of byFolder)
      if (known.has(folderId))
        await writer.page(
          folderId,
          some.map(({ message }) => message),
          null,
        );
    const ids = found.items.map(({ message }) => messageIdOf(accountId, message.key));
    const rows = await database.messages.bulkGet(ids);
    return rows.flatMap((row) => (row ? [row.id] : []));
  };

  return async (
    { accountId, folderId, clauses }: ServerSearch,
    given: AbortSignal,
  ): Promise<ServerSearchResult> => {
    before.abort();
    const abort = new AbortController();
    before = abort;
    const signal = AbortSignal.any([abort.signal, given]);
    const folders = await database.folders.where({ accountId }).toArray();
    const opened = await openedOutside(database, folders);
    const places = placesOf(folders, opened, folderId, clauses);
    const asked = clauses.flatMap(({ term, not }): ServerClause[] =>
      term.kind === 'in' || term.kind === 'from-known' ? [] : [{ term, not }],
    );
    const ids: MessageId[] = [];
    let more = false;
    for (const folder of places) {
      const rows = ROWS - ids.length;
      if (rows <= 0) return { ids, more: true };
      const query = { folder, clauses: [...asked], rows };
      const { items, end } = await collect(
        network.stream('messages.search', { accountId, ...query }, { signal }),
      );
      if (signal.aborted) throw fail('cancelled', told('Stopped, as you asked.'));
      ids.push(...(await store(accountId, folders, { items })));
      more ||= end.more;
    }
    return { ids, more };
  };
}

interface Found {
  readonly items: readonly { readonly folder: string; readonly message: MessageHeader }[];
}

/** Folders outside of the mailbox are in none of its searches: those that were opened are asked one by one. */
async function openedOutside(
  { cursors }: RetinueDatabase,
  folders: readonly FolderRow[],
): Promise<readonly FolderRow[]> {
  const outside = folders.filter(({ root }) => root !== undefined);
  const known = await cursors.bulkGet(outside.map(({ id }) => id));
  return outside.filter((_, nth) => known[nth] !== undefined);
}

/** Which folders the server is asked about, by their addresses there; null for all of the mailbox at once. */
function placesOf(
  folders: readonly FolderRow[],
  opened: readonly FolderRow[],
  folderId: string | null,
  clauses: ServerSearch['clauses'],
): readonly (string | null)[] {
  const isLimited = folderId !== null || clauses.some(({ term }) => term.kind === 'in');
  if (!isLimited) return [null, ...opened.map(({ href }) => href)];
  const wanted = inFolders(folders, clauses);
  return folders
    .filter(({ id }) => (folderId === null || id === folderId) && wanted.has(id))
    .map(({ href }) => href);
}
