import { memo, type ReactNode } from 'react';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { Button } from '../../components/button.tsx';
import { Isolated, IsolatedList } from '../../components/isolated.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { outgoingGroup } from '../../components/format/outgoing.ts';
import { useSay } from '../../hooks/use-say.ts';
import { type Action, actionLabel, actionsOf } from './actions.ts';
import { MarkIcon } from './mark-icon.tsx';
import { peopleOf, rowLabel } from './row-label.ts';
import { rowWords } from './row-words.ts';

export interface OutboxRowProps {
  readonly row: OutgoingView;
  readonly size: string;
  /** Named where there are several accounts. */
  readonly account: string | null;
  readonly selected: boolean;
  readonly now: number;
  /** These never change, so that a row is drawn again only for what it shows. */
  readonly onSelect: (id: string) => void;
  readonly onOpen: () => void;
  readonly onCommand: (row: OutgoingView, action: Action) => void;
}

/**
 * One row, drawn again only when it shows something else: each list that is told holds new values, and hundreds of rows
 * may stand here (S11).
 */
export const OutboxRow = memo(
  Row,
  ({ row: a, ...before }, { row: b, ...after }) =>
    (Object.keys(after) as (keyof typeof after)[]).every((name) => before[name] === after[name]) &&
    (a === b || JSON.stringify(a) === JSON.stringify(b)),
);

/** One outgoing message: what it is, who gets it, one sentence by its state, a bar, and what can be done. */
function Row(props: OutboxRowProps) {
  const say = useSay();
  const { row, selected, now } = props;
  const { mark, tone, lead, rest } = rowWords(row, now, say);
  return (
    <div
      className="outbox-row"
      role="row"
      aria-selected={selected}
      aria-label={rowLabel(row, now, say)}
      data-id={row.id}
      data-below={isBelow(row) ? '' : undefined}
      tabIndex={selected ? 0 : -1}
      onFocus={() => props.onSelect(row.id)}
      onDoubleClick={props.onOpen}
    >
      <div className="outbox-text" role="gridcell">
        <MarkIcon mark={mark} tone={tone} />
        <p className="outbox-subject cut" title={row.subject}>
          {row.subject ? (
            <Isolated text={row.subject} />
          ) : (
            <span className="row-empty">{say('No subject')}</span>
          )}
        </p>
        <span className="meta outbox-size">{props.size}</span>
        <People row={row} account={props.account} />
        <p className="outbox-state">
          <b data-tone={tone}>{lead}</b> {rest}
        </p>
        {row.state.kind === 'uploading' && (
          <ProgressBar done={row.state.sent} total={row.state.total} text={`${lead}, ${rest}`} />
        )}
      </div>
      {actionsOf(row, 'row').length > 0 && <Actions row={row} onCommand={props.onCommand} />}
    </div>
  );
}

/** Where somebody has to decide, the actions have a line of their own. */
function isBelow(row: OutgoingView): boolean {
  const group = outgoingGroup(row);
  return group === 'needs-you' || group === 'checked';
}

function People({ row, account }: { readonly row: OutgoingView; readonly account: string | null }) {
  const say = useSay();
  const { names, more } = peopleOf(row);
  const people = <IsolatedList key="names" names={names} />;
  return (
    <p className="outbox-people cut">
      {account === null
        ? say.parts<ReactNode>('To {names}{more, plural, =0 {} other { and # more}}', {
            names: people,
            more,
          })
        : say.parts<ReactNode>('To {names}{more, plural, =0 {} other { and # more}}, through {account}', {
            names: people,
            more,
            account: <Isolated key="account" text={account} />,
          })}
    </p>
  );
}

/** Reached with Right from the row; a message that needs its person shows them as buttons. */
function Actions({
  row,
  onCommand,
}: {
  readonly row: OutgoingView;
  readonly onCommand: (row: OutgoingView, action: Action) => void;
}) {
  const say = useSay();
  const asks = outgoingGroup(row) === 'needs-you';
  return (
    <div className="outbox-actions" role="gridcell">
      {actionsOf(row, 'row').map((action) => (
        <Button
          key={action}
          inGrid
          kind={asks ? 'outline' : 'link'}
          label={actionLabel(action, row, say)}
          onPress={() => onCommand(row, action)}
        />
      ))}
    </div>
  );
}
