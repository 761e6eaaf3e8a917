import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Icon } from '../../../components/icon.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { ThreadMember } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { ConversationList } from './conversation-list.tsx';
import { conversationLine } from './conversation-words.ts';
import { useSay } from '../../../hooks/use-say.ts';

export interface ConversationProps {
  readonly messageId: string;
  readonly onOpen: (row: MessageRow) => void;
}

/** As many as are listed, the newest ones: nobody reads a list of thousands. */
const MOST = 200;
const NONE: readonly ThreadMember[] = [];

/**
 * One line below a message that belongs to a conversation, which opens the list of it. It stays open, and keeps the
 * focus, while one goes from message to message: give it no key.
 */
export function Conversation({ messageId, onOpen }: ConversationProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const members = useMembers(messageId);
  const listId = useId();
  if (members.length < 2) return null;
  const older = members.length - MOST;
  return (
    <section className="thread" aria-label={say('Conversation')}>
      <button
        type="button"
        className="thread-line"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon of={open ? ChevronDown : ChevronRight} />
        <span>{conversationLine(members, say)}</span>
      </button>
      {open && (
        <div id={listId} className="thread-list">
          {older > 0 && (
            <p>
              {say(
                '{count, plural, one {# older message is} other {# older messages are}} not listed here.',
                {
                  count: older,
                },
              )}
            </p>
          )}
          <ConversationList members={members.slice(-MOST)} messageId={messageId} onOpen={onOpen} />
        </div>
      )}
    </section>
  );
}

/** The conversation of a message, live. The one before stays until the next is known, where it is the same. */
function useMembers(messageId: string): readonly ThreadMember[] {
  const { reader } = useServices();
  const [held, setHeld] = useState(NONE);
  const now = useLive(`thread ${messageId}`, () => reader.thread(messageId));
  if (now && now !== held) setHeld(now);
  return now ?? (held.some(({ row }) => row.id === messageId) ? held : NONE);
}
