import { useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { OUTSIDE_FOLDER, SPECIAL_FOLDER } from '../../../../shared/mail/folder-words.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useCommand, useCommandWith } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { contentsOf, folderSites, isForGood } from './folder-places.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

type Asking =
  /** `parentId` null: at the top. */
  | { readonly what: 'create'; readonly accountId: string; readonly parentId: string | null }
  | { readonly what: 'place' | 'remove'; readonly folder: FolderRow };

/** New folder, Rename or move, Delete: asks, and tells what became of it with a way back. `folder` is the open one. */
export function FolderActions({
  accounts,
  folder,
  folders,
  onSelect,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly folder: FolderRow | null;
  readonly folders: readonly FolderRow[];
  readonly onSelect: (folderId: string) => void;
}) {
  const say = useSay();
  const { engine } = useServices();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking | null>(null);
  const tell = useTellFailure();
  const ask = (what: Asking['what']) => {
    if (!folder) return notify(say('Choose a folder of an account first.'));
    if (folder.root !== undefined) return notify(sayTold(OUTSIDE_FOLDER, say));
    // What belongs to the mailbox can hold new folders and no more.
    if (what === 'create') return setAsking({ what, accountId: folder.accountId, parentId: folder.id });
    if (folder.role !== 'none') return notify(sayTold(SPECIAL_FOLDER, say));
    setAsking({ what, folder });
  };
  useCommand('new-folder', () => ask('create'));
  useCommandWith('new-folder-at', (accountId) => setAsking({ what: 'create', accountId, parentId: null }));
  useCommand('rename-folder', () => ask('place'));
  useCommand('delete-folder', () => ask('remove'));
  if (!asking) return null;

  const close = () => setAsking(null);
  const tellDone = (sentence: string, step: number | null) => {
    const undo = () =>
      void engine.call('folders.undo', { step: step ?? 0 }).then(() => notify(say('Taken back.')), tell);
    notify(
      sentence,
      step === null ? undefined : { label: say('Undo'), tip: say('Brings it back'), onPress: undo },
    );
  };
  if (asking.what === 'create') {
    const { accountId, parentId: at } = asking;
    return (
      <FolderDialog
        title={say('New folder')}
        act={say('Make folder')}
        name=""
        parentId={at}
        sites={folderSites(folders, accountId, null, say)}
        onClose={close}
        onAct={async (wanted, parentId) => {
          const made = await engine.call('folders.create', { accountId, parentId, name: wanted });
          onSelect(made.folderId);
        }}
      />
    );
  }
  const { accountId, id: folderId, name, parentPath } = asking.folder;
  switch (asking.what) {
    case 'place':
      return (
        <FolderDialog
          title={say('Rename or move folder')}
          act={say('Change')}
          name={name}
          parentId={parentPath === null ? null : `${accountId}|${parentPath}`}
          sites={folderSites(folders, accountId, asking.folder, say)}
          onClose={close}
          onAct={async (wanted, parentId) => {
            const { step } = await engine.call('folders.place', { folderId, parentId, name: wanted });
            if (step !== null)
              tellDone(say('{name} is {wanted} now, with all that is in it.', { name, wanted }), step);
          }}
        />
      );
    case 'remove':
      return (
        <RemoveFolder
          folder={asking.folder}
          folders={folders}
          isLocal={accounts.some(({ id, dialect }) => id === accountId && dialect === 'local')}
          onKeep={close}
          onRemove={(forGood) => {
            close();
            engine
              .call('folders.remove', { folderId, forGood })
              .then(({ step }) =>
                tellDone(
                  forGood
                    ? say('{name} is deleted for good.', { name })
                    : say('{name} is in Deleted Items.', { name }),
                  step,
                ),
              )
              .catch(tell);
          }}
        />
      );
  }
}

function RemoveFolder({
  folder,
  folders,
  isLocal,
  onKeep,
  onRemove,
}: {
  readonly folder: FolderRow;
  readonly folders: readonly FolderRow[];
  /** It is in the mailbox on this computer, and nowhere else. */
  readonly isLocal: boolean;
  readonly onKeep: () => void;
  readonly onRemove: (forGood: boolean) => void;
}) {
  const say = useSay();
  const forGood = isForGood(folders, folder);
  const inside = contentsOf(folders, folder);
  const { name } = folder;
  const title = forGood ? say('Delete “{name}” for good', { name }) : say('Delete “{name}”', { name });
  return (
    <Dialog label={title} onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">{title}</h2>
        <p>
          {!forGood
            ? say(
                'It goes to Deleted Items with {messages, plural, one {# message} other {# messages}}{folders, plural, =0 {} one { and # folder} other { and # folders}}.',
                inside,
              )
            : isLocal
              ? say(
                  'It leaves this computer with {messages, plural, one {# message} other {# messages}}{folders, plural, =0 {} one { and # folder} other { and # folders}}, the only copy. This cannot be undone.',
                  inside,
                )
              : say(
                  'It leaves the server and this computer with {messages, plural, one {# message} other {# messages}}{folders, plural, =0 {} one { and # folder} other { and # folders}}. This cannot be undone.',
                  inside,
                )}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Keep')} onPress={onKeep} />
        <Button kind="primary" label={say('Delete folder')} onPress={() => onRemove(forGood)} />
      </div>
    </Dialog>
  );
}
