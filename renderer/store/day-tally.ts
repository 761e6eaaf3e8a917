import type { Table } from 'dexie';
import { ndayOf } from './days.ts';
import type { DayRow, FolderId, MessageRow } from './tables.ts';

interface Change {
  readonly folderId: FolderId;
  readonly nday: number;
  count: number;
  unread: number;
  flagged: number;
  under: number;
}

/** Collects what a transaction does to the day counts, and writes it once at the transaction's end. */
export interface DayTally {
  /** The row appears where it was not. */
  added(row: MessageRow): void;
  /** The row is no longer what or where it was. */
  removed(row: MessageRow): void;
  /** Everything collected, as the days of a folder in which nothing was before. */
  days(): readonly DayRow[];
  /** Applies everything collected; call it inside the transaction that changes the rows. */
  write(days: Table<DayRow, [string, number]>): Promise<void>;
}

/** Makes an empty tally. */
export function createDayTally(): DayTally {
  const changes = new Map<string, Change>();
  const note = (row: MessageRow, sign: 1 | -1) => {
    const nday = ndayOf(row.date);
    const key = `${nday}|${row.folderId}`;
    const change = changes.get(key) ?? {
      folderId: row.folderId,
      nday,
      count: 0,
      unread: 0,
      flagged: 0,
      under: 0,
    };
    change.count += sign;
    change.unread += row.read ? 0 : sign;
    change.flagged += row.flagged ? sign : 0;
    change.under += row.under ? sign : 0;
    changes.set(key, change);
  };
  return {
    added: (row) => note(row, 1),
    removed: (row) => note(row, -1),
    days: () => [...changes.values()].map((change) => sum(undefined, change)),
    async write(days) {
      const real = [...changes.values()].filter(
        ({ count, unread, flagged, under }) => count !== 0 || unread !== 0 || flagged !== 0 || under !== 0,
      );
      if (real.length === 0) return;
      const before = await days.bulkGet(real.map(keyOf));
      const after = real.map((change, index) => sum(before[index], change));
      await days.bulkPut(after.filter((day) => day.count > 0));
      const empty = after.filter((day) => day.count <= 0);
      if (empty.length > 0) await days.bulkDelete(empty.map(keyOf));
    },
  };
}

function keyOf(day: { folderId: FolderId; nday: number }): [string, number] {
  return [day.folderId, day.nday];
}

function sum(before: DayRow | undefined, change: Change): DayRow {
  const flagged = (before?.flagged ?? 0) + change.flagged;
  const under = (before?.under ?? 0) + change.under;
  return {
    folderId: change.folderId,
    nday: change.nday,
    count: (before?.count ?? 0) + change.count,
    unread: (before?.unread ?? 0) + change.unread,
    ...(flagged > 0 ? { flagged } : {}),
    ...(under > 0 ? { under } : {}),
  };
}
