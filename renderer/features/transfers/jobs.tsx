import { FolderSync, HardDriveDownload, Pause, Upload, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { originOf } from '../../../shared/health/origin-of.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes, formatCount, formatPart } from '../../components/format/numbers.ts';
import { Icon } from '../../components/icon.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { usePause } from '../../hooks/use-pause.ts';
import { useSay } from '../../hooks/use-say.ts';
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
  const tell = useTellFailure();
  const say = useSay();
  const pause = usePause();
  const isKeep = activity.what === 'keep';
  const name = folder?.name ?? say('folders');
  const stopKeeping = (path: string) => {
    askMain(bridge, 'folder.keep', { accountId: account.id, path, keep: null }).catch(tell);
  };
  const { done, total } = activity;
  const words =
    total === null ? formatCount(done) : say('{done, number} of {total, number} messages', { done, total });
  return (
    <Job
      icon={isKeep ? HardDriveDownload : FolderSync}
      name={isKeep ? say('Keeping {name} on this computer', { name }) : say('Listing {name}', { name })}
      done={done}
      total={total}
      words={words}
      account={account.name}
    >
      <Button
        kind="icon"
        icon={Pause}
        label={say('Pause this server')}
        onPress={() => pause(originOf(account.url), true)}
      />
      {isKeep && folder && (
        <Button
          kind="icon"
          icon={X}
          label={say('Keep it no more')}
          onPress={() => stopKeeping(folder.path)}
        />
      )}
    </Job>
  );
}

/** A message that is on its way out; what can be done about it is in the Outbox. */
export function UploadEntry({ row, account }: { readonly row: OutgoingView; readonly account: string }) {
  const say = useSay();
  const { commands } = useServices();
  const { state, subject } = row;
  if (state.kind !== 'uploading') return null;
  const part = formatPart(state.sent, state.total, say);
  return (
    <Job
      icon={Upload}
      name={subject === '' ? say('Sending a message without subject') : say('Sending {subject}', { subject })}
      done={state.sent}
      total={state.total}
      words={state.rate > 0 ? say('{part}, {speed}/s', { part, speed: formatBytes(state.rate) }) : part}
      account={account}
    >
      <Button label={say('Show in Outbox')} onPress={() => commands.send('outbox')} />
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
