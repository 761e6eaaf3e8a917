import { CircleCheck, CircleX, Download, TriangleAlert, X } from 'lucide-react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes, plural } from '../../components/format/numbers.ts';
import { Icon } from '../../components/icon.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useNow } from '../../hooks/use-now.ts';
import type { TransferRow } from '../../store/tables.ts';
import { SpeedLimit, type SpeedLimitState } from './speed-limit.tsx';
import { TransferButton } from '../../components/transfer-button.tsx';
import { isUnfinished, transferWords } from '../../components/format/transfers.ts';
import { useTransferActs, useTransfers } from '../../hooks/use-transfers.ts';

/** Everything that is being fetched: how far, how fast, how long, and why it waits; newest last. */
export function ProgressPanel({
  accounts,
  speed,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly speed: SpeedLimitState;
  readonly onClose: () => void;
}) {
  const rows = useTransfers();
  const { clear } = useTransferActs();
  const now = useNow(1000);
  const isClearable = rows.some((row) => !isUnfinished(row));
  return (
    <aside className="log-panel" aria-label="Progress">
      <header className="log-head">
        <h2>Progress</h2>
        <span className="meta">{rows.length > 0 ? rows.length : ''}</span>
        <SpeedLimit {...speed} />
        <Button label="Clear done" disabled={!isClearable} onPress={clear} />
        <Button kind="icon" icon={X} label="Close" onPress={onClose} />
      </header>
      {rows.length === 0 ? (
        <div className="empty">
          <p>Nothing is being fetched.</p>
        </div>
      ) : (
        <ul className="log-list">
          {rows.map((row) => (
            <Entry
              key={row.id}
              row={row}
              now={now}
              account={accounts.find(({ id }) => id === row.accountId)?.name ?? ''}
            />
          ))}
        </ul>
      )}
    </aside>
  );
}

function Entry({
  row,
  now,
  account,
}: {
  readonly row: TransferRow;
  readonly now: number;
  readonly account: string;
}) {
  const { act } = useTransferActs();
  const words = transferWords(row, now);
  const { received, total, state, notes } = row;
  return (
    <li className="transfer" data-state={state.kind}>
      <Mark row={row} />
      <div className="transfer-text">
        <h3 className="cut" dir="ltr" title={row.name}>
          <Isolated text={row.name} />
        </h3>
        {state.kind !== 'done' && (
          <ProgressBar done={received} total={total} text={words} paused={state.kind === 'paused'} />
        )}
        <p className="selectable">{words}</p>
        <p className="meta">{factsOf(row, account)}</p>
        {notes.map((note) => (
          <p className="meta selectable" key={note}>
            {note}
          </p>
        ))}
      </div>
      <div role="group" aria-label={row.name}>
        <TransferButton row={row} />
        <Button
          kind="icon"
          icon={X}
          label={state.kind === 'done' ? 'Remove from this computer' : 'Cancel'}
          onPress={() => act(row.id, 'cancel')}
        />
      </div>
    </li>
  );
}

function Mark({ row: { state } }: { readonly row: TransferRow }) {
  if (state.kind === 'done') return <Icon of={CircleCheck} />;
  if (state.kind === 'failed' || state.kind === 'changed') return <Icon of={CircleX} level="error" />;
  const needsSomebody = state.kind === 'waiting' || (state.kind === 'paused' && state.failure !== null);
  return needsSomebody ? <Icon of={TriangleAlert} level="warning" /> : <Icon of={Download} />;
}

/** What is on its way to the disk and what is compared at the seams is not worth a word. */
const WORTH_SAYING = 2 ** 20;

/** Account, requests and pieces: what a tester wants to see. */
function factsOf(
  { requests, retries, fetched, received, pieces, state }: TransferRow,
  account: string,
): string {
  const extra = fetched - received > WORTH_SAYING ? `${formatBytes(fetched - received)} fetched twice` : '';
  return [
    account,
    requests > 0 && plural(requests, 'request', 'requests'),
    retries > 0 && plural(retries, 'retry', 'retries'),
    pieces.size !== null && state.kind !== 'done' && `pieces of ${formatBytes(pieces.size)}`,
    pieces.connections > 1 && `${pieces.connections} connections`,
    extra,
  ]
    .filter(Boolean)
    .join(' · ');
}
