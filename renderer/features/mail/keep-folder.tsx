import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import type { FolderRow } from '../../store/tables.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Say } from '../../../shared/language/say.ts';

const MB = 2 ** 20;
const CHOICES = [
  { value: 'opened', keep: null },
  { value: 'small', keep: { upToBytes: MB } },
  { value: 'usual', keep: { upToBytes: 10 * MB } },
  { value: 'all', keep: { upToBytes: null } },
] as const;
type Choice = (typeof CHOICES)[number]['value'];

/** "Keep Folder on This Computer…": asks how much of the open folder is fetched to be read without a network. */
export function KeepFolder({
  accounts,
  folder,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly folder: FolderRow | null;
}) {
  const [asked, setAsked] = useState<FolderRow | null>(null);
  const say = useSay();
  const notify = useNotify();
  const isLocal = accounts.some(({ id, dialect }) => id === folder?.accountId && dialect === 'local');
  useCommand('keep-folder', () => {
    if (isLocal) notify(say('All of this folder is on this computer already.'));
    else setAsked(folder);
  });
  if (!asked) return null;
  const kept = accounts
    .find(({ id }) => id === asked.accountId)
    ?.keeps.find(({ path }) => path === asked.path);
  return <KeepDialog folder={asked} kept={kept ?? null} onClose={() => setAsked(null)} />;
}

function KeepDialog({
  folder,
  kept,
  onClose,
}: {
  readonly folder: FolderRow;
  readonly kept: { readonly upToBytes: number | null } | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const [chosen, setChosen] = useState<Choice>(choiceOf(kept));
  const done = () => {
    const keep = CHOICES.find(({ value }) => value === chosen)?.keep ?? null;
    const { accountId, path } = folder;
    askMain(bridge, 'folder.keep', { accountId, path, keep }).catch(tellFailure);
    onClose();
  };
  return (
    <Dialog label={say('Keep folder on this computer')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <div className="dialog-body">
          <h2 className="heading">{say('Keep “{name}” on this computer', { name: folder.name })}</h2>
          <p>
            {say(
              'What is kept can be read and searched without a network. It is fetched one message at a time, newest first, while nothing else is to be done.',
            )}
          </p>
          <div className="choices" role="radiogroup" aria-label={say('How much is fetched')}>
            {CHOICES.map(({ value }) => (
              <label key={value}>
                <input
                  type="radio"
                  name="keep"
                  value={value}
                  checked={chosen === value}
                  onChange={() => setChosen(value)}
                />
                {choiceWords(value, say)}
              </label>
            ))}
          </div>
        </div>
        <div className="dialog-foot">
          <Button kind="outline" label={say('Cancel')} onPress={onClose} />
          <Button kind="primary" label={say('Keep so')} submit />
        </div>
      </form>
    </Dialog>
  );
}

function choiceWords(choice: Choice, say: Say): string {
  switch (choice) {
    case 'opened':
      return say('Only what I open');
    case 'small':
      return say('Messages up to 1 MB');
    case 'usual':
      return say('Messages up to 10 MB');
    case 'all':
      return say('Everything, whatever its size');
  }
}

/** A limit that is none of the choices shows as the next larger one. */
function choiceOf(kept: { readonly upToBytes: number | null } | null): Choice {
  if (!kept) return 'opened';
  const { upToBytes } = kept;
  const fits = CHOICES.find(({ keep }) => keep && (keep.upToBytes ?? Infinity) >= (upToBytes ?? Infinity));
  return fits?.value ?? 'all';
}
