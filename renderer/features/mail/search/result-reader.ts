import { groupBy } from '../../../../shared/group-by.ts';
import { ndayOf } from '../../../store/days.ts';
import { isSameMessage, type Reader } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';

/**
 * The store as a search sees it: whatever folder is asked for, it holds what was found, so that lists need not know.
 * `deleted` from these results, messages are out of them for as long as they lie in Deleted Items; their keys change
 * on the way there and back.
 */
export function resultReader(
  reader: Reader,
  ids: readonly string[],
  deleted: readonly MessageRow[] = [],
): Reader {
  const found = async () => {
    const back = deleted.length === 0 ? [] : await reader.returned(deleted);
    const all = new Map([...(await reader.messages(ids)), ...back].map((row) => [row.id, row]));
    return (await withoutDeleted(reader, [...all.values()], deleted)).toSorted(
      (a, b) => ndayOf(a.date) - ndayOf(b.date) || a.nd - b.nd || (a.id < b.id ? -1 : 1),
    );
  };
  return {
    ...reader,
    async days(folderId) {
      const byDay = groupBy(await found(), ({ date }) => ndayOf(date));
      return Array.from(byDay, ([nday, rows]) => ({
        folderId,
        nday,
        count: rows.length,
        unread: rows.filter(({ read }) => !read).length,
      }));
    },
    async rows(_folderId, nday, offset, limit) {
      const rows = (await found()).filter(({ date }) => ndayOf(date) >= nday);
      return rows.slice(offset, offset + limit);
    },
  };
}

async function withoutDeleted(reader: Reader, rows: readonly MessageRow[], deleted: readonly MessageRow[]) {
  if (deleted.length === 0) return rows;
  const trashes = (await reader.folders()).filter(({ role }) => role === 'deleted').map(({ id }) => id);
  return rows.filter((row) => !trashes.includes(row.folderId) || !deleted.some((each) => isSame(each, row)));
}

function isSame(a: MessageRow, b: MessageRow): boolean {
  return a.id === b.id || (a.accountId === b.accountId && isSameMessage(a, b));
}
