import { useState } from 'react';
import type { CarryReport, ExportProgress } from '../../../../shared/contracts/inout.ts';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import { labelsIn } from '../../../../shared/mail/folder-tree.ts';
import { storeOf } from '../../../../shared/mail/roots.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { Report } from './report.tsx';
import { useJob } from './use-job.ts';
import { carryWords } from './words.ts';

/** "To Another Mailbox…": copies or moves the selected messages into a folder of another mailbox, such as the one on this computer. */
export function CarryDialog({
  accounts,
  messageIds,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly messageIds: readonly string[];
  readonly onClose: () => void;
}) {
  const { engine, reader } = useServices();
  const say = useSay();
  const { job, start, stop } = useJob<ExportProgress, CarryReport>();
  const rows = useLive('carried', () => reader.messages([...messageIds]));
  const folders = useLive('folders to carry to', () => reader.folders()) ?? [];
  const from = new Set(
    rows
      ?.map(({ folderId }) => folders.find(({ id }) => id === folderId))
      .flatMap((each) => (each ? [mailboxOf(each)] : [])),
  );
  const targets = accounts.flatMap(({ id, name }) => {
    const own = folders.filter(
      (each) => each.accountId === id && each.role !== 'outbox' && !from.has(mailboxOf(each)),
    );
    const labelOf = labelsIn(own);
    return own.map((folder) => ({ folder, label: `${name}: ${labelOf(folder)}` }));
  });
  const [folderId, setFolderId] = useState('');
  const chosen: FolderRow | undefined = (targets.find(({ folder }) => folder.id === folderId) ?? targets[0])
    ?.folder;
  const go = (move: boolean) =>
    chosen &&
    start((signal, onProgress) =>
      engine.call('messages.carry', { messageIds, folderId: chosen.id, move }, { signal, onProgress }),
    );
  const isAsked = job.state === 'asked';
  return (
    <Dialog label={say('To another mailbox')} wide={job.state === 'done'} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('To another mailbox')}</h2>
        {isAsked && targets.length === 0 && (
          <p>
            {say('There is no folder of another mailbox. Add an account, or import mail to this computer.')}
          </p>
        )}
        {isAsked && targets.length > 0 && (
          <>
            <p>
              {say(
                '{count, plural, one {The selected message goes} other {The # selected messages go}} there one by one. A moved message is deleted for good where it was once its copy was seen in the other mailbox; there is no undo.',
                { count: messageIds.length },
              )}
            </p>
            <label className="field">
              <span>{say('Folder')}</span>
              <select
                className="input"
                value={chosen?.id}
                onChange={(event) => setFolderId(event.target.value)}
              >
                {targets.map(({ folder, label }) => (
                  <option key={folder.id} value={folder.id}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        {job.state === 'running' && <Running progress={job.progress} />}
        {job.state === 'failed' && <p role="alert">{sayTold(job.failure, say)}</p>}
        {job.state === 'done' && (
          <Report
            sentences={carryWords(say, job.report)}
            items={job.report.failed.map((each) =>
              say('“{subject}”: {sentence}', {
                subject: each.subject || say('No subject'),
                sentence: sayTold(each, say),
              }),
            )}
          />
        )}
      </div>
      <div className="dialog-foot">
        {job.state === 'running' ? (
          <Button kind="outline" label={say('Stop')} onPress={stop} />
        ) : (
          <Button
            kind={isAsked ? 'outline' : 'primary'}
            label={isAsked ? say('Close') : say('Done')}
            onPress={onClose}
          />
        )}
        {isAsked && chosen && (
          <>
            <Button kind="outline" label={say('Move')} onPress={() => go(true)} />
            <Button kind="primary" label={say('Copy')} onPress={() => go(false)} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Messages move within one of these by themselves. */
function mailboxOf(folder: FolderRow): string {
  return `${folder.accountId} ${storeOf(folder)}`;
}

function Running({ progress }: { readonly progress: ExportProgress | null }) {
  const say = useSay();
  if (!progress) return <p role="status">{say('Fetching the first message…')}</p>;
  const { done, total } = progress;
  const words = say('{done, number} of {total, number}', { done, total });
  return (
    <>
      <p role="status">{words}</p>
      <ProgressBar done={done} total={total} text={words} />
    </>
  );
}
