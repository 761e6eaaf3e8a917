import type { MessageHeader } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from './database.ts';
import { placedMessages } from './placed.ts';
import type { CursorRow, FolderId, MessageId } from './tables.ts';
import { type PageResult, putPage, removeMessages } from './write-messages.ts';

/**
 * What the server told of changes in a folder: who is gone from it, who is new or other than before, and, where given,
 * how far that reaches, in one transaction. One that was put elsewhere here stays: its change tells what became of it.
 */
export function putChanges(
  database: RetinueDatabase,
  folderId: FolderId,
  listed: readonly MessageHeader[],
  gone: readonly MessageId[],
  cursor: CursorRow | null,
): Promise<PageResult> {
  const { messages, days, bodies, tasks, cursors, threadNames, folders, filed } = database;
  const all = [messages, days, bodies, tasks, cursors, threadNames, folders, filed];
  return database.transaction('rw', all, async () => {
    const placed = await placedMessages(database);
    const rows = (await messages.bulkGet([...gone])).filter((row) => row !== undefined);
    const left = rows.filter((row) => row.folderId === folderId && !placed.has(row.id));
    await removeMessages(
      database,
      left.map(({ id }) => id),
    );
    return await putPage(database, folderId, listed, cursor);
  });
}
