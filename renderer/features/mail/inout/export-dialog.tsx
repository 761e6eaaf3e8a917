import { useState } from 'react';
import type {
  ExportForm,
  ExportProgress,
  ExportReport,
  ExportWhat,
} from '../../../../shared/contracts/inout.ts';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import { Button } from '../../../components/button.tsx';
import { Choices } from '../../../components/choices.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { Report } from './report.tsx';
import { RunningButtons } from './running-buttons.tsx';
import { useJob } from './use-job.ts';
import { exportWords, formWords } from './words.ts';

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly what: ExportWhat;
}

/** "Export…": the selected messages, a folder with those in it, or an account, written into a folder of the person's. */
export function ExportDialog({
  accounts,
  folder,
  messageIds,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly folder: FolderRow | null;
  readonly messageIds: readonly string[];
  readonly onClose: () => void;
}) {
  const { bridge, engine } = useServices();
  const say = useSay();
  const { job, start, stop, pause } = useJob<ExportProgress, ExportReport>();
  const choices: readonly Choice[] = [
    ...(messageIds.length > 0
      ? [
          {
            key: 'messages',
            label: say('{count, plural, one {The selected message} other {The # selected messages}}', {
              count: messageIds.length,
            }),
            what: { kind: 'messages', messageIds } as const,
          },
        ]
      : []),
    ...(folder
      ? [
          {
            key: 'folder',
            label: say('The folder “{name}” with its subfolders', { name: folder.name }),
            what: { kind: 'folder', folderId: folder.id } as const,
          },
        ]
      : []),
    ...accounts.map(({ id, name }) => ({
      key: `account ${id}`,
      label: say('All folders of “{name}”', { name }),
      what: { kind: 'account', accountId: id } as const,
    })),
  ];
  const [key, setKey] = useState(
    messageIds.length > 1 ? 'messages' : (choices.at(folder ? -1 - accounts.length : 0)?.key ?? ''),
  );
  const [form, setForm] = useState<ExportForm>('mbox');
  const chosen = choices.find((choice) => choice.key === key) ?? choices[0];
  const begin = () =>
    chosen &&
    start(async (signal, onProgress, onPausable) => {
      const place = await askMain(bridge, 'mail.chooseExport', null);
      if (!place) return null;
      const { token } = place;
      const args = { token, form, what: chosen.what, untitled: say('No subject') };
      onPausable((paused) => engine.call('mail.pause', { token, paused }));
      return await engine.call('mail.export', args, { signal, onProgress });
    });
  return (
    <Dialog label={say('Export mail')} wide={job.state === 'done'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        <div className="dialog-body">
          <h2 className="heading">{say('Export mail')}</h2>
          {job.state === 'asked' && (
            <>
              <Choices label={say('What')} chosen={chosen?.key ?? ''} choices={choices} onChoose={setKey} />
              <Choices
                label={say('How')}
                chosen={form}
                choices={formWords(say).map((each) => ({
                  key: each.form,
                  label: each.label,
                  form: each.form,
                }))}
                onChoose={(next) =>
                  setForm(formWords(say).find((each) => each.form === next)?.form ?? 'mbox')
                }
              />
              <p className="meta">
                {say('Messages that are not on this computer are fetched. Nothing on a server changes.')}
              </p>
            </>
          )}
          {job.state === 'running' && <Running {...job} />}
          {job.state === 'failed' && <p role="alert">{sayTold(job.failure, say)}</p>}
          {job.state === 'done' && (
            <Report
              sentences={exportWords(say, job.report)}
              items={job.report.failed.map((each) =>
                say('{folder}, “{subject}”: {sentence}', {
                  folder: each.folder,
                  subject: each.subject || say('No subject'),
                  sentence: sayTold(each, say),
                }),
              )}
            />
          )}
        </div>
        <div className="dialog-foot">
          {job.state === 'running' ? (
            <RunningButtons isPaused={job.isPaused} onPause={pause} onStop={stop} />
          ) : (
            <Button
              kind={job.state === 'done' ? 'primary' : 'outline'}
              label={job.state === 'done' ? say('Done') : say('Close')}
              onPress={onClose}
            />
          )}
          {(job.state === 'asked' || job.state === 'failed') && (
            <Button kind="primary" label={say('Choose a folder…')} submit />
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Running({
  progress,
  isPaused,
}: {
  readonly progress: ExportProgress | null;
  readonly isPaused: boolean;
}) {
  const say = useSay();
  if (!progress) return <p role="status">{say('Choose where the mail goes.')}</p>;
  const { folder, done, total } = progress;
  const words = say('{done, number} of {total, number}', { done, total: Math.max(done, total) });
  return (
    <>
      <p role="status">
        {isPaused
          ? say('{folder}: {words}, paused', { folder, words })
          : say('{folder}: {words}', { folder, words })}
      </p>
      <ProgressBar done={done} total={Math.max(done, total)} text={words} paused={isPaused} />
    </>
  );
}
