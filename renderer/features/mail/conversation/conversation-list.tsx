import { type KeyboardEvent, useEffect, useRef } from 'react';
import { formatShort, formatZone } from '../../../components/format/dates.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useNow } from '../../../hooks/use-now.ts';
import type { ThreadMember } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { placeWords, writerOf } from './conversation-words.ts';
import { useSay } from '../../../hooks/use-say.ts';

export interface ConversationListProps {
  readonly members: readonly ThreadMember[];
  /** The one that is read. */
  readonly messageId: string;
  readonly onOpen: (row: MessageRow) => void;
}

/** The messages of a conversation, oldest first: one Tab stop, and the arrow keys go from one to the next. */
export function ConversationList({ members, messageId, onOpen }: ConversationListProps) {
  const say = useSay();
  const now = useNow(30_000);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [messageId]);
  return (
    <ol ref={list} onKeyDown={(event) => moveFocus(list.current, event)}>
      {members.map((member) => {
        const { row } = member;
        const isCurrent = row.id === messageId;
        return (
          <li key={row.id}>
            <button
              type="button"
              className="thread-member"
              aria-current={isCurrent ? 'true' : undefined}
              tabIndex={isCurrent ? 0 : -1}
              data-unread={row.read ? undefined : ''}
              onClick={() => onOpen(row)}
            >
              {!row.read && <span className="thread-dot" role="img" aria-label={say('Unread')} />}
              <Isolated className="thread-writer cut" text={writerOf(member, say)} />
              <Isolated className="thread-preview cut" text={row.preview || row.subject} />
              <span className="tag" data-place={member.place}>
                <Isolated text={placeWords(member, say)} />
              </span>
              {row.date !== null && (
                <time className="thread-time" title={formatZone(row.date)}>
                  {formatShort(row.date, now)}
                </time>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function moveFocus(list: HTMLElement | null, event: KeyboardEvent): void {
  const all = [...(list?.querySelectorAll('button') ?? [])];
  const at = all.findIndex((each) => each === event.target);
  const next = at < 0 ? undefined : all[indexAfter(event.key, at, all.length)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** -1: the key is none of the list's, or there is nothing further that way. */
function indexAfter(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
