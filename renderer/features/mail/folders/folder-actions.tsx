import { useState } from 'react';
import { OUTSIDE_FOLDER, SPECIAL_FOLDER } from '../../../../shared/mail/folder-words.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { contentsOf, folderSites, isForGood } from './folder-places.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

interface Asking {
  readonly what: 'create' | 'place' | 'remove';
  readonly folder: FolderRow;
}

/** New folder, Rename or move, Delete: asks, and tells what became of it with a way back. `folder` is the open one. */
export function FolderActions({
  folder,
  folders,
  onSelect,
}: {
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
    if (what !== 'create' && folder.role !== 'none') return notify(sayTold(SPECIAL_FOLDER, say));
    setAsking({ what, folder });
  };
  useCommand('new-folder', () => ask('create'));
  useCommand('rename-folder', () => ask('place'));
  useCommand('delete-folder', () => ask('remove'));
  if (!asking) return null;

  const close = () => setAsking(null);
  const done = (sentence: string, step: number | null) => {
    const undo = () =>
      void engine.call('folders.undo', { step: step ?? 0 }).then(() => notify(say('Taken back.')), tell);
    notify(
      sentence,
      step === null ? undefined : { label: say('Undo'), tip: say('Brings it back'), onPress: undo },
    );
  };
  const { accountId, id: folderId, name, parentPath } = asking.folder;
  switch (asking.what) {
    case 'create':
      return (
        <FolderDialog
          title={say('New folder')}
          act={say('Make folder')}
          name=""
          parentId={folderId}
          sites={folderSites(folders, accountId, null, say)}
          onClose={close}
          onAct={async (wanted, parentId) => {
            const made = await engine.call('folders.create', { accountId, parentId, name: wanted });
            onSelect(made.folderId);
          }}
        />
      );
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
              done(say('{name} is {wanted} now, with all that is in it.', { name, wanted }), step);
          }}
        />
      );
    case 'remove':
      return (
        <RemoveFolder
          folder={asking.folder}
          folders={folders}
          onKeep={close}
          onRemove={(forGood) => {
            close();
            engine
              .call('folders.remove', { folderId, forGood })
              .then(({ step }) =>
                done(
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
  onKeep,
  onRemove,
}: {
  readonly folder: FolderRow;
  readonly folders: readonly FolderRow[];
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
          {forGood
            ? say(
                'It leaves the server and this computer with {messages, plural, one {# message} other {# messages}}{folders, plural, =0 {} one { and # folder} other { and # folders}}. This cannot be undone.',
                inside,
              )
            : say(
                'It goes to Deleted Items with {messages, plural, one {# message} other {# messages}}{folders, plural, =0 {} one { and # folder} other { and # folders}}.',
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
