import { FolderSync, HardDriveDownload, Pause, Upload, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { toFailure } from '../../../shared/errors.ts';
import { originOf } from '../../../shared/health/origin-of.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes, formatCount, formatPart } from '../../components/format/numbers.ts';
import { Icon } from '../../components/icon.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { usePause } from '../../hooks/use-pause.ts';
import type { AccountStateRow, FolderRow } from '../../store/tables.ts';

type Activity = NonNullable<AccountStateRow['activity']>;

/** An account that lists folders, or fetches those that are kept. */
export interface SyncJob {
  readonly account: AccountSummary;
  readonly activity: Activity;
  readonly folder: FolderRow | null;
}

/** What the accounts are doing besides downloads. */
export function syncJobs(
  accounts: readonly AccountSummary[],
  states: ReadonlyMap<string, AccountStateRow>,
  folders: readonly FolderRow[],
): readonly SyncJob[] {
  return accounts.flatMap((account) => {
    const activity = states.get(account.id)?.activity;
    if (!activity) return [];
    return [{ account, activity, folder: folders.find(({ id }) => id === activity.folderId) ?? null }];
  });
}

/** A folder that is listed or kept: how far, and how to stop it. */
export function SyncEntry({ job: { account, activity, folder } }: { readonly job: SyncJob }) {
  const { bridge } = useServices();
  const notify = useNotify();
  const pause = usePause();
  const isKeep = activity.what === 'keep';
  const name = folder?.name ?? 'folders';
  const stopKeeping = (path: string) => {
    askMain(bridge, 'folder.keep', { accountId: account.id, path, keep: null }).catch((thrown: unknown) =>
      notify(toFailure(thrown).sentence),
    );
  };
  const { done, total } = activity;
  const words = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)} messages`;
  return (
    <Job
      icon={isKeep ? HardDriveDownload : FolderSync}
      name={isKeep ? `Keeping ${name} on this computer` : `Listing ${name}`}
      done={done}
      total={total}
      words={words}
      account={account.name}
    >
      <Button
        kind="icon"
        icon={Pause}
        label="Pause this server"
        onPress={() => pause(originOf(account.url), true)}
      />
      {isKeep && folder && (
        <Button kind="icon" icon={X} label="Keep it no more" onPress={() => stopKeeping(folder.path)} />
      )}
    </Job>
  );
}

/** A message that is on its way out; what can be done about it is in the Outbox. */
export function UploadEntry({ row, account }: { readonly row: OutgoingView; readonly account: string }) {
  const { commands } = useServices();
  const { state, subject } = row;
  if (state.kind !== 'uploading') return null;
  const rate = state.rate > 0 ? `, ${formatBytes(state.rate)}/s` : '';
  return (
    <Job
      icon={Upload}
      name={`Sending ${subject === '' ? 'a message without subject' : subject}`}
      done={state.sent}
      total={state.total}
      words={`${formatPart(state.sent, state.total)}${rate}`}
      account={account}
    >
      <Button label="Show in Outbox" onPress={() => commands.send('outbox')} />
    </Job>
  );
}

function Job({
  icon,
  name,
  done,
  total,
  words,
  account,
  children,
}: {
  readonly icon: typeof Upload;
  readonly name: string;
  readonly done: number;
  readonly total: number | null;
  readonly words: string;
  readonly account: string;
  readonly children: ReactNode;
}) {
  return (
    <li className="transfer" data-state="fetching">
      <Icon of={icon} />
      <div className="transfer-text">
        <h3 className="cut" title={name}>
          <Isolated text={name} />
        </h3>
        <ProgressBar done={done} total={total} text={words} />
        <p className="selectable">{words}</p>
        <p className="meta">
          <Isolated text={account} />
        </p>
      </div>
      <div role="group" aria-label={name}>
        {children}
      </div>
    </li>
  );
}
