import type { Decision } from '../../shared/filing/judge.ts';
import type { Mark } from '../../shared/mail/types.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { RetinueDatabase } from './database.ts';
import { filedIdOf } from './rows.ts';
import type { FolderId, MessageId, MessageRow } from './tables.ts';
import { type Marked, markMessages } from './write-marks.ts';
import { type Placed, placeMessages } from './write-places.ts';

/** What was decided is kept so long: it tells why a message is where it is, and that it is not judged again. */
const KEPT_MS = 180 * 24 * 3_600_000;

/** A message with what was decided about it, as it comes to for that message. */
export interface ToFile {
  readonly messageId: MessageId;
  /** Where it was when it was judged: elsewhere, it is left alone. */
  readonly from: FolderId;
  readonly decision: Decision;
  readonly marks: readonly Mark[];
  /** null: it stays. */
  readonly to: FolderId | null;
}

/** What was done, as it was before. */
export interface Filed {
  readonly placed: readonly Placed[];
  readonly marked: readonly Marked[];
}

/**
 * Carries out what was decided, in one transaction with the note that it was: rows, counts, tasks for the server. A crash
 * before it leaves the messages to be judged, one after it leaves nothing to do.
 */
export function fileMessages(
  database: RetinueDatabase,
  items: readonly ToFile[],
  at: number,
): Promise<Filed> {
  const { messages, days, folders, tasks, filed } = database;
  return database.transaction('rw', [messages, days, folders, tasks, filed], async () => {
    const ids = items.map(({ messageId }) => messageId);
    const rows = await messages.bulkGet(ids);
    await filed
      .where('waiting')
      .anyOf(ids)
      .modify((row: { waiting?: MessageId }) => {
        delete row.waiting;
      });
    const there = items.flatMap((item, nth) => {
      const row = rows[nth];
      return row?.folderId === item.from ? [{ ...item, row }] : [];
    });
    const marked: Marked[] = [];
    const wishes = there.flatMap(({ messageId, marks }) => marks.map((mark) => ({ messageId, mark })));
    // One mark of each kind at a time: those of one message are several tasks.
    for (const [, same] of groupBy(wishes, ({ mark }) => mark.kind)) {
      const byId = new Map(same.map(({ messageId, mark }) => [messageId, mark]));
      const markOf = (row: MessageRow) => byId.get(row.id) as Mark;
      marked.push(...(await markMessages(database, [...byId.keys()], markOf, at)));
    }
    const placed: Placed[] = [];
    for (const [to, same] of groupBy(there, (item) => item.to)) {
      const leaving = same.map(({ messageId }) => messageId);
      if (to !== null) placed.push(...(await placeMessages(database, leaving, to, at)));
    }
    await note(database, there, at);
    return { placed, marked };
  });
}

async function note(
  { filed }: RetinueDatabase,
  items: readonly (ToFile & { readonly row: MessageRow })[],
  at: number,
): Promise<void> {
  await filed.bulkPut(
    items.map(({ row, from, decision }) => ({
      id: filedIdOf(row),
      at,
      from,
      ...(decision.verdicts.length > 0 ? { decision } : {}),
    })),
  );
  await filed
    .where('at')
    .below(at - KEPT_MS)
    .delete();
}
