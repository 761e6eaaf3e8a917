import type { Say } from '../../../../shared/language/say.ts';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import type { ThreadMember } from '../../../store/reader.ts';
import { noSender } from '../list/row-label.ts';

/** "Conversation: 4 messages, 1 unread". */
export function conversationLine(members: readonly ThreadMember[], say: Say): string {
  return say(
    'Conversation: {count, plural, one {# message} other {# messages}}{unread, plural, =0 {} other {, # unread}}',
    { count: members.length, unread: members.filter(({ row }) => !row.read).length },
  );
}

/** Who wrote it; what lies in Sent Items is one's own. */
export function writerOf({ row, place }: ThreadMember, say: Say): string {
  return place === 'sent' ? say('You') : shortName(parseSender(row.from)) || noSender(say);
}

/** The folder, and what it is where its name does not say so: "2025 (deleted)". */
export function placeWords({ folder, place }: ThreadMember, say: Say): string {
  const { name } = folder;
  if (folder.role === place) return name;
  if (place === 'deleted') return say('{name} (deleted)', { name });
  return place === 'junk' ? say('{name} (junk)', { name }) : name;
}
