import { ChevronDown, ChevronRight, Paperclip, TriangleAlert } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { type Dates, formatTime } from '../../../components/format/dates.ts';
import { formatBytes, formatCount } from '../../../components/format/numbers.ts';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { ConversationFacts } from '../../../store/reader.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { useDragMessages } from '../drag/use-drag-messages.ts';
import { FlagButton } from '../follow-up/row-flag.tsx';
import { CategoryTag } from '../categories/category-tag.tsx';
import { noSender, noSubject, rowLabel, writersLine } from './row-label.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import type { Say } from '../../../../shared/language/say.ts';

/** More would leave no room for the subject; the row's spoken name has all of them. */
const SHOWN_CATEGORIES = 2;

export interface RowProps {
  readonly row: MessageRow;
  /** For aria-rowindex and aria-activedescendant. */
  readonly index: number;
  readonly domId: string;
  readonly top: number;
  readonly dates: Dates;
  readonly selected: boolean;
  readonly cursor: boolean;
  /** Offline, and the body is not on this computer. */
  readonly headersOnly: boolean;
  /** What of it waits for its server ("Move waits"), or null. */
  readonly waits: string | null;
  /** The folder that it lies in, where the list is of many. */
  readonly place: string | null;
  /** Present where it stands for several messages. */
  readonly conversation: ConversationFacts | undefined;
  readonly isOpen: boolean;
  readonly onFlag: (row: MessageRow) => void;
  readonly onPress: (row: MessageRow, index: number, event: MouseEvent) => void;
  readonly onOpen: () => void;
  readonly onTurn: (thread: string, open: boolean) => void;
}

/** One message: sender, size and time; subject and preview, or the fault in the preview's place. */
export const MessageRowView = memo(function MessageRowView(props: RowProps) {
  const { row, index, dates, headersOnly, waits, conversation } = props;
  const say = useSay();
  const unread = conversation ? conversation.unread > 0 : !row.read;
  const tagged = headersOnly || waits !== null || props.place !== null || row.categories.length > 0;
  return (
    <div
      id={props.domId}
      className="row"
      role="row"
      aria-rowindex={index + 1}
      aria-selected={props.selected}
      aria-level={conversation ? 1 : undefined}
      aria-expanded={conversation ? props.isOpen : undefined}
      aria-label={rowLabel(row, dates, { headersOnly, waits, conversation, isOpen: props.isOpen }, say)}
      data-unread={unread ? '' : undefined}
      data-tagged={tagged ? '' : undefined}
      data-cursor={props.cursor ? '' : undefined}
      style={{ top: props.top }}
      {...useDragMessages(props)}
      onDoubleClick={props.onOpen}
    >
      {unread && <span className="row-dot" />}
      {conversation && row.thread !== undefined && (
        <span className="row-twisty-cell" role="gridcell">
          <Twisty thread={row.thread} isOpen={props.isOpen} onTurn={props.onTurn} />
        </span>
      )}
      <Sender from={row.from} conversation={conversation} />
      <span className="row-facts" role="gridcell">
        {conversation && <span className="row-count">{formatCount(conversation.count)}</span>}
        <Attached bytes={conversation ? conversation.attached : row.hasAttachment ? row.size : 0} />
        <FlagButton row={row} dates={dates} onFlag={props.onFlag} />
        <Time date={row.date} dates={dates} />
      </span>
      <span className="row-line" role="gridcell">
        {row.fault && <Icon of={TriangleAlert} size={14} />}
        <Subject text={row.subject} />
        <Rest row={row} />
      </span>
      {tagged && (
        <span className="row-facts">
          {row.categories.slice(0, SHOWN_CATEGORIES).map((name) => (
            <CategoryTag key={name} name={name} />
          ))}
          {props.place !== null && (
            <span className="tag">
              <Isolated text={props.place} />
            </span>
          )}
          {waits !== null && <span className="tag">{waits}</span>}
          {headersOnly && <span className="tag">{say('Headers only')}</span>}
        </span>
      )}
    </div>
  );
});

/** Opens and closes a conversation; its keys are the list's, Right and Left. */
function Twisty({
  thread,
  isOpen,
  onTurn,
}: { readonly thread: string } & Pick<RowProps, 'isOpen' | 'onTurn'>) {
  const say = useSay();
  const name = isOpen ? say('Close the conversation') : say('Open the conversation');
  return (
    <button
      type="button"
      className="row-twisty"
      tabIndex={-1}
      aria-label={name}
      title={name}
      onMouseDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => onTurn(thread, !isOpen)}
    >
      <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />
    </button>
  );
}

/** How much hangs on it; nothing where nothing does. */
export function Attached({ bytes }: { readonly bytes: number }) {
  if (bytes === 0) return null;
  return (
    <>
      <Icon of={Paperclip} size={14} />
      {formatBytes(bytes)}
    </>
  );
}

function Sender({ from, conversation }: { readonly from: string } & Pick<RowProps, 'conversation'>) {
  const say = useSay();
  const name = conversation ? writersLine(conversation, say) : shortName(parseSender(from));
  return (
    <span className="row-sender cut" role="gridcell">
      {name ? <Isolated text={name} /> : <span className="row-empty">{noSender(say)}</span>}
    </span>
  );
}

export function Time({ date, dates }: { readonly date: number | null; readonly dates: Dates }) {
  if (date === null) return null;
  return (
    <time className="row-time" title={dates.zone(date)}>
      {dates.short(date)}
    </time>
  );
}

function Subject({ text }: { readonly text: string }) {
  const say = useSay();
  return (
    <span className="row-subject cut">
      {text ? <Isolated text={text} /> : <span className="row-empty">{noSubject(say)}</span>}
    </span>
  );
}

function faultWords(status: number | undefined, nextTryAt: number | null, say: Say): string {
  const what = status
    ? say('Body not downloaded ({status}).', { status: String(status) })
    : say('Body not downloaded.');
  if (nextTryAt === null) return what;
  return say('{what} Next try {time}.', { what, time: formatTime(nextTryAt) });
}

function Rest({ row }: { readonly row: MessageRow }) {
  const say = useSay();
  if (row.fault) {
    const { failure, nextTryAt } = row.fault;
    return (
      <span className="row-fault cut" title={sayTold(failure, say)}>
        {faultWords(failure.status, nextTryAt, say)}
      </span>
    );
  }
  return row.preview ? (
    <span className="row-preview cut">
      <Isolated text={row.preview} />
    </span>
  ) : null;
}
