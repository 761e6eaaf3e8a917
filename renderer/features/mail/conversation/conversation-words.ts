import { plural } from '../../../components/format/numbers.ts';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import type { ThreadMember } from '../../../store/reader.ts';
import { NO_SENDER } from '../list/row-label.ts';

/** "Conversation: 4 messages, 1 unread". */
export function conversationLine(members: readonly ThreadMember[]): string {
  const unread = members.filter(({ row }) => !row.read).length;
  const count = `Conversation: ${plural(members.length, 'message', 'messages')}`;
  return unread === 0 ? count : `${count}, ${unread} unread`;
}

/** Who wrote it; what lies in Sent Items is one's own. */
export function writerOf({ row, place }: ThreadMember): string {
  return place === 'sent' ? 'You' : shortName(parseSender(row.from)) || NO_SENDER;
}

/** The folder, and what it is where its name does not say so: "2025 (deleted)". */
export function placeWords({ folder, place }: ThreadMember): string {
  if (folder.role === place) return folder.name;
  if (place === 'deleted') return `${folder.name} (deleted)`;
  return place === 'junk' ? `${folder.name} (junk)` : folder.name;
}
