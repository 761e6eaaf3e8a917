import { memo } from 'react';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { FlagButton } from '../follow-up/row-flag.tsx';
import { Attached, type RowProps, Time } from './message-row.tsx';
import { noSender, rowLabel } from './row-label.ts';

export interface ChildRowProps extends Omit<RowProps, 'conversation' | 'isOpen' | 'onTurn'> {
  /** It was written by oneself. */
  readonly own: boolean;
  /** Its place in the conversation, from 0, and how many lie there. */
  readonly nth: number;
  readonly siblings: number;
}

/** One message of an opened conversation, in one line below its head. `place`: the folder, where it is another one. */
export const ChildRow = memo(function ChildRow(props: ChildRowProps) {
  const { row, index, dates, own, place } = props;
  const say = useSay();
  const writer = own ? say('You') : shortName(parseSender(row.from)) || noSender(say);
  return (
    <div
      id={props.domId}
      className="row row-child"
      role="row"
      aria-rowindex={index + 1}
      aria-level={2}
      aria-posinset={props.nth + 1}
      aria-setsize={props.siblings}
      aria-selected={props.selected}
      aria-label={rowLabel(row, dates, props, say)}
      data-unread={row.read ? undefined : ''}
      data-cursor={props.cursor ? '' : undefined}
      style={{ top: props.top }}
      onMouseDown={(event) => props.onPress(row, index, event)}
      onDoubleClick={props.onOpen}
    >
      {!row.read && <span className="row-dot" />}
      <span className="row-line" role="gridcell">
        <Isolated className="row-sender cut" text={writer} />
        <Isolated className="row-preview cut" text={row.preview || row.subject} />
      </span>
      <span className="row-facts" role="gridcell">
        {place !== null && (
          <span className="tag">
            <Isolated text={place} />
          </span>
        )}
        {props.waits !== null && <span className="tag">{props.waits}</span>}
        <Attached bytes={row.hasAttachment ? row.size : 0} />
        <FlagButton row={row} dates={dates} onFlag={props.onFlag} />
        <Time date={row.date} dates={dates} />
      </span>
    </div>
  );
});
