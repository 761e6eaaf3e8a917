import { Dexie } from 'dexie';
import type { ListArrangement, ListOrder } from '../../shared/contracts/engine.ts';
import { fail } from '../../shared/errors.ts';
import { arrange } from '../../shared/mail/arrange.ts';
import type { ArrangedFacts } from '../../shared/mail/arrangement.ts';
import { flagState } from '../../shared/mail/follow-up.ts';
import type { SearchClause } from '../../shared/mail/search-query.ts';
import type { RetinueDatabase } from '../store/database.ts';
import { ndayOf } from '../store/days.ts';
import { FLAGGED_ID, isSmart, shownFolders, smartRows } from '../store/smart.ts';
import type { FolderId, MessageRow } from '../store/tables.ts';
import type { Search } from './engine.ts';
import { NO_SEARCH } from './search/no-search.ts';

/** Rows read at once: what stands in a list is far less than the rows that say it. */
const ROWS = 1000;
/** Messages that a filter shows at most: nobody reads more of them, and all of them are read. */
const MOST_FOUND = 5000;

/** A folder's messages in another order than the usual one, or some of them. `today`: the local day, for what is due. */
export async function arrangeList(
  database: RetinueDatabase,
  search: Search | undefined,
  { folderId, sort, descending, clauses }: ListArrangement,
  today: number,
): Promise<ListOrder> {
  const found =
    clauses.length === 0
      ? await allFacts(database, folderId)
      : await foundFacts(database, search, folderId, clauses);
  const groups = arrange(
    found.facts,
    { sort, descending },
    { ndayOf: (nd) => ndayOf(nd === 0 ? null : -nd), today },
  );
  return { groups, more: found.more };
}

interface Found {
  readonly facts: readonly ArrangedFacts[];
  readonly more: number;
}

async function allFacts(database: RetinueDatabase, folderId: FolderId): Promise<Found> {
  if (isSmart(folderId)) {
    const everything = { first: Number.MIN_SAFE_INTEGER, offset: 0, limit: Number.MAX_SAFE_INTEGER };
    return { facts: (await smartRows(database, folderId, everything, new Set())).map(factsOf), more: 0 };
  }
  const facts: ArrangedFacts[] = [];
  const ids = await database.messages
    .where('[folderId+nd]')
    .between([folderId, Dexie.minKey], [folderId, Dexie.maxKey])
    .primaryKeys();
  for (let at = 0; at < ids.length; at += ROWS) {
    const rows = await database.messages.bulkGet(ids.slice(at, at + ROWS));
    facts.push(...rows.flatMap((row) => (row ? [factsOf(row)] : [])));
  }
  return { facts, more: 0 };
}

async function foundFacts(
  database: RetinueDatabase,
  search: Search | undefined,
  folderId: FolderId,
  clauses: readonly SearchClause[],
): Promise<Found> {
  const within = isSmart(folderId) ? [] : [folderId];
  const isState = folderId === FLAGGED_ID ? 'flagged' : 'unread';
  const own: readonly SearchClause[] = isSmart(folderId)
    ? [{ term: { kind: 'is', state: isState }, not: false }]
    : [];
  if (!search) throw fail('unsupported', NO_SEARCH);
  const query = { clauses: [...own, ...clauses], accountId: null, limit: MOST_FOUND, folderIds: within };
  const { ids, total } = await search.find(query);
  const rows = (await database.messages.bulkGet([...ids])).flatMap((row) => row ?? []);
  const shown = isSmart(folderId) ? await shownFolders(database) : new Set([folderId]);
  const here = rows.filter((row) => shown.has(row.folderId));
  return { facts: here.map(factsOf), more: total - ids.length };
}

function factsOf(row: MessageRow): ArrangedFacts {
  const { id, nd, from, subject, size, flagged, followUp, read, categories, hasAttachment } = row;
  const flag = flagState(flagged, followUp);
  return { id, nd, from, subject, size, ...flag, read, categories, hasAttachment };
}
