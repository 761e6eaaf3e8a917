import { type CSSProperties, memo, type MouseEvent } from 'react';
import type { Dates } from '../../../components/format/dates.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import type { ConversationFacts, OpenConversation } from '../../../store/reader.ts';
import { ChildRow } from './child-row.tsx';
import { childOf, HEAD_HEIGHT, type ListGroup, type ListLayout, rowTop } from './layout.ts';
import { placeWords } from '../conversation/conversation-words.ts';
import { countWords } from './list-header.tsx';
import { MessageRowView } from './message-row.tsx';
import type { Selection } from './selection.ts';
import { useWaits } from './use-waits.ts';
import type { Viewport } from '../../../hooks/use-viewport.ts';
import { useSay } from '../../../hooks/use-say.ts';

export interface ShownRow {
  readonly index: number;
  /** Absent while it is being read. */
  readonly row: MessageRow | undefined;
}

export interface ListCanvasProps {
  readonly layout: ListLayout;
  /** Which conversations lie open, in the order of the layout; what is known of those in view, by thread. */
  readonly opened: readonly OpenConversation[];
  readonly conversations: ReadonlyMap<string, ConversationFacts>;
  readonly view: Viewport;
  readonly shown: readonly ShownRow[];
  readonly selection: Selection;
  /** Of today: rows are drawn again when the day changes, not every minute. */
  readonly dates: Dates;
  /** Whether an account is out of reach: its rows say what is not here, and what waits. */
  readonly isAway: (accountId: string) => boolean;
  readonly placeOf: (row: MessageRow) => string | null;
  readonly onFlag: (row: MessageRow) => void;
  readonly onPress: (row: MessageRow, index: number, event: MouseEvent) => void;
  readonly onOpen: () => void;
  /** Opens or closes a conversation. */
  readonly onTurn: (thread: string, open: boolean) => void;
}

/** The id of a row's element. */
export function rowDomId(index: number): string {
  return `row-${index}`;
}

/** The drawn part of the list: as high as all of it, with the headings and rows that are in view. */
export function ListCanvas(props: ListCanvasProps) {
  const say = useSay();
  const { layout, view, shown, selection } = props;
  const headersOnly = useHeadersOnly(props.isAway, shown);
  const waits = useWaits(props.isAway);
  const openThreads = new Set(props.opened.map(({ thread }) => thread));
  const groups = layout.groups.filter(
    ({ top }) => top < view.top + view.height + HEAD_HEIGHT && top > view.top - 2 * HEAD_HEIGHT,
  );
  const line = ({ index, row }: ShownRow) => {
    const top = rowTop(layout, index);
    if (!row) return <div className="row row-blank" key={index} style={{ top }} aria-hidden />;
    const common = {
      row,
      index,
      top,
      domId: rowDomId(index),
      dates: props.dates,
      selected: selection.ids.has(row.id),
      cursor: selection.cursor?.id === row.id,
      headersOnly: headersOnly(row),
      waits: waits(row),
      onFlag: props.onFlag,
      onPress: props.onPress,
      onOpen: props.onOpen,
    };
    const child = childOf(layout, index);
    const conversation = row.thread === undefined ? undefined : props.conversations.get(row.thread);
    if (child) {
      const { children = [], head } = props.opened[child.opened] ?? {};
      const member = children[child.nth];
      const isElsewhere = member && member.row.folderId !== head?.folderId;
      return (
        <ChildRow
          key={row.id}
          {...common}
          own={member?.place === 'sent'}
          nth={child.nth}
          siblings={children.length}
          place={isElsewhere ? placeWords(member, say) : null}
        />
      );
    }
    return (
      <MessageRowView
        key={row.id}
        {...common}
        place={props.placeOf(row)}
        conversation={conversation}
        isOpen={conversation !== undefined && openThreads.has(row.thread ?? '')}
        onTurn={props.onTurn}
      />
    );
  };
  // As they are seen, so they are heard: each heading before its rows.
  const lines = [
    ...groups.map((group) => ({
      top: group.top,
      drawn: <GroupHead key={`group ${group.firstRow}`} group={group} />,
    })),
    ...shown.map((each) => ({ top: rowTop(layout, each.index), drawn: line(each) })),
  ].sort((a, b) => a.top - b.top);
  return (
    <div
      className="list-canvas"
      role="rowgroup"
      style={{ height: layout.height, '--row-height': `${layout.rowHeight}px` } as CSSProperties}
    >
      {lines.map(({ drawn }) => drawn)}
    </div>
  );
}

const GroupHead = memo(function GroupHead({ group }: { readonly group: ListGroup }) {
  const say = useSay();
  return (
    <div className="group-head" role="row" style={{ top: group.top }}>
      <b role="columnheader">{group.label}</b>
      <span role="gridcell">{countWords(group.count, group.unread, say)}</span>
    </div>
  );
});

/** Which of the shown rows have no body on this computer; asked only while offline. */
function useHeadersOnly(
  isAway: ListCanvasProps['isAway'],
  shown: readonly ShownRow[],
): (row: MessageRow) => boolean {
  const { reader } = useServices();
  const ids = shown.flatMap(({ row }) => (row && isAway(row.accountId) ? [row.id] : []));
  const readable = useLive(`readable ${ids.join('\n')}`, () => reader.readable(ids));
  return (row) => isAway(row.accountId) && readable !== undefined && !readable.has(row.id);
}
