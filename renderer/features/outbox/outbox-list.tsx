import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { formatColumn } from '../../components/format/numbers.ts';
import { focusPane } from '../../hooks/panes.ts';
import { useKeptFocus } from '../../hooks/use-kept-focus.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Action } from './actions.ts';
import { type Group, summaryOf } from './groups.ts';
import { rowAfter } from './list-keys.ts';
import { OutboxRow } from './outbox-row.tsx';
import { tickOf } from './times.ts';
import { inReadingDirection } from '../../components/reading-direction.ts';

export interface OutboxListProps {
  readonly rows: readonly OutgoingView[];
  readonly groups: readonly Group[];
  readonly accounts: readonly AccountSummary[];
  readonly selectedId: string | null;
  readonly singleKeys: boolean;
  readonly now: number;
  readonly onSelect: (id: string) => void;
  readonly onOpen: () => void;
  readonly onCommand: (row: OutgoingView, action: Action) => void;
  /** The name over the list, and what is said where it has no row. */
  readonly title: string;
  readonly empty: string;
  /** What was found on the servers; it stands under the rows. */
  readonly found: ReactNode;
}

/** The messages in their groups. One Tab stop: Up and Down go through rows, Right into the actions of one, Left back. */
export function OutboxList(props: OutboxListProps) {
  const say = useSay();
  const { rows, groups, selectedId } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const order = groups.flatMap((group) => group.rows.map(({ id }) => id));
  const sizes = useMemo(() => {
    const words = formatColumn(rows.map(({ bytes }) => bytes));
    return new Map(rows.map(({ id }, index) => [id, words[index] ?? '']));
  }, [rows]);
  const keep = useKeptFocus(
    () => scroll.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ?? scroll.current,
  );
  // At the start, and when the pane that had the focus gave way to this one.
  useEffect(() => {
    if (document.activeElement === document.body) focusPane('list');
  }, []);
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnRow = event.target instanceof HTMLElement && event.target.role === 'row';
    if (event.key === 'Enter' && isOnRow) props.onOpen();
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') moveInRow(event);
    else {
      const next = rowAfter(event.key, order, selectedId, props.singleKeys);
      if (next === null) return;
      scroll.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
    }
    event.preventDefault();
  };
  return (
    <>
      <header className="list-head">
        <h2>{props.title}</h2>
        {rows.length > 0 && <span className="meta cut">{summaryOf(rows, say)}</span>}
      </header>
      <div className="outbox-scroll" ref={scroll} tabIndex={-1} data-pane="list" onFocus={keep}>
        {rows.length === 0 ? (
          <div className="empty">
            <p>{props.empty}</p>
            <p>{say('What you send stands here until it is proven to be sent.')}</p>
          </div>
        ) : (
          <div role="grid" aria-label={props.title} onKeyDown={press}>
            {groups.map((group) => (
              <Rows key={group.name} {...props} group={group} sizes={sizes} />
            ))}
          </div>
        )}
        {props.found}
      </div>
    </>
  );
}

function Rows(
  props: OutboxListProps & { readonly group: Group; readonly sizes: ReadonlyMap<string, string> },
) {
  const { group, accounts } = props;
  const headId = useId();
  const select = useLatest(props.onSelect);
  const open = useLatest(props.onOpen);
  const act = useLatest(props.onCommand);
  return (
    <div role="rowgroup" aria-labelledby={headId}>
      <div className="outbox-group" role="row" data-group={group.name}>
        <span role="columnheader" id={headId}>
          {group.label}
        </span>
        <span role="gridcell">{group.hint}</span>
      </div>
      {group.rows.map((row) => (
        <OutboxRow
          key={row.id}
          row={row}
          size={props.sizes.get(row.id) ?? ''}
          account={
            accounts.length > 1 ? (accounts.find(({ id }) => id === row.accountId)?.name ?? null) : null
          }
          selected={row.id === props.selectedId}
          now={tickOf(row.state, props.now)}
          onSelect={select}
          onOpen={open}
          onCommand={act}
        />
      ))}
    </div>
  );
}

/** Right goes from the row to its first action and on, Left back to the row. */
function moveInRow({ key, target }: KeyboardEvent<HTMLElement>): void {
  if (!(target instanceof HTMLElement)) return;
  const row = target.closest<HTMLElement>('.outbox-row');
  const buttons = [...(row?.querySelectorAll('button') ?? [])];
  const at = buttons.findIndex((button) => button === target);
  if (inReadingDirection(key) === 'ArrowRight') buttons[at + 1]?.focus();
  else if (at >= 0) (buttons[at - 1] ?? row)?.focus();
}
