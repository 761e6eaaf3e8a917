import type { ListOrder } from '../../../../shared/contracts/engine.ts';
import type { Reader } from '../../../store/reader.ts';
import type { DayRow } from '../../../store/tables.ts';

/**
 * The store as an arranged list sees it: whatever folder is asked for, it holds these messages in this order, and each
 * group stands where a day would (its number from the top).
 */
export function arrangedReader(reader: Reader, { groups }: ListOrder): Reader {
  const starts: number[] = [];
  const ids: string[] = [];
  for (const group of groups) {
    starts.push(ids.length);
    ids.push(...group.ids);
  }
  const placeOf = new Map(
    groups.flatMap(({ ids: own }, nday) => own.map((id, offset) => [id, { nday, offset }])),
  );
  return {
    ...reader,
    days: async (folderId) =>
      groups.map(({ ids: own, unread }, nday): DayRow => ({ folderId, nday, count: own.length, unread })),
    async rows(_folderId, nday, offset, limit) {
      const from = (starts[Math.max(0, nday)] ?? ids.length) + offset;
      return reader.messages(ids.slice(from, from + limit));
    },
    place: (id) => placeOf.get(id) ?? null,
  };
}
