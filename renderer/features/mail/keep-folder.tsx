import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { FolderRow } from '../../store/tables.ts';

const MB = 2 ** 20;
const CHOICES = [
  { value: 'opened', label: 'Only what I open', keep: null },
  { value: 'small', label: 'Messages up to 1 MB', keep: { upToBytes: MB } },
  { value: 'usual', label: 'Messages up to 10 MB', keep: { upToBytes: 10 * MB } },
  { value: 'all', label: 'Everything, whatever its size', keep: { upToBytes: null } },
] as const;

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
  const { bridge } = useServices();
  const notify = useNotify();
  const [chosen, setChosen] = useState<string>(choiceOf(kept));
  const done = () => {
    const keep = CHOICES.find(({ value }) => value === chosen)?.keep ?? null;
    const { accountId, path } = folder;
    askMain(bridge, 'folder.keep', { accountId, path, keep }).catch((thrown: unknown) =>
      notify(toFailure(thrown).sentence),
    );
    onClose();
  };
  return (
    <Dialog label="Keep folder on this computer" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <div className="dialog-body">
          <h2 className="heading">Keep “{folder.name}” on this computer</h2>
          <p>
            What is kept can be read and searched without a network. It is fetched one message at a time,
            newest first, while nothing else is to be done.
          </p>
          <div className="choices" role="radiogroup" aria-label="How much is fetched">
            {CHOICES.map(({ value, label }) => (
              <label key={value}>
                <input
                  type="radio"
                  name="keep"
                  value={value}
                  checked={chosen === value}
                  onChange={() => setChosen(value)}
                />
                {label}
              </label>
            ))}
          </div>
        </div>
        <div className="dialog-foot">
          <Button kind="outline" label="Cancel" onPress={onClose} />
          <Button kind="primary" label="Keep so" submit />
        </div>
      </form>
    </Dialog>
  );
}

/** A limit that is none of the choices shows as the next larger one. */
function choiceOf(kept: { readonly upToBytes: number | null } | null): string {
  if (!kept) return 'opened';
  const { upToBytes } = kept;
  const fits = CHOICES.find(({ keep }) => keep && (keep.upToBytes ?? Infinity) >= (upToBytes ?? Infinity));
  return fits?.value ?? 'all';
}
