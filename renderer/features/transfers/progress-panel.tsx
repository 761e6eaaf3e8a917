import { CircleCheck, CircleX, Download, TriangleAlert, X } from 'lucide-react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold, toldFrom } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes } from '../../components/format/numbers.ts';
import { Icon } from '../../components/icon.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { AccountStateRow, TransferRow } from '../../store/tables.ts';
import { SyncEntry, syncJobs, UploadEntry } from './jobs.tsx';
import { SpeedLimit, type SpeedLimitState } from './speed-limit.tsx';
import { TransferButton } from '../../components/transfer-button.tsx';
import { isUnfinished, transferWords } from '../../components/format/transfers.ts';
import { useTransferActs, useTransfers } from '../../hooks/use-transfers.ts';

/** Everything that is going on: folders that are listed or kept, mail that goes out, files that are fetched (newest last). */
export function ProgressPanel({
  accounts,
  states,
  speed,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
  readonly speed: SpeedLimitState;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const rows = useTransfers();
  const { reader } = useServices();
  const jobs = syncJobs(accounts, states, useLive('folders', () => reader.folders()) ?? []);
  const uploads = useOutgoing().filter(({ state }) => state.kind === 'uploading');
  const count = rows.length + jobs.length + uploads.length;
  const nameOf = (accountId: string) => accounts.find(({ id }) => id === accountId)?.name ?? '';
  const { clear } = useTransferActs();
  const now = useNow(1000);
  const isClearable = rows.some((row) => !isUnfinished(row));
  return (
    <aside className="log-panel" aria-label={say('Progress')}>
      <header className="log-head">
        <h2>{say('Progress')}</h2>
        <span className="meta">{count > 0 ? count : ''}</span>
        <SpeedLimit {...speed} />
        <Button label={say('Clear done')} disabled={!isClearable} onPress={clear} />
        <Button kind="icon" icon={X} label={say('Close')} onPress={onClose} />
      </header>
      {count === 0 ? (
        <div className="empty">
          <p>{say('Nothing is going on.')}</p>
        </div>
      ) : (
        <ul className="log-list">
          {jobs.map((job) => (
            <SyncEntry key={job.account.id} job={job} />
          ))}
          {uploads.map((row) => (
            <UploadEntry key={row.id} row={row} account={nameOf(row.accountId)} />
          ))}
          {rows.map((row) => (
            <Entry key={row.id} row={row} now={now} account={nameOf(row.accountId)} />
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
  const say = useSay();
  const { act } = useTransferActs();
  const words = transferWords(row, now, say);
  const { received, total, state, notes } = row;
  const name = row.name || say('Message');
  return (
    <li className="transfer" data-state={state.kind}>
      <Mark row={row} />
      <div className="transfer-text">
        <h3 className="cut" dir="ltr" title={name}>
          <Isolated text={name} />
        </h3>
        {state.kind !== 'done' && (
          <ProgressBar done={received} total={total} text={words} paused={state.kind === 'paused'} />
        )}
        <p className="selectable">{words}</p>
        <p className="meta">{factsOf(row, account, say)}</p>
        {notes.map(toldFrom).map((note) => (
          <p className="meta selectable" key={note.sentence}>
            {sayTold(note, say)}
          </p>
        ))}
      </div>
      <div role="group" aria-label={name}>
        <TransferButton row={row} />
        <Button
          kind="icon"
          icon={X}
          label={state.kind === 'done' ? say('Remove from this computer') : say('Cancel')}
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
  say: Say,
): string {
  const twice = fetched - received;
  return [
    account,
    requests > 0 && say('{count, plural, one {# request} other {# requests}}', { count: requests }),
    retries > 0 && say('{count, plural, one {# retry} other {# retries}}', { count: retries }),
    pieces.size !== null &&
      state.kind !== 'done' &&
      say('pieces of {size}', { size: formatBytes(pieces.size) }),
    pieces.connections > 1 && say('{count} connections', { count: pieces.connections }),
    twice > WORTH_SAYING && say('{size} fetched twice', { size: formatBytes(twice) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
