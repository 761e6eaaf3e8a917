import type { MessageLinkTarget } from '../../shared/mail/message-link.ts';
import { idsIn, messageNames } from '../../shared/mail/thread-names.ts';
import type { RetinueDatabase } from './database.ts';
import { nowhereOf } from './rows.ts';
import type { MessageRow } from './tables.ts';

/** The message that a link names, wherever it is by now: by its Message-ID among those of its thread, else by its key. */
export async function findLinked(
  { messages, threadNames }: RetinueDatabase,
  { accountId, name }: MessageLinkTarget,
): Promise<MessageRow | undefined> {
  const isHere = (row: MessageRow) => row.folderId !== nowhereOf(accountId);
  if (idsIn(name).length === 0) {
    const row = await messages.get(`${accountId}|${name}`);
    return row && isHere(row) ? row : undefined;
  }
  // A name leads to a thread, which may be another one's name by now.
  const passed = new Set<string>();
  let thread = `${accountId}|${messageNames([name])[0] ?? ''}`;
  while (!passed.has(thread)) {
    passed.add(thread);
    thread = (await threadNames.get(thread))?.thread ?? thread;
  }
  const rows = await messages.where('thread').equals(thread).toArray();
  return rows.find((row) => isHere(row) && row.messageId?.trim() === name);
}
