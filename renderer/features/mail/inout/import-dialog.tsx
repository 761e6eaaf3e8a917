import { useEffect, useRef } from 'react';
import type { ImportProgress, ImportReport } from '../../../../shared/contracts/inout.ts';
import type { VouchedFile } from '../../../../shared/contracts/main.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatBytes } from '../../../components/format/numbers.ts';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { Report } from './report.tsx';
import { RunningButtons } from './running-buttons.tsx';
import { useJob } from './use-job.ts';
import { importWords, refusedWords } from './words.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** "Import…": mail from files into the mailbox on this computer. `given`: what was dropped; it begins at once. */
export function ImportDialog({
  given,
  onClose,
}: {
  readonly given: readonly VouchedFile[] | null;
  readonly onClose: () => void;
}) {
  const { bridge, engine } = useServices();
  const say = useSay();
  const { job, start, stop, pause } = useJob<ImportProgress, ImportReport>();
  const take = (choose: () => Promise<readonly VouchedFile[]>) =>
    start(async (signal, onProgress, onPausable) => {
      const files = await choose();
      if (files.length === 0) return null;
      await askMain(bridge, 'local.open', null);
      const tokens = files.map(({ token }) => token);
      const [token = ''] = tokens;
      onPausable((paused) => engine.call('mail.pause', { token, paused }));
      return await engine.call('mail.import', { tokens }, { signal, onProgress });
    });
  const choose = (what: 'files' | 'folder') => take(() => askMain(bridge, 'mail.chooseImport', { what }));
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || given === null) return;
    begun.current = true;
    take(() => Promise.resolve(given));
  });
  return (
    <Dialog label={say('Import mail')} wide={job.state === 'done'} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Import mail')}</h2>
        {job.state === 'asked' && (
          <p>
            {say(
              'Retinue reads .eml files, mbox files, Maildir folders, and folders of these, such as a Thunderbird profile. They come into “On this computer” with their folders, read marks, flags and categories. The files stay as they are.',
            )}
          </p>
        )}
        {job.state === 'running' && <Running {...job} />}
        {job.state === 'failed' && (
          <>
            <p role="alert">{sayTold(job.failure, say)}</p>
            <p>{say('What came in before stays. The same import goes on from there and doubles nothing.')}</p>
          </>
        )}
        {job.state === 'done' && (
          <Report
            sentences={importWords(say, job.report)}
            items={job.report.refused.map((refused) => refusedWords(say, refused))}
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
          <>
            <Button kind="outline" label={say('Choose folders…')} onPress={() => choose('folder')} />
            <Button kind="primary" label={say('Choose files…')} onPress={() => choose('files')} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Running({
  progress,
  isPaused,
}: {
  readonly progress: ImportProgress | null;
  readonly isPaused: boolean;
}) {
  const say = useSay();
  if (!progress) return <p role="status">{say('Looking for mail…')}</p>;
  const { file, messages, bytes, total } = progress;
  const values = { done: formatBytes(bytes), total: formatBytes(total) };
  const so = { count: messages, file };
  return (
    <>
      <p role="status">
        {isPaused
          ? say('{count, plural, one {# message so far} other {# messages so far}}, {file}, paused', so)
          : say('{count, plural, one {# message so far} other {# messages so far}}, {file}', so)}
      </p>
      <ProgressBar done={bytes} total={total} text={say('{done} of {total}', values)} paused={isPaused} />
    </>
  );
}
