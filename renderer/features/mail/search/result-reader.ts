import { groupBy } from '../../../../shared/group-by.ts';
import { ndayOf } from '../../../store/days.ts';
import type { Reader } from '../../../store/reader.ts';

/** The store as a search sees it: whatever folder is asked for, it holds what was found, so that lists need not know. */
export function resultReader(reader: Reader, ids: readonly string[]): Reader {
  const found = async () =>
    (await reader.messages(ids)).toSorted(
      (a, b) => ndayOf(a.date) - ndayOf(b.date) || a.nd - b.nd || (a.id < b.id ? -1 : 1),
    );
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
