import type { MarkedMessage } from '../../shared/contracts/network.ts';
import { flagState, isSameFlag } from '../../shared/mail/follow-up.ts';
import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';
import { isSameList, type Marks, withMarks } from './marks.ts';
import { placedMessages, wishesFor } from './placed.ts';
import type { FolderId, MessageId } from './tables.ts';

/** What the server says of a message's flag and categories. */
export type Told = Pick<MarkedMessage, 'flagged' | 'followUp' | 'categories'>;
const NONE: Told = { flagged: false, categories: [] };

/**
 * Takes over which of a folder's messages the server holds as flagged or in categories; all others are neither.
 * Messages with a waiting task keep the mark that it asks for, and their place. Returns how many rows changed.
 */
export function putMarked(
  database: RetinueDatabase,
  folderId: FolderId,
  told: ReadonlyMap<MessageId, Told>,
): Promise<number> {
  const { messages, days, tasks } = database;
  return database.transaction('rw', [messages, days, tasks], async () => {
    const local = await messages.where('[folderId+marked]').equals([folderId, 1]).primaryKeys();
    const ids = [...new Set([...local, ...told.keys()])];
    const rows = (await messages.bulkGet(ids)).filter((row) => row?.folderId === folderId);
    const wishes = await wishesFor(database, ids);
    const placed = await placedMessages(database);
    const tally = createDayTally();
    const changed = rows.flatMap((row) => {
      if (!row || placed.has(row.id)) return [];
      const marks: Marks & Pick<Told, 'flagged' | 'categories'> = {
        ...(told.get(row.id) ?? NONE),
        ...wishes.get(row.id),
      };
      const { flagged, followUp, categories } = marks;
      if (isSameFlag(row, flagState(flagged, followUp)) && isSameList(row.categories, categories)) return [];
      const next = withMarks(row, { flagged, followUp, categories });
      tally.removed(row);
      tally.added(next);
      return [next];
    });
    await messages.bulkPut(changed);
    await tally.write(days);
    return changed.length;
  });
}
